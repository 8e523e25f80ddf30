import type { Repository } from '../discover/repository.js';
import type { Edit, Finding } from '../plan/types.js';
import type { FileChange } from '../report.js';
import { applyEdits } from './apply-edits.js';
import { orderEdits } from './order-edits.js';

/** A change of a file, with the hash of the text that it starts from. */
export interface PlannedChange extends FileChange {
  hash: string;
}

/** The new text of every file that the findings rewrite, in the order of their paths. */
export function editFiles(repository: Repository, findings: readonly Finding[]): PlannedChange[] {
  const byPath = new Map<string, Edit[]>();
  for (const edit of findings.flatMap((finding) => finding.edits ?? []))
    byPath.set(edit.path, [...(byPath.get(edit.path) ?? []), edit]);
  return [...byPath]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, edits]) => {
      const source = repository.source(path);
      if (!source) return [];
      const ordered = orderEdits(edits);
      const after = applyEdits(source.text, ordered);
      return after === source.text ? [] : [{ path, before: source.text, after, edits: ordered, hash: source.hash }];
    });
}
