import type { Report } from '../report.js';
import { renderLine } from './document.js';
import { documentOf } from './json.js';
import { redactorOf, type ViewOptions } from './view-options.js';

/** A line for each finding, and one for all the rest: what a consumer of very many findings reads as it comes. */
export function renderNdjson(report: Report, options: Pick<ViewOptions, 'redactor'> = {}): string {
  const redactor = redactorOf(report, options);
  const { findings, ...rest } = documentOf(report);
  const lines = [...findings.map((finding) => ({ type: 'finding', ...finding })), { type: 'report', ...rest }];
  return lines.map((line) => renderLine(line, redactor)).join('');
}
