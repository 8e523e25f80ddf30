import { knownModel, PRICES_AS_OF } from '../catalog/models.js';
import { type Profile, servedModel } from '../catalog/profile.js';
import type { Price } from './cost-report.js';

/** Prices by the id of the profile that asks for them, then by model. */
export type OwnPrices = ReadonlyMap<string, ReadonlyMap<string, Price>>;

/** What a model costs at a service: by the user's own list, else by the catalog. Nothing is taken from another model's price. */
export function priceAt(profile: Profile, model: string, own: OwnPrices): Price | undefined {
  const id = profile.aliases[model] ?? model;
  const listed = own.get(profile.id);
  return listed?.get(model) ?? listed?.get(id) ?? (profile.servesCatalog ? catalogPrice(id) : servedPrice(profile, id));
}

function catalogPrice(model: string): Price | undefined {
  const known = knownModel(model);
  return known && priced({ ...known, source: known.source.join(', '), asOf: PRICES_AS_OF });
}

function servedPrice(profile: Profile, model: string): Price | undefined {
  const served = servedModel(profile, model);
  return served && priced({ ...served, source: served.priceSource ?? served.source ?? '', asOf: profile.asOf });
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
