import { push } from '../push.js';
import type { FileChange, Report, ReportFinding } from '../report.js';
import { positionOf } from '../text-position.js';

/** A part of a file that gets another text. Lines and columns as in `ReportFinding`; the text is new and holds no old key. */
export interface Replacement {
  line: number;
  column: number;
  endLine: number;
  /** One past the last code unit. */
  endColumn: number;
  text: string;
}

/**
 * What each rewrite replaces in its file. Every edit of the plan belongs to one finding, the last that begins before it, so
 * that all fixes together are what `--write` does. Changes by a user's own transform belong to none.
 */
export function fixesOf(report: Report): ReadonlyMap<ReportFinding, Replacement[]> {
  const fixes = new Map<ReportFinding, Replacement[]>();
  for (const change of report.changes) {
    const own = report.findings.filter(({ file, action }) => file === change.path && action === 'rewrite');
    const [first] = own;
    for (const edit of first ? change.edits : []) {
      const replacement = replacementOf(change, edit);
      const finding = own.findLast((one) => isBefore(one, replacement)) ?? first;
      if (finding) push(fixes, finding, replacement);
    }
  }
  return fixes;
}

function replacementOf({ before }: FileChange, { start, end, text }: FileChange['edits'][number]): Replacement {
  const from = positionOf(before, start);
  const to = positionOf(before, end);
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column, text };
}

function isBefore(one: ReportFinding, other: Replacement): boolean {
  return one.line < other.line || (one.line === other.line && one.column <= other.column);
}
