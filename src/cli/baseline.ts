import { readFileSync } from 'node:fs';
import { codeOf, Failure } from '../errors.js';
import { countsOf, type Report, type ReportFinding } from '../report.js';

/**
 * The findings that an earlier report has (`--report`), by their fingerprints.
 * @throws Failure when the file cannot be read, or is no such report.
 */
export function readBaseline(file: string): ReadonlySet<string> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure('usage', `The baseline ${file} could not be read (${codeOf(error)}).`);
  }
  const prints = fingerprintsIn(text);
  if (prints === undefined) throw new Failure('usage', `The baseline ${file} is not a report of this tool.`);
  return prints;
}

function fingerprintsIn(text: string): Set<string> | undefined {
  try {
    const { findings } = JSON.parse(text) as { findings?: unknown };
    if (!Array.isArray(findings)) return undefined;
    const prints = findings.map((one: { fingerprint?: unknown } | null) => one?.fingerprint);
    return prints.every((one) => typeof one === 'string') ? new Set(prints as string[]) : undefined;
  } catch {
    return undefined;
  }
}

/** The report without what is known already. */
export function withoutKnown(report: Report, known: ReadonlySet<string>): Report {
  const findings = report.findings.filter(({ fingerprint }) => !known.has(fingerprint));
  const summary = { ...report.summary, ...countsOf(findings) };
  // What no finding speaks of is the change of a user's own transform.
  const spoken = filesOf(report.findings);
  const left = filesOf(findings);
  const changes = report.changes.filter(({ path }) => left.has(path) || !spoken.has(path));
  return { ...report, findings, summary, changes };
}

function filesOf(findings: readonly ReportFinding[]): Set<string> {
  return new Set(findings.filter(({ action }) => action === 'rewrite').map(({ file }) => file));
}
