import Big from 'big.js';
import { undated } from '../catalog/model-ids.js';
import { modelOutcome } from '../plan/model-map.js';
import type { PlanOptions } from '../plan/types.js';
import { type Cost, costOf } from './cost-of.js';
import type { Amount, Bill, BillRow, ModelRow, UnknownModelRow } from './cost-report.js';
import { type OwnPrices, priceAt } from './prices.js';
import { type Interval, scaled, type Usage, type UsageRow, UsageRows } from './usage.js';

const MONTH_DAYS = 30;
const DAY = 86_400;

interface Context {
  models: readonly ModelRow[];
  unknown: readonly UnknownModelRow[];
  options: PlanOptions;
  own: OwnPrices;
}

/** What the usage costs in 30 days, before and after, by model. */
export function billOf(usages: readonly Usage[], context: Context): Bill {
  const counted = usages.filter(({ rows }) => rows.length > 0);
  const ofCosts = usages.filter(({ billed }) => billed !== undefined);
  const period = union(counted.flatMap((usage) => usage.period ?? []));
  const rows = new UsageRows();
  for (const usage of counted)
    for (const row of usage.rows)
      rows.add(period && usage.period ? { ...row, tokens: scaled(row.tokens, MONTH_DAYS * DAY, period.seconds) } : row);
  const priced = rows.all.map((row) => pricedRow(row, context)).sort(byCost);
  const complete = priced.filter(({ before, after }) => before !== undefined && after !== undefined);
  const before = sum(complete.map((row) => row.before));
  const after = {
    least: sum(complete.map((row) => row.after?.least)),
    most: sum(complete.map((row) => row.after?.most)),
  };
  const billed = billedOf(ofCosts);
  return {
    ...(period && { period: { start: dayOf(period.start), end: dayOf(period.end - 1), days: daysOf(period.seconds) } }),
    normalised: howNormalised(counted, period),
    rows: priced.map(shownRow),
    ...(complete.length > 0 && { total: { before: dollars(before), after: shownAmount(after) } }),
    ...(complete.length > 0 && before.gt(0) && { saving: savingOf(before, after) }),
    isPartial: complete.length < priced.length,
    ...(billed && { billed: dollars(billed) }),
    notes: notesOf(usages, priced, context.unknown),
  };
}

interface ExactRow extends Pick<BillRow, 'model' | 'tier' | 'fate' | 'targets' | 'notes'> {
  usage: UsageRow;
  before?: Big;
  after?: { least: Big; most: Big };
  /** Cached input has a price of its own after the move, too. */
  countsOnCache?: boolean;
}

function pricedRow(usage: UsageRow, { models, options, own }: Context): ExactRow {
  const { model, tier, tokens, unpriced } = usage;
  if (model === undefined) return { ...UNNAMED, usage };
  const { from } = options;
  const id = from.modelId(model, true)?.id ?? model;
  const { fate, targets, note } = fateOf(id, tier, models, options);
  const title = options.profile.title;
  const apart = [
    ...(tier === undefined ? [] : [`What is billed as ${tier} has prices of its own, which are unknown here.`]),
    ...[...unpriced].map((what) => `${capital(what)} are priced apart, which is not known here.`),
  ];
  const before: Cost =
    apart.length > 0 ? { notes: apart } : costOf(tokens, priceAt(from.profile, id, own), from.profile.title, false);
  const priceOf = (to: string) => priceAt(options.profile, to, own);
  const moved = targets.map((to) => (unpriced.size > 0 ? { notes: apart } : costOf(tokens, priceOf(to), title, true)));
  const possible: Cost[] = [...moved, ...(fate === 'moves' ? [] : [before])];
  const amounts = possible.flatMap(({ amount }) => amount ?? []);
  const isKnown = amounts.length === possible.length;
  return {
    model: id,
    ...(tier !== undefined && { tier }),
    fate,
    targets,
    usage,
    countsOnCache: tokens.cached.gt(0) && targets.some((to) => priceOf(to)?.cachedInput !== undefined),
    ...(before.amount && { before: before.amount }),
    ...(isKnown && { after: { least: amounts.reduce(smaller), most: amounts.reduce(larger) } }),
    notes: [...new Set([...note, ...before.notes, ...moved.flatMap(({ notes }) => notes)])],
  };
}

const UNNAMED = {
  model: '',
  fate: 'stays',
  targets: [],
  notes: ['These tokens are of no named model. Export them grouped by model.'],
} satisfies Partial<ExactRow>;

type Fate = Pick<BillRow, 'fate' | 'targets'> & { note: string[] };

/** What becomes of the calls that use a model, as far as the repository shows. */
function fateOf(id: string, tier: string | undefined, models: readonly ModelRow[], options: PlanOptions): Fate {
  if (tier === 'batch') return { fate: 'stays', targets: [], note: ['Batches stay where they are.'] };
  const places = models
    .filter(({ model }) => isSnapshotOf(model, id))
    .flatMap((row) => row.places)
    .filter(({ fate }) => fate !== 'there');
  if (places.length === 0) {
    const outcome = modelOutcome(id, options);
    if (outcome.kind !== 'map') return { fate: 'stays', targets: [], note: [] };
    const note = 'It is not found in the repository: nobody can tell whether these calls move.';
    return { fate: 'not-found', targets: [outcome.to], note: [note] };
  }
  const moving = places.filter(({ fate }) => fate === 'moves');
  const targets = [...new Set(moving.flatMap(({ to }) => to ?? []))];
  if (targets.length === 0) return { fate: 'stays', targets, note: [] };
  if (moving.length === places.length) return { fate: 'moves', targets, note: [] };
  const staying = places.length - moving.length;
  const note = `${staying} of ${places.length} places that ask for it ${staying === 1 ? 'does' : 'do'} not move: nobody can tell how many tokens are theirs.`;
  return { fate: 'partly', targets, note: [note] };
}

/** An export names the snapshot that answered, where code names the model; two snapshots are two models. */
function isSnapshotOf(one: string, other: string): boolean {
  return one === other || undated(one) === other || undated(other) === one;
}

/** First to last day of each export; days that none covers do not count. */
function union(periods: readonly Interval[]): (Interval & { seconds: number }) | undefined {
  const [first, ...rest] = [...periods].sort((a, b) => a.start - b.start);
  if (!first) return undefined;
  let { start, end } = first;
  let seconds = 0;
  for (const next of rest) {
    if (next.start > end) {
      seconds += end - start;
      start = next.start;
    }
    end = Math.max(end, next.end);
  }
  return { start: first.start, end, seconds: seconds + end - start };
}

function howNormalised(counted: readonly Usage[], period: { seconds: number } | undefined): string {
  const undatedCount = counted.filter((usage) => usage.period === undefined).length;
  const as = 'Figures without days count as those of 30 days.';
  if (!period) return counted.length === 0 ? '' : as;
  const days = daysOf(period.seconds);
  const how = `Tokens of ${days} ${days === 1 ? 'day' : 'days'}, times 30/${days}.`;
  return undatedCount > 0 ? `${how} ${as}` : how;
}

function notesOf(usages: readonly Usage[], rows: readonly ExactRow[], unknown: readonly UnknownModelRow[]): string[] {
  const isEmpty = rows.length === 0;
  const onlyCosts = isEmpty && usages.some(({ billed }) => billed !== undefined);
  const staying = unknown.filter(({ fate }) => fate === 'stays' || fate === 'review').length;
  return [
    ...(usages.some(({ hasMore }) => hasMore)
      ? ['An export says that it has more pages, which are missing here.']
      : []),
    ...(onlyCosts ? ['An export of costs has no tokens, without which nobody can tell what they cost elsewhere.'] : []),
    ...(isEmpty && !onlyCosts ? ['No tokens are in it.'] : []),
    ...(staying > 0 && rows.some(({ fate }) => fate === 'moves')
      ? [
          `${staying} ${staying === 1 ? 'place' : 'places'} of which nobody can tell the model ${staying === 1 ? 'does' : 'do'} not move: tokens of what moves may be theirs.`,
        ]
      : []),
    ...(rows.some(({ targets }) => targets.length > 0)
      ? [
          'Tokens are as the old model counted them. Another model counts the same text otherwise, and gives answers of other lengths.',
        ]
      : []),
    ...(rows.some(({ countsOnCache }) => countsOnCache)
      ? ['As much input counts as cached after as before; what another service caches is its own affair.']
      : []),
  ];
}

function billedOf(usages: readonly Usage[]): Big | undefined {
  if (usages.length === 0) return undefined;
  const amount = sum(usages.map(({ billed }) => billed));
  const period = union(usages.flatMap((usage) => usage.period ?? []));
  return period ? amount.times(MONTH_DAYS * DAY).div(period.seconds) : amount;
}

function sum(amounts: readonly (Big | undefined)[]): Big {
  return amounts.reduce<Big>((total, amount) => total.plus(amount ?? 0), new Big(0));
}

function smaller(a: Big, b: Big): Big {
  return a.lt(b) ? a : b;
}

function larger(a: Big, b: Big): Big {
  return a.gt(b) ? a : b;
}

function savingOf(before: Big, after: { least: Big; most: Big }): Amount {
  const percent = (amount: Big) => Number(before.minus(amount).times(100).div(before).toFixed(1));
  return { least: percent(after.most), most: percent(after.least) };
}

/** The dearest first; what has no price comes last, by its name. */
function byCost(a: ExactRow, b: ExactRow): number {
  if (a.before && b.before && !a.before.eq(b.before)) return b.before.cmp(a.before);
  if ((a.before === undefined) !== (b.before === undefined)) return a.before ? -1 : 1;
  return a.model < b.model ? -1 : 1;
}

function shownRow({ usage, before, after, countsOnCache: _, ...row }: ExactRow): BillRow {
  const { input, cached, output } = usage.tokens;
  const whole = (count: Big) => Number(count.toFixed(0));
  return {
    ...row,
    inputTokens: whole(input),
    cachedTokens: whole(cached),
    outputTokens: whole(output),
    ...(before && { before: dollars(before) }),
    ...(after && { after: shownAmount(after) }),
    ...(before?.gt(0) && after && { saving: savingOf(before, after) }),
  };
}

function shownAmount({ least, most }: { least: Big; most: Big }): Amount {
  return { least: dollars(least), most: dollars(most) };
}

/** To a millionth, so that no digit is one of the binary form. */
function dollars(amount: Big): number {
  return Number(amount.toFixed(6));
}

function daysOf(seconds: number): number {
  return Number(new Big(seconds).div(DAY).toFixed(2));
}

function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
