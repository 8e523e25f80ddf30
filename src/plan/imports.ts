import type { Project } from '../link/project.js';
import { push } from '../push.js';
import { editsByPath } from './edits-by-path.js';
import type { PlanInput } from './plan.js';
import type { Edit, Finding } from './types.js';

/** The rewrites, with what follows from all edits of a file together. */
export function tidied(rewrites: readonly Finding[], project: Project, writer: PlanInput['writer']): Finding[] {
  const last = new Map<string, Finding>();
  for (const finding of rewrites) for (const { path } of finding.edits ?? []) last.set(path, finding);
  const edits = editsByPath(rewrites);
  const added = new Map<Finding, Edit[]>();
  for (const [path, finding] of last) {
    const model = project.models.get(path);
    for (const edit of (model && writer(model).tidy?.(model, edits.get(path) ?? [])) ?? [])
      push(added, finding, { path, ...edit });
  }
  return rewrites.map((finding) => {
    const own = added.get(finding);
    return own ? { ...finding, edits: [...(finding.edits ?? []), ...own] } : finding;
  });
}

/** The rewrites, with the imports that their new source asks for: each once, with the first that needs it. */
export function withImports(rewrites: readonly Finding[], project: Project, writer: PlanInput['writer']): Finding[] {
  const done = new Set<string>();
  return rewrites.map((finding) => {
    const added = (finding.edits ?? []).flatMap(({ path, text, start, imports: names = [] }) => {
      const model = project.models.get(path);
      if (!model) return [];
      const found = [
        ...writer(model).needsImported(model, text, start),
        ...names.flatMap((one) => writer(model).importFrom(model, one, start) ?? []),
      ];
      return found
        .map((edit) => ({ path, ...edit }))
        .filter((edit) => {
          const key = `${path}\0${edit.start}\0${edit.text}`;
          return !done.has(key) && done.add(key);
        });
    });
    return added.length === 0 ? finding : { ...finding, edits: [...(finding.edits ?? []), ...added] };
  });
}
