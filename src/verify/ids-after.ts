import { unitId } from '../plan/unit-id.js';
import type { FileChange } from '../report.js';
import { offsetAt, positionOf } from '../text-position.js';

/** The ids that units have once the changes are made: what stands before a unit may have moved it. */
export function idsAfter(ids: Iterable<string>, changes: readonly FileChange[]): string[] {
  return [...ids].map((id) => {
    const [, path = '', line, column, half = ''] = /^(.*):(\d+):(\d+)(#.*)?$/s.exec(id) ?? [];
    const change = changes.find((one) => one.path === path);
    if (!change) return id;
    const at = offsetAt(change.before, { line: Number(line), column: Number(column) });
    const shift = change.edits
      .filter(({ end }) => end <= at)
      .reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
    return unitId(path, positionOf(change.after, at + shift)) + half;
  });
}
