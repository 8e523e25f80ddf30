import type { Repository } from '../discover/repository.js';
import type { Edit, Finding } from '../plan/types.js';
import type { FileChange } from '../report.js';
import { applyEdits } from './apply-edits.js';
import { composeEdits } from './compose-edits.js';
import { EditConflict, orderEdits } from './order-edits.js';

/** A change of a file, with the hash of the text that it starts from. */
export interface PlannedChange extends FileChange {
  hash: string;
}

/** The new text of every file that the findings rewrite, in the order of their paths. */
export function editFiles(repository: Repository, findings: readonly Finding[]): PlannedChange[] {
  return [...byPath(findings)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, { edits, rewrites }]) => {
      const source = repository.source(path);
      if (!source) return [];
      const { text: before, hash } = source;
      const planned = orderEdits(edits);
      const laidOut =
        repository.frontEndFor(path)?.layOut?.(path, before, planned, repository) ??
        repository.configFrontEndFor(path)?.layOut?.(before, planned) ??
        [];
      const ordered = composeEdits(before, planned, laidOut).map((edit) => ({ ...edit, path }));
      const after = applyEdits(before, ordered);
      return after === before ? [] : [{ path, before, after, edits: ordered, units: unitsOf(rewrites), hash }];
    });
}

function unitsOf(rewrites: ReadonlySet<Finding>): string[] {
  const ids = [...rewrites].flatMap(({ unit, alsoOf = [] }) => (unit === undefined ? alsoOf : [unit, ...alsoOf]));
  return [...new Set(ids)];
}

/** The units whose edits want the same text, by id: nothing can be said of which is right. */
export function clashingUnits(findings: readonly Finding[]): Set<string> {
  const units = new Set<string>();
  for (const { edits, rewrites } of byPath(findings).values()) {
    const conflict = conflictAmong(edits);
    if (!conflict) continue;
    const clashing = [...rewrites].filter((finding) =>
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

/** What changes in each file, and the findings that say so. */
function byPath(findings: readonly Finding[]): Map<string, { edits: Edit[]; rewrites: Set<Finding> }> {
  const found = new Map<string, { edits: Edit[]; rewrites: Set<Finding> }>();
  for (const finding of findings)
    for (const edit of finding.edits ?? []) {
      const { edits, rewrites } = found.get(edit.path) ?? { edits: [], rewrites: new Set() };
      found.set(edit.path, { edits, rewrites });
      edits.push(edit);
      rewrites.add(finding);
    }
  return found;
}
