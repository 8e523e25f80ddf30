import type { Project } from '../link/project.js';
import type { PlanInput } from './plan.js';
import type { Finding } from './types.js';

/** The rewrites, with what follows from all edits of a file together. */
export function tidied(rewrites: readonly Finding[], project: Project, writer: PlanInput['writer']): Finding[] {
  const last = new Map<string, Finding>();
  for (const finding of rewrites) for (const { path } of finding.edits ?? []) last.set(path, finding);
  const added = [...last].flatMap(([path, finding]) => {
    const model = project.models.get(path);
    const all = rewrites.flatMap(({ edits = [] }) => edits.filter((edit) => edit.path === path));
    const found = (model && writer(model).tidy?.(model, all)) ?? [];
    return found.map((edit) => ({ finding, edit: { path, ...edit } }));
  });
  return rewrites.map((finding) => {
    const own = added.flatMap((one) => (one.finding === finding ? [one.edit] : []));
    return own.length === 0 ? finding : { ...finding, edits: [...(finding.edits ?? []), ...own] };
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
