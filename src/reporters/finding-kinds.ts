import type { Report, ReportFinding } from '../report.js';

/** Something to decide or to do by hand; keys are told apart. */
export function isReview(finding: ReportFinding): boolean {
  return finding.action === 'review' && !isKey(finding);
}

/** What changes, or what has changed: files that could not be written are listed as skipped. */
export function changesOf({ findings, written }: Report): ReportFinding[] {
  return findings.filter(
    ({ action, file }) => action === 'rewrite' && (written.length === 0 || written.includes(file)),
  );
}

/** A key that has to be revoked, wherever it goes. */
export function isKey(finding: ReportFinding): boolean {
  return finding.reason === 'leaked-key' || finding.reason === 'secret-replaced';
}

/** Each key once: one that is replaced where it stands is a leaked one as well. */
export function keysOf({ findings }: Report): ReportFinding[] {
  const found = findings.filter(isKey);
  const placeOfKey = ({ file, line }: ReportFinding) => `${file}\0${line}`;
  const leaked = new Set(found.filter(({ reason }) => reason === 'leaked-key').map(placeOfKey));
  return found.filter((one) => one.reason === 'leaked-key' || !leaked.has(placeOfKey(one)));
}
