import { CLAIMS, CLAIMS_AS_OF, CLAIMS_NOTE } from '../../catalog/claims.js';
import type { CostReport } from '../../cost/cost-report.js';
import { createRedactor } from '../../redact.js';
import { VERSION } from '../../version.js';
import { renderDocument, SCHEMA_VERSION } from '../document.js';
import type { ViewOptions } from '../view-options.js';

const HEAD = { schemaVersion: SCHEMA_VERSION, tool: { name: 'migrate-to-holysheep', version: VERSION } };

/** For machines: see `schema/cost.schema.json`. */
export function renderCostJson(
  report: CostReport,
  { redactor = createRedactor() }: Pick<ViewOptions, 'redactor'>,
): string {
  return renderDocument({ ...HEAD, ...report }, redactor);
}

export function renderClaimsJson({ redactor = createRedactor() }: Pick<ViewOptions, 'redactor'>): string {
  return renderDocument({ ...HEAD, asOf: CLAIMS_AS_OF, note: CLAIMS_NOTE, claims: CLAIMS }, redactor);
}
