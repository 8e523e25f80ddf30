import type { CostReport } from '../../cost/cost-report.js';
import type { ViewOptions } from '../view-options.js';
import type { CostFormatName } from './format-names.js';
import { renderClaimsHtml, renderCostHtml } from './html.js';
import { renderClaimsJson, renderCostJson } from './json.js';
import { renderClaimsMarkdown, renderCostMarkdown } from './markdown.js';
import { renderClaimsPretty, renderCostPretty } from './pretty.js';

/** A view of what `cost` found, by the name of its format. */
export const COST_FORMATS = {
  pretty: renderCostPretty,
  json: renderCostJson,
  markdown: renderCostMarkdown,
  html: renderCostHtml,
} satisfies Record<CostFormatName, (report: CostReport, options: ViewOptions) => string>;

/** The same for what was claimed. */
export const CLAIMS_FORMATS = {
  pretty: renderClaimsPretty,
  json: renderClaimsJson,
  markdown: renderClaimsMarkdown,
  html: renderClaimsHtml,
} satisfies Record<CostFormatName, (options: ViewOptions) => string>;
