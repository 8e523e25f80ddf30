import type { Amount, Bill, BillRow, CostReport, ModelRow, Price, UnknownModelRow } from '../../cost/cost-report.js';
import type { ModelFate } from '../../plan/model-uses.js';
import { countOf } from '../wrap.js';

/** What stands where nothing is known. */
export const UNKNOWN = '?';

const NARROW_SPACE = '\u00a0';

/** US dollars, to the cent; to the millionth where cents would say nothing. */
export function money(amount: number): string {
  const isSmall = amount !== 0 && Math.abs(amount) < 0.01;
  return amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: isSmall ? 6 : 2 });
}

export function count(tokens: number | undefined): string {
  return tokens === undefined ? UNKNOWN : tokens.toLocaleString('en');
}

/** Input, cached input and output, in US dollars per million tokens. */
export function prices(price: Price | undefined): [input: string, cached: string, output: string] {
  const text = (one: number | undefined) => (one === undefined ? UNKNOWN : String(one));
  return [text(price?.input), text(price?.cachedInput), text(price?.output)];
}

/** `3.15`, or `3.15 to 35.00` where nobody can tell. */
export function range(amount: Amount | undefined): string {
  if (!amount) return 'unknown';
  return amount.least === amount.most ? money(amount.least) : `${money(amount.least)} to ${money(amount.most)}`;
}

/** `91 % less`, `12 % more`. */
export function change(saving: Amount | undefined): string {
  if (!saving) return 'unknown';
  const { least, most } = saving;
  const percent = (value: number) => `${Math.abs(value).toLocaleString('en')}${NARROW_SPACE}%`;
  if (least === most) return least === 0 ? 'the same' : `${percent(least)} ${least > 0 ? 'less' : 'more'}`;
  if (least >= 0) return `${percent(least)} to ${percent(most)} less`;
  if (most <= 0) return `${percent(most)} to ${percent(least)} more`;
  return `${percent(least)} more to ${percent(most)} less`;
}

/** What is said of one place, and of several. */
const FATES = {
  moves: ['moves', 'move'],
  review: ['needs a hand before it moves', 'need a hand before they move'],
  stays: ['stays where it is', 'stay where they are'],
  there: ['is there already', 'are there already'],
} as const satisfies Record<ModelFate, readonly [string, string]>;

/** `2 places move, 1 place needs a hand …`, by what becomes of them. */
export function fates({ places }: ModelRow): string {
  return Object.entries(FATES)
    .flatMap(([fate, [one, several]]) => {
      const own = places.filter((place) => place.fate === fate).length;
      return own === 0 ? [] : [`${countOf(own, 'place')} ${own === 1 ? one : several}`];
    })
    .join(', ');
}

/** The same of a place whose model nobody can tell. */
export function unknownPlace({ file, line, fate, variables }: UnknownModelRow): string {
  const from = variables.length > 0 ? `the model comes from ${variables.join(', ')}` : 'the model cannot be followed';
  return `${file}:${line} ${FATES[fate][0]}; ${from}.`;
}

/** Addresses with less of what nobody reads of them. */
export function abridged(text: string): string {
  return text.replace(/[^\s/(){}[\],;]{48,}/g, (part) => `${part.slice(0, 8)}…${part.slice(-20)}`);
}

const MAX_PLACES = 3;

/** The first places, and how many more there are. */
export function placesOf({ places }: ModelRow): string {
  const shown = [...new Set(places.map(({ file, line }) => `${file}:${line}`))];
  const more = shown.length - MAX_PLACES;
  return more > 1
    ? `${shown.slice(0, MAX_PLACES).join(', ')} and ${more} more`
    : shown.slice(0, MAX_PLACES + 1).join(', ');
}

export function shutdownWords({ model, shutdown }: ModelRow): string[] {
  return shutdown?.hasEnded ? [`OpenAI has ended ${model} on ${shutdown.date}.`] : [];
}

/** Where the prices are from, and of which day. */
export function provenance({ prices: dated, from, target, models }: CostReport): string[] {
  const claimed = new Map(
    models.flatMap(({ targets, places, model }) => [
      ...targets.map((one) => [one.model, one.price?.source] as const),
      ...(places.every(({ fate }) => fate === 'there') ? [[model, undefined] as const] : []),
    ]),
  );
  const isOwn = (source: string | undefined) => source === undefined || source === '';
  return [
    `${from.title}’s prices are as of ${dated.from.asOf}, ${target.title}’s as of ${dated.target.asOf}.`,
    ...[...claimed].flatMap(([model, source]) => (isOwn(source) ? [] : [`${model}: ${source}.`])),
    ...(dated.own ? [`Your own prices of ${dated.own.asOf} go before them (${dated.own.file}).`] : []),
  ];
}

export const NO_USAGE =
  'No usage was given, so no saving is claimed. With --usage FILE, or --usage in=…,out=…, it makes a bill.';

/** What the bill comes to, as sentences. */
export function totals({ total, saving, isPartial, rows, billed }: Bill): string[] {
  const left = rows.filter(({ before, after }) => before === undefined || after === undefined);
  return [
    ...(total
      ? [`${money(total.before)} before, ${range(total.after)} after: ${change(saving)}.`]
      : rows.length > 0
        ? ['There is no total, since no row has a price before and after.']
        : []),
    ...(saving && saving.most < 0 ? ['The new model costs more for this usage.'] : []),
    ...(saving && saving.least < 0 && saving.most >= 0 ? ['It may cost more: see what nobody can tell.'] : []),
    ...(isPartial && total
      ? [
          `The total is partial: ${countOf(left.length, 'row')} without a price ${left.length === 1 ? 'is' : 'are'} not in it (${left.map(rowName).join(', ')}).`,
        ]
      : []),
    ...(billed === undefined ? [] : [`By the export itself, ${money(billed)} were billed in 30 days.`]),
  ];
}

export function rowName({ model, tier }: BillRow): string {
  return `${model === '' ? '(no model)' : model}${tier === undefined ? '' : ` (${tier})`}`;
}

/** What becomes of a row's calls. */
export function rowTarget({ fate, targets }: BillRow): string {
  if (fate === 'stays') return 'stays';
  return `${fate === 'moves' ? '' : 'perhaps '}${targets.join(', ')}`;
}
