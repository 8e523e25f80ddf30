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

/** The rewrites, with the imports that their new source asks for: each once, above the first that needs it. */
export function withImports(rewrites: readonly Finding[], project: Project, writer: PlanInput['writer']): Finding[] {
  const asked = rewrites.map(({ edits = [] }) => edits.flatMap((edit) => importsFor(edit, project, writer)));
  const first = new Map<string, Edit>();
  for (const edit of asked.flat()) {
    const known = first.get(keyOf(edit));
    if (!known || edit.start < known.start) first.set(keyOf(edit), edit);
  }
  return rewrites.map((finding, index) => {
    const added = (asked[index] ?? []).flatMap((edit) => {
      const one = first.get(keyOf(edit));
      return one && first.delete(keyOf(edit)) ? [one] : [];
    });
    return added.length === 0 ? finding : { ...finding, edits: [...(finding.edits ?? []), ...added] };
  });
}

function importsFor({ path, text, start, imports = [] }: Edit, project: Project, writer: PlanInput['writer']): Edit[] {
  const model = project.models.get(path);
  if (!model) return [];
  const found = [
    // Where both are put into one place, packages are sorted before what comes with the language.
    ...imports.flatMap((one) => writer(model).importFrom(model, one, start) ?? []),
    ...writer(model).needsImported(model, text, start),
  ];
  return found.map((edit) => ({ path, ...edit }));
}

/** The same import of a file; what is indented is for the function in which it stands. */
function keyOf({ path, start, text }: Edit): string {
  const line = text.replace(/[\r\n]+/g, '');
  return /^\s|\s$/.test(line) ? `${path}\0${start}\0${text}` : `${path}\0${line}`;
}
