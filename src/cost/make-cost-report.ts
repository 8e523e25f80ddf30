import { PRICE_SOURCES, PRICES_AS_OF } from '../catalog/models.js';
import type { ModelUses } from '../plan/model-uses.js';
import type { PlanOptions } from '../plan/types.js';
import type { Report } from '../report.js';
import { billOf } from './bill.js';
import type { CostReport, ModelRow } from './cost-report.js';
import { modelRows } from './model-rows.js';
import { namedModels } from './named-models.js';
import type { PricesFile } from './read-prices.js';
import type { Usage } from './usage.js';

export interface CostInput {
  options: PlanOptions;
  /** What a run has found in the repository. */
  report: Pick<Report, 'findings'>;
  uses: ModelUses;
  textOf(path: string): string | undefined;
  /** Whether a file was asked for; of the rest nothing is said. */
  isSelected(path: string): boolean;
  usages: readonly Usage[];
  own?: PricesFile & { file: string };
}

/** What the repository's models cost, and what the usage costs before and after. Without usage there is no bill. */
export function makeCostReport({ options, report, uses, textOf, isSelected, usages, own }: CostInput): CostReport {
  const { from, profile } = options;
  const prices = own?.prices ?? new Map();
  const all = [...uses.uses, ...namedModels(report, textOf, uses.uses, options)];
  const models = modelRows(
    all.filter(({ file }) => isSelected(file)),
    options,
    prices,
  );
  const unknown = uses.unknown.filter(({ file }) => isSelected(file));
  return {
    from: { profile: from.profile.id, title: from.profile.title },
    target: { profile: profile.id, title: profile.title, model: profile.model },
    currency: 'USD',
    pricePer: 1_000_000,
    prices: {
      from: from.profile.servesCatalog
        ? { asOf: PRICES_AS_OF, sources: PRICE_SOURCES }
        : { asOf: from.profile.asOf, sources: from.profile.source },
      target: { asOf: profile.servesCatalog ? PRICES_AS_OF : profile.asOf },
      ...(own && { own: { file: own.file, asOf: own.asOf } }),
    },
    models,
    unknown,
    ...(usages.length > 0 && { bill: billOf(usages, { models, unknown, options, own: prices }) }),
  };
}

/** The models of OpenAI's that calls ask for which move. */
export function movingModels(models: readonly ModelRow[]): string[] {
  return models.filter(({ places }) => places.some(({ fate }) => fate === 'moves')).map(({ model }) => model);
}
