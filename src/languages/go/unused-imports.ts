import type { Import, SourceModel, Span } from '../../ir.js';
import { isWithin } from '../../spans.js';
import { lineEnd, lineStart } from '../../text-position.js';
import type { Insertion } from '../writer.js';

/** The imports that nothing would use any more after some edits, taken out: the compiler refuses them. */
export function dropUnusedImports(model: SourceModel, edits: readonly Insertion[]): Insertion[] {
  const unused = model.layout.imports.filter((one) => isLeftUnused(model, one, edits));
  if (unused.length === 0) return [];
  const { text } = model;
  return groupsOf(text, model.layout.imports).flatMap((group) => {
    const gone = group.filter((one) => unused.includes(one));
    if (gone.length < group.length) return gone.map((one) => ({ ...lineOf(text, one), text: '' }));
    const [first, last] = [group[0], group.at(-1)];
    return first && last ? [{ ...emptied(text, { start: first.start, end: last.end }), text: '' }] : [];
  });
}

function isLeftUnused({ bindings }: SourceModel, one: Import, edits: readonly Insertion[]): boolean {
  const [name] = one.names;
  const binding = bindings.find((other) => other.isTopLevel && other.kind === 'import' && other.name === name?.local);
  if (!name || !binding || binding.references.length === 0) return false;
  const isReplaced = (reference: Span) => edits.some((edit) => edit.end > edit.start && isWithin(reference, edit));
  const isNamed = new RegExp(`(?<![\\w.])${name.local}\\.`);
  return binding.references.every(isReplaced) && !edits.some(({ text }) => isNamed.test(text));
}

/** The lines that no blank one parts. */
function groupsOf(text: string, imports: readonly Import[]): Import[][] {
  const groups: Import[][] = [];
  for (const one of imports) {
    const before = groups.at(-1)?.at(-1);
    const isNext = before && !/\n[ \t]*\r?\n|[()]/.test(text.slice(before.end, one.start));
    if (isNext) groups.at(-1)?.push(one);
    else groups.push([one]);
  }
  return groups;
}

/** The whole line of an import, its end included. */
function lineOf(text: string, { start, end }: Span): Span {
  const after = lineEnd(text, end);
  return { start: lineStart(text, start), end: after + (/^\r?\n/.exec(text.slice(after))?.[0].length ?? 0) };
}

/** All that a group takes: its lines, the parentheses that nothing is left in, and a blank line beside it. */
function emptied(text: string, group: Span): Span {
  const opening = /import[ \t]*\([ \t]*\r?\n[ \t]*$/.exec(text.slice(0, group.start))?.[0].length;
  const closing = /^[^\r\n]*\r?\n[ \t]*\)/.exec(text.slice(group.end))?.[0].length;
  const isWhole = opening !== undefined && closing !== undefined;
  const whole = isWhole ? { start: group.start - opening, end: group.end + closing } : group;
  const { start, end } = lineOf(text, whole);
  const isLast = closing !== undefined && !isWhole;
  if (isLast)
    return {
      start: start - (/\r?\n$/.exec(text.slice(0, start).replace(/(?<![ \t])[ \t]+$/, ''))?.[0].length ?? 0),
      end,
    };
  return { start, end: end + (/^[ \t]*\r?\n/.exec(text.slice(end))?.[0].length ?? 0) };
}
