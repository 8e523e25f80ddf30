import { applyWithin } from '../src/edit/apply-within.js';
import type { Span } from '../src/ir.js';
import { eolOf, indentOf } from '../src/languages/style.js';
import type { Insertion } from '../src/languages/writer.js';
import type { ClientCopy, CopiedStatement } from '../src/plan/split/client-copy.js';
import { rewrite, type Transform } from '../src/plan/transform.js';
import type { Edit, Finding, Unit } from '../src/plan/types.js';
import { isWithin } from '../src/spans.js';
import { lineEnd } from '../src/text-position.js';

/**
 * Writes a client once more for the calls that move: what the other transforms would change in the statement that makes it
 * changes in the copy alone, and the calls are led to that.
 */
export const splitClient: Transform = {
  id: 'split-client',
  apply: () => [],
  revise: (unit, found) => (typeof unit.apart === 'object' ? asCopy(unit, unit.apart, found) : found),
};

function asCopy(unit: Unit, copy: ClientCopy, found: readonly Finding[]): Finding[] {
  const isIn = ({ model, span }: CopiedStatement, edit: Edit) => edit.path === model.path && isWithin(edit, span);
  const isCopied = (edit: Edit) => copy.statements.some((statement) => isIn(statement, edit));
  const edits = found.flatMap((finding) => finding.edits ?? []);
  const made = copy.statements.map((statement) => {
    const { model, span, names, isFunction } = statement;
    const own = edits.filter((edit) => isIn(statement, edit));
    const text = copied(model.text, span, [...own, ...names]);
    const end = lineEnd(model.text, span.end);
    const above = isFunction ? linesAbove(model.text, span.start) : 1;
    const gap = eolOf(model.text, end).repeat(above) + indentOf(model.text, span.start);
    return rewrite(
      'split-client',
      unit,
      model,
      span,
      [{ start: end, end, text: gap + text, imports: own.flatMap((edit) => edit.imports ?? []) }],
      'split-client',
      copy.name,
    );
  });
  const led = copy.edits.map((edit) => rewrite('split-client', unit, edit, edit, [edit], 'split-call', copy.name));
  return [...made, ...found.filter((finding) => !finding.edits?.some(isCopied)), ...led];
}

function linesAbove(text: string, at: number): number {
  const above = text.slice(0, at);
  const blank = above.slice(above.trimEnd().length);
  return Math.max(1, blank.split('\n').length - 1);
}

function copied(text: string, span: Span, edits: readonly Insertion[]): string {
  const line = applyWithin(text, span, edits);
  const isTooLong = edits.some(({ orElse }) => orElse && line.length + indentOf(text, span.start).length > orElse.max);
  if (!isTooLong) return line;
  return applyWithin(
    text,
    span,
    edits.flatMap((edit) => edit.orElse?.edits ?? [edit]),
  );
}
