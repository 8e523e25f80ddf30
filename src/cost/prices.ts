import { knownModel, PRICES_AS_OF } from '../catalog/models.js';
import { type Profile, servedModel } from '../catalog/profile.js';
import type { Price } from './cost-report.js';

/** Prices by who asks for them: `openai`, or the id of a profile; then by model. */
export type OwnPrices = ReadonlyMap<string, ReadonlyMap<string, Price>>;

export const OPENAI = 'openai';

/** What a model costs at OpenAI: by the user's own list, else by the catalog. Nothing is taken from another model's price. */
export function openaiPrice(model: string, own: OwnPrices): Price | undefined {
  const known = knownModel(model);
  return (
    own.get(OPENAI)?.get(model) ?? (known && priced({ ...known, source: known.source.join(', '), asOf: PRICES_AS_OF }))
  );
}

/** What a model costs at the target. */
export function targetPrice(model: string, profile: Profile, own: OwnPrices): Price | undefined {
  const id = profile.aliases[model] ?? model;
  const served = servedModel(profile, model);
  return (
    own.get(profile.id)?.get(model) ??
    own.get(profile.id)?.get(id) ??
    (served && priced({ ...served, source: served.priceSource ?? served.source ?? '', asOf: profile.asOf }))
  );
}

function priced({ input, cachedInput, output, source, asOf }: Price): Price | undefined {
  if (input === undefined && output === undefined) return undefined;
  return {
    ...(input !== undefined && { input }),
    ...(cachedInput !== undefined && { cachedInput }),
    ...(output !== undefined && { output }),
    source,
    asOf,
  };
}
