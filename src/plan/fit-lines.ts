import type { Project } from '../link/project.js';
import { lineEnd, lineStart } from '../text-position.js';
import type { Edit, Finding } from './types.js';

/** Writes over several lines what would make its line too long, now that all that goes into the line is known. */
export function fitLines(rewrites: readonly Finding[], project: Project): Finding[] {
  const all = rewrites.flatMap((finding) => finding.edits ?? []);
  return rewrites.map((finding) => {
    if (!finding.edits?.some((edit) => edit.orElse)) return finding;
    return { ...finding, edits: finding.edits.flatMap((edit) => fitted(edit, all, project)) };
  });
}

function fitted({ orElse, ...edit }: Edit, all: readonly Edit[], project: Project): Edit[] {
  const text = project.models.get(edit.path)?.text;
  if (!orElse || text === undefined) return [edit];
  const start = lineStart(text, edit.start);
  const end = lineEnd(text, edit.start);
  const written = new Map(
    all
      .filter((one) => one.path === edit.path && one.start >= start && one.end <= end)
      .map((one) => [`${one.start}:${one.end}`, one.text.length - (one.end - one.start)]),
  );
  const total = end - start + [...written.values()].reduce((sum, more) => sum + more, 0);
  return total <= orElse.max ? [edit] : orElse.edits.map((one) => ({ path: edit.path, imports: edit.imports, ...one }));
}
