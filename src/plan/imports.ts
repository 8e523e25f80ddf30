import type { Project } from '../link/project.js';
import type { PlanInput } from './plan.js';
import type { Finding } from './types.js';

/** The rewrites, with the imports that their new source asks for: once for each file, with the first that needs it. */
export function withImports(rewrites: readonly Finding[], project: Project, writer: PlanInput['writer']): Finding[] {
  const done = new Set<string>();
  return rewrites.map((finding) => {
    const added = (finding.edits ?? []).flatMap(({ path, text, start }) => {
      const model = project.models.get(path);
      if (!model || done.has(path)) return [];
      const imports = writer(model).needsImported(model, text, start);
      if (imports.length > 0) done.add(path);
      return imports.map((edit) => ({ path, ...edit }));
    });
    return added.length === 0 ? finding : { ...finding, edits: [...(finding.edits ?? []), ...added] };
  });
}
