import type { Repository } from '../discover/repository.js';
import type { Edit, Finding } from '../plan/types.js';
import { push } from '../push.js';
import type { FileChange } from '../report.js';
import { applyEdits } from './apply-edits.js';
import { EditConflict, orderEdits } from './order-edits.js';

/** A change of a file, with the hash of the text that it starts from. */
export interface PlannedChange extends FileChange {
  hash: string;
}

/** The new text of every file that the findings rewrite, in the order of their paths. */
export function editFiles(repository: Repository, findings: readonly Finding[]): PlannedChange[] {
  return [...editsByPath(findings)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, edits]) => {
      const source = repository.source(path);
      if (!source) return [];
      const ordered = orderEdits(edits);
      const { text: before, hash } = source;
      const after = applyEdits(before, ordered);
      return after === before ? [] : [{ path, before, after, edits: ordered, units: unitsIn(path, findings), hash }];
    });
}

function unitsIn(path: string, findings: readonly Finding[]): string[] {
  const here = findings.filter(({ edits }) => edits?.some((edit) => edit.path === path));
  return [...new Set(here.flatMap(({ unit, alsoOf = [] }) => (unit === undefined ? alsoOf : [unit, ...alsoOf])))];
}

/** The units whose edits want the same text, by id: nothing can be said of which is right. */
export function clashingUnits(findings: readonly Finding[]): Set<string> {
  const units = new Set<string>();
  for (const [path, edits] of editsByPath(findings)) {
    const conflict = conflictAmong(edits);
    if (!conflict) continue;
    const rewrites = findings.filter((finding) => finding.edits?.some((edit) => edit.path === path));
    const clashing = rewrites.filter((finding) =>
      finding.edits?.some((edit) => edit === conflict.first || edit === conflict.second),
    );
    const named = clashing.some((finding) => finding.unit !== undefined) ? clashing : rewrites;
    for (const { unit } of named) if (unit !== undefined) units.add(unit);
  }
  return units;
}

function conflictAmong(edits: readonly Edit[]): EditConflict | undefined {
  try {
    orderEdits(edits);
    return undefined;
  } catch (error) {
    if (error instanceof EditConflict) return error;
    throw error;
  }
}

function editsByPath(findings: readonly Finding[]): Map<string, Edit[]> {
  const byPath = new Map<string, Edit[]>();
  for (const edit of findings.flatMap((finding) => finding.edits ?? [])) push(byPath, edit.path, edit);
  return byPath;
}
