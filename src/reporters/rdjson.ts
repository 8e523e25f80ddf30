import type { Report, ReportFinding } from '../report.js';
import { renderDocument } from './document.js';
import { fixesOf, type Replacement } from './fixes.js';
import { redactorOf, type ViewOptions } from './view-options.js';

/** Source: reviewdog, proto/rdf. */
const SEVERITIES: Record<ReportFinding['severity'], string> = { error: 'ERROR', warning: 'WARNING', note: 'INFO' };

/**
 * Reviewdog's diagnostics, with what is to be written as suggestions. Columns count bytes of UTF-8 there; where the text of
 * a file is not at hand, since nothing changes in it, only the line is told.
 */
export function renderRdjson(report: Report, options: Pick<ViewOptions, 'redactor'> = {}): string {
  const fixes = fixesOf(report);
  const lines = new Map(report.changes.map(({ path, before }) => [path, before.split(/\r\n|\n|\r/)]));
  const place = (file: string, line: number, column: number) => {
    const text = lines.get(file)?.[line - 1];
    return text === undefined ? { line } : { line, column: Buffer.byteLength(text.slice(0, column - 1)) + 1 };
  };
  const range = (file: string, one: Omit<Replacement, 'text'>) => ({
    start: place(file, one.line, one.column),
    end: place(file, one.endLine, one.endColumn),
  });
  const diagnostics = report.findings
    .filter(({ action }) => action !== 'keep')
    .map((finding) => ({
      message: finding.message,
      location: { path: finding.file, range: range(finding.file, finding) },
      severity: SEVERITIES[finding.severity],
      code: { value: finding.id },
      ...(fixes.has(finding) && {
        suggestions: fixes.get(finding)?.map((one) => ({ range: range(finding.file, one), text: one.text })),
      }),
    }));
  const document = { source: { name: report.tool.name }, diagnostics };
  return renderDocument(document, redactorOf(report, options));
}
