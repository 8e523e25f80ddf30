import type { Report } from '../report.js';
import { renderDocument, SCHEMA_VERSION } from './document.js';
import { redactorOf, type ViewOptions } from './view-options.js';

/** For machines: see `schema/report.schema.json`. No absolute path, no source text, the same bytes for the same tree. */
export function renderJson(report: Report, options: Pick<ViewOptions, 'redactor'> = {}): string {
  return renderDocument(documentOf(report), redactorOf(report, options));
}

/** What is told to machines; texts in it are not redacted yet. */
export function documentOf(report: Report) {
  return {
    schemaVersion: SCHEMA_VERSION,
    tool: report.tool,
    ...(report.from && { from: report.from }),
    target: report.target,
    summary: report.summary,
    findings: report.findings,
    skipped: report.skipped,
    deployment: report.deployment,
    secrets: report.secrets,
    shutdowns: report.shutdowns,
    changed: report.changes.map((change) => change.path),
    written: report.written,
  };
}
