import Big from 'big.js';
import type { Interval, UsageRow } from './usage.js';

/** One line of a CSV file, or one result of an API, by the names of its fields. */
export type UsageRecord = ReadonlyMap<string, unknown>;

/**
 * The names under which exports hold what counts, the newest first. Sources: the Usage and Costs API
 * (docs.rs/async-openai, admin::usage::UsageCompletionsResult; cookbook.openai.com/examples/completions_usage_api), files that
 * the dashboard has exported (xavierjflanagan/Guardian@69d31e9c, openai-usage-and-cost-report-2025-10-12.md), the older
 * `/v1/usage` (elastic.co, metricbeat's usage metricset of openai).
 */
const FIELDS = {
  model: ['model', 'snapshot_id'],
  input: ['input_tokens', 'n_context_tokens_total', 'context_tokens_total', 'prompt_tokens'],
  cached: ['input_cached_tokens', 'n_cached_context_tokens_total', 'cached_context_tokens_total'],
  output: ['output_tokens', 'n_generated_tokens_total', 'generated_tokens_total', 'completion_tokens'],
  start: ['start_time', 'start_time_iso', 'aggregation_timestamp', 'timestamp', 'date'],
  end: ['end_time', 'end_time_iso'],
  batch: ['batch'],
  tier: ['service_tier'],
  amount: ['amount_value'],
  currency: ['amount_currency'],
} as const;

/** Tokens with prices of their own, which the catalog does not have. */
const APART: readonly [field: RegExp, what: string][] = [
  [/^(?:input|output)_audio_tokens$/, 'audio tokens'],
  [/^output_image_tokens$/, 'image tokens'],
  [/cache_writ/, 'tokens that are written to the cache'],
];

/** No id is that long. */
const MAX_NAME = 200;

/** Tiers at the standard price. */
const STANDARD = new Set(['', 'default', 'auto', 'standard']);

/** What is wrong with a record, as the end of a sentence. */
export class RecordFault extends Error {}

export interface ReadRecord {
  row?: UsageRow;
  period?: Interval;
  billed?: Big;
}

/** Whether a record with these fields says anything of tokens or of money. */
export function isKnownShape(names: Iterable<string>): boolean {
  const known = new Set(names);
  return [...FIELDS.input, ...FIELDS.output, ...FIELDS.amount].some((name) => known.has(name));
}

/** @throws RecordFault for a value that is not of its kind: a wrong number would be a wrong bill. */
export function readRecord(record: UsageRecord): ReadRecord {
  const of = (field: keyof typeof FIELDS) => {
    const name = FIELDS[field].find((one) => !isBlank(record.get(one)));
    return name === undefined ? undefined : { name, value: record.get(name) };
  };
  const period = periodOf(of('start'), of('end'));
  const amount = of('amount');
  if (amount) {
    const currency = of('currency')?.value;
    if (currency !== undefined && String(currency).toLowerCase() !== 'usd')
      throw new RecordFault('is not in US dollars, and nothing is converted');
    return { period, billed: dollars(amount.name, amount.value) };
  }
  const [input, cached, output] = (['input', 'cached', 'output'] as const).map((field) => {
    const found = of(field);
    return found ? count(found.name, found.value) : undefined;
  });
  const model = of('model')?.value;
  const name = model === undefined ? undefined : String(model).trim();
  if (name !== undefined && name.length > MAX_NAME) throw new RecordFault('names a model at great length');
  if (input === undefined && output === undefined && !isOtherUsage(record)) return { period };
  if ((cached ?? ZERO).gt(input ?? ZERO)) throw new RecordFault('has more cached input than input');
  const unpriced = new Set<string>();
  if (input === undefined && output === undefined) unpriced.add('what is not billed by tokens');
  for (const [field, what] of APART)
    for (const [key, value] of record)
      if (field.test(key) && !isBlank(value) && count(key, value).gt(0)) unpriced.add(what);
  const tier = tierOf(of('batch')?.value, of('tier')?.value);
  return {
    period,
    row: {
      ...(name !== undefined && { model: name }),
      ...(tier !== undefined && { tier }),
      tokens: { input: input ?? ZERO, cached: cached ?? ZERO, output: output ?? ZERO },
      unpriced,
    },
  };
}

const ZERO = new Big(0);

/** Images, seconds, characters, sessions: of an endpoint that counts no tokens. */
function isOtherUsage(record: UsageRecord): boolean {
  return /^organization\.usage\./.test(String(record.get('object') ?? ''));
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function tierOf(batch: unknown, tier: unknown): string | undefined {
  if (/^(?:true|1|1\.0)$/i.test(String(batch ?? ''))) return 'batch';
  const name = String(tier ?? '')
    .trim()
    .toLowerCase();
  if (STANDARD.has(name)) return undefined;
  return /^[\w-]{1,30}$/.test(name) ? name : 'another tier';
}

/** A whole number, as spreadsheets write it. What may be read in two ways is refused. */
function count(name: string, value: unknown): Big {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return new Big(value);
  const text = typeof value === 'string' ? value.trim() : '';
  const plain = /^\d{1,3}(?:,\d{3})+$/.test(text) ? text.replaceAll(',', '') : text;
  const isAmbiguous = /^\d{1,3}\.\d{3}$/.test(plain);
  if (!isAmbiguous && /^\d{1,15}(?:\.0{1,20})?$/.test(plain)) return new Big(plain);
  throw new RecordFault(`has no whole number in ${name}`);
}

function dollars(name: string, value: unknown): Big {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  if (/^-?\d{1,12}(?:\.\d{1,40})?(?:e-\d{1,2})?$/i.test(text)) return new Big(text);
  throw new RecordFault(`has no amount in ${name}`);
}

const DAY = 86_400;

function periodOf(start: Found | undefined, end: Found | undefined): Interval | undefined {
  if (!start) return undefined;
  const from = timeOf(start);
  // Without an end it is about a day.
  const to = end ? timeOf(end) : Math.floor(from / DAY) * DAY + DAY;
  if (to <= from) throw new RecordFault('ends before it begins');
  return { start: end ? from : Math.floor(from / DAY) * DAY, end: to };
}

interface Found {
  name: string;
  value: unknown;
}

/** Seconds since 1970. @throws RecordFault for what is no time between 2014 and 2100. */
function timeOf({ name, value }: Found): number {
  const text = String(value).trim();
  const seconds = /^\d{10}(?:\.0+)?$/.test(text)
    ? Number(text)
    : /^\d{4}-\d{2}-\d{2}(?:$|[T ])/.test(text)
      ? Date.parse(/[Zz]$|[+-]\d{2}:?\d{2}$|^\d{4}-\d{2}-\d{2}$/.test(text) ? text : `${text}Z`) / 1000
      : Number.NaN;
  if (seconds >= 1_388_534_400 && seconds < 4_102_444_800) return seconds;
  throw new RecordFault(`has no time in ${name}`);
}
