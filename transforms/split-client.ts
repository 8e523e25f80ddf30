import { applyEdits } from '../src/edit/apply-edits.js';
import type { Span } from '../src/ir.js';
import { eolOf, indentOf } from '../src/languages/style.js';
import type { Insertion } from '../src/languages/writer.js';
import type { ClientCopy } from '../src/plan/split/client-copy.js';
import { rewrite, type Transform } from '../src/plan/transform.js';
import type { Edit, Finding, Unit } from '../src/plan/types.js';
import { lineEnd } from '../src/text-position.js';

/**
 * Writes a client once more for the calls that move: what the other transforms would change in the statement that makes it
 * changes in the copy alone, and the calls are led to that.
 */
export const splitClient: Transform = {
  id: 'split-client',
  title: 'Give chat a client of its own',
  apply: () => [],
  revise: (unit, found) => (typeof unit.apart === 'object' ? asCopy(unit, unit.apart, found) : found),
};

function asCopy(unit: Unit, copy: ClientCopy, found: readonly Finding[]): Finding[] {
  const isCopied = (edit: Edit) =>
    copy.statements.some(
      ({ model, span }) => edit.path === model.path && span.start <= edit.start && edit.end <= span.end,
    );
  const edits = found.flatMap((finding) => finding.edits ?? []);
  const made = copy.statements.map(({ model, span, names, isFunction }) => {
    const own = edits.filter((edit) => edit.path === model.path && span.start <= edit.start && edit.end <= span.end);
    const text = copied(model.text, span, [...own, ...names]);
    const end = lineEnd(model.text, span.end);
    const above = isFunction ? linesAbove(model.text, span.start) : 1;
    const gap = eolOf(model.text, end).repeat(above) + indentOf(model.text, span.start);
    return rewrite(
      'split-client',
      unit,
      model,
      span,
      [{ start: end, end, text: gap + text }],
      'split-client',
      copy.name,
    );
  });
  const led = copy.edits.map((edit) => rewrite('split-client', unit, edit, edit, [edit], 'split-call', copy.name));
  return [...made, ...found.filter((finding) => !finding.edits?.some(isCopied)), ...led];
}

function linesAbove(text: string, at: number): number {
  const blank = /(?:\r?\n[ \t]*)+$/.exec(text.slice(0, at))?.[0] ?? '';
  return Math.max(1, blank.split('\n').length - 1);
}

function copied(text: string, { start, end }: Span, edits: readonly Insertion[]): string {
  const written = (choose: (edit: Insertion) => Insertion[]) =>
    applyEdits(
      text.slice(start, end),
      edits.flatMap(choose).map((edit) => ({ start: edit.start - start, end: edit.end - start, text: edit.text })),
    );
  const line = written((edit) => [edit]);
  const isTooLong = edits.some(({ orElse }) => orElse && line.length + indentOf(text, start).length > orElse.max);
  return isTooLong ? written((edit) => edit.orElse?.edits ?? [edit]) : line;
}
