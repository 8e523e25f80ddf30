import { knownModel, type Model } from '../catalog/models.js';
import { type Profile, type ServedModel, servedModel } from '../catalog/profile.js';
import type { Entry, Expression, ObjectNode } from '../ir.js';

/** What a number in a table of models may mean, for OpenAI's models and for the gateway's. */
interface Meaning {
  of(model: Model): number | undefined;
  at(model: ServedModel): number | undefined;
}

const PRICE_UNITS = [1, 1e-3, 1e-6];
const MEANINGS: readonly Meaning[] = [
  { of: (model) => model.context, at: (model) => model.contextTokens },
  { of: (model) => model.maxOutput, at: (model) => model.outputTokens },
  ...PRICE_UNITS.flatMap((unit): Meaning[] => [
    { of: ({ input }) => scaled(input, unit), at: ({ input }) => scaled(input, unit) },
    { of: ({ output }) => scaled(output, unit), at: ({ output }) => scaled(output, unit) },
  ]),
];

/**
 * The value that a table of facts about models has to have for another model, as source, and the entry after which to write
 * it. Only where what its numbers mean is proved by at least two models of which the catalog knows them, in one unit.
 */
export function entryFor(
  object: ObjectNode,
  id: string,
  profile: Profile,
): { after: Entry; value: string } | undefined {
  if (object.model.isData) return undefined;
  const target = servedModel(profile, id);
  const after = object.entries.findLast((entry) => entry.key !== undefined && entry.quoted);
  if (!target || !after || object.form !== 'literal' || object.entries.some(({ key }) => key === id)) return undefined;
  const rows = object.entries.flatMap(({ key, value }) => {
    const model = key === undefined ? undefined : knownModel(key);
    return model ? [{ model, value }] : [];
  });
  const value = valueFor(rows, after.value, target);
  return value === undefined ? undefined : { after, value };
}

function valueFor(
  rows: readonly { model: Model; value: Expression }[],
  like: Expression,
  target: ServedModel,
): string | undefined {
  if (like.kind === 'constant' && typeof like.value === 'number') {
    const proved = provedFigure(rows, target);
    return proved === undefined ? undefined : written(proved, like);
  }
  if (like.kind !== 'object' || like.entries.length === 0) return undefined;
  let source = '';
  let at = like.start;
  for (const entry of like.entries) {
    const inside = rows.flatMap(({ model, value }) => {
      const found = value.kind === 'object' ? value.entries.find(({ key }) => key === entry.key) : undefined;
      return found ? [{ model, value: found.value }] : [];
    });
    const figure = valueFor(inside, entry.value, target);
    if (figure === undefined) return undefined;
    source += like.model.text.slice(at, entry.value.start) + figure;
    at = entry.value.end;
  }
  return source + like.model.text.slice(at, like.end);
}

/** The target's figure, where all that is known of the others gives the numbers just one meaning. */
function provedFigure(rows: readonly { model: Model; value: Expression }[], target: ServedModel): number | undefined {
  const figures = MEANINGS.flatMap((meaning) => {
    const known = rows.filter(({ model }) => meaning.of(model) !== undefined);
    const isMeant = known.length > 1 && known.every(({ model, value }) => isFigure(value, meaning.of(model) ?? 0));
    const isTold = new Set(known.map(({ model }) => meaning.of(model))).size > 1;
    return isMeant && isTold ? [meaning.at(target)] : [];
  });
  const [figure, ...others] = new Set(figures);
  return others.length === 0 ? figure : undefined;
}

function isFigure(value: Expression, figure: number): boolean {
  if (value.kind !== 'constant' || typeof value.value !== 'number') return false;
  return Math.abs(value.value - figure) <= Math.abs(figure) * 1e-9;
}

function scaled(price: number | undefined, unit: number): number | undefined {
  return price === undefined ? undefined : price * unit;
}

/** A number as the one beside it is written: with `_` between thousands, never with an exponent. */
function written(figure: number, like: Expression): string {
  const text = Number.isInteger(figure) ? String(figure) : figure.toFixed(12).replace(/(?<!0)0+$/, '');
  const isGrouped = like.model.text.slice(like.start, like.end).includes('_');
  return isGrouped && Number.isInteger(figure) ? figure.toLocaleString('en-US').replaceAll(',', '_') : text;
}
