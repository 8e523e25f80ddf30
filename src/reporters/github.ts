import type { Report, ReportFinding } from '../report.js';
import { visible } from '../visible.js';
import { redactorOf, type ViewOptions } from './view-options.js';
import { countOf } from './wrap.js';

/** GitHub shows ten of a level for a step; one notice is kept for what is left. Source: github/docs, workflow commands. */
const MAX_OF_LEVEL = { error: 10, warning: 10, note: 9 };
const LEVELS = { error: 'error', warning: 'warning', note: 'notice' } as const;

export interface GithubOptions extends Pick<ViewOptions, 'redactor'> {
  /** From the root of the repository to what was scanned, `/` at its end; empty where that is the same. */
  prefix?: string;
}

/** Annotations for the lines of a pull request: what is to be done, the worst first. */
export function renderGithub(report: Report, options: GithubOptions = {}): string {
  const redactor = redactorOf(report, options);
  const told = report.findings.filter(({ action }) => action !== 'keep');
  const lines: string[] = [];
  for (const severity of ['error', 'warning', 'note'] as const) {
    const shown = told.filter((one) => one.severity === severity).slice(0, MAX_OF_LEVEL[severity]);
    lines.push(...shown.map((one) => annotation(one, options.prefix ?? '', (text) => redactor.redact(text))));
  }
  const rest = told.length - lines.length;
  if (rest > 0) lines.push(`::notice::${countOf(rest, 'finding')} more: see the report\n`);
  return lines.join('');
}

function annotation(finding: ReportFinding, prefix: string, redact: (text: string) => string): string {
  const { id, file, line, column, endLine, endColumn, severity, message } = finding;
  const place = {
    file: redact(`${prefix}${file}`),
    line,
    endLine,
    ...(line === endLine && { col: column, endColumn }),
  };
  const properties = Object.entries({ ...place, title: id }).map(
    ([name, value]) => `${name}=${property(visible(`${value}`))}`,
  );
  return `::${LEVELS[severity]} ${properties.join(',')}::${data(visible(redact(message)))}\n`;
}

function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
