import type { Redactor } from '../redact.js';
import type { Report } from '../report.js';
import { redactorOf, type ViewOptions } from './view-options.js';

export const SCHEMA_VERSION = 1;

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

/** One JSON document, without keys, and without characters that a terminal would act on. */
export function renderDocument(document: object, redactor: Redactor): string {
  return `${JSON.stringify(masked(document, redactor), null, 2).replace(UNSAFE, escaped)}\n`;
}

/** The same on one line. */
export function renderLine(document: object, redactor: Redactor): string {
  return `${JSON.stringify(masked(document, redactor)).replace(UNSAFE, escaped)}\n`;
}

/** What takes the report's place when a run ends before there is one. */
export function renderFailure(code: string, message: string): string {
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, error: { code, message } }).replace(UNSAFE, escaped)}\n`;
}

/** JSON leaves these as they are, though a terminal acts on them. */
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Half a character, which a file may spell and many a reader of JSON refuses. */
const HALF = /\p{Surrogate}/gu;

/** The same value with every text in it redacted. */
function masked(value: unknown, redactor: Redactor): unknown {
  if (typeof value === 'string') return redactor.redact(value).replace(HALF, '\ufffd');
  if (Array.isArray(value)) return value.map((item) => masked(item, redactor));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, masked(item, redactor)]));
}
