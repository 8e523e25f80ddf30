import type { SourceModel } from '../../ir.js';
import { lineEnd, lineStart } from '../../text-position.js';
import type { Insertion } from '../writer.js';

/** A line that ends in a remark, and how long what stands before it will be. */
interface Line {
  /** The blanks before the remark. */
  gap: { start: number; end: number };
  before: number;
  after: number;
}

/** Remarks at the ends of lines that follow each other stand below each other: they do so again where edits change a length. */
export function alignComments({ text }: SourceModel, edits: readonly Insertion[]): Insertion[] {
  const done = new Set<number>();
  return edits.flatMap((edit) => {
    const first = lineAt(text, lineStart(text, edit.start), edits);
    if (!first || done.has(first.gap.start)) return [];
    const lines = [
      ...neighbours(text, edit.start, -1, edits).reverse(),
      first,
      ...neighbours(text, edit.start, 1, edits),
    ];
    const column = columnOf(first);
    if (lines.length < 2 || lines.some((line) => columnOf(line) !== column)) return [];
    for (const { gap } of lines) done.add(gap.start);
    const width = Math.max(...lines.map(({ after }) => after)) + 1;
    return lines.flatMap(({ gap, after }) => {
      const blanks = ' '.repeat(width - after);
      return blanks === text.slice(gap.start, gap.end) ? [] : [{ ...gap, text: blanks }];
    });
  });
}

function columnOf({ gap, before }: Line): number {
  return before + (gap.end - gap.start);
}

/** The lines above or below that end in a remark, up to one that does not. */
function neighbours(text: string, at: number, step: 1 | -1, edits: readonly Insertion[]): Line[] {
  const found: Line[] = [];
  for (let start = next(text, at, step); start !== undefined; start = next(text, start, step)) {
    const line = lineAt(text, start, edits);
    if (!line) break;
    found.push(line);
  }
  return found;
}

/** Where the line above or below begins. */
function next(text: string, at: number, step: 1 | -1): number | undefined {
  if (step === -1) return lineStart(text, at) === 0 ? undefined : lineStart(text, lineStart(text, at) - 1);
  const end = text.indexOf('\n', at);
  return end === -1 ? undefined : end + 1;
}

/** Code up to a remark: blanks, texts and signs that begin none. */
const CODE =
  /^(\t*)(?!\t)((?:"(?:[^"\\\n]|\\.)*"|`[^`\n]*`|'(?:[^'\\\n]|\\.)*'|\/(?![/*])|[^"`'/\n\s]|[ \t]+(?=[^/\s]|\/[^/]))+)([ \t]+)\/\//;

function lineAt(text: string, start: number, edits: readonly Insertion[]): Line | undefined {
  const [, indent = '', code = '', blanks = ''] = CODE.exec(text.slice(start, lineEnd(text, start))) ?? [];
  if (code === '') return undefined;
  const gap = { start: start + indent.length + code.length, end: start + indent.length + code.length + blanks.length };
  const here = edits.filter((edit) => edit.start >= start && edit.end <= gap.start);
  // What becomes several lines is laid out anew.
  if (here.some((edit) => /[\r\n]/.test(edit.text))) return undefined;
  const more = here.reduce((sum, edit) => sum + length(edit.text) - length(text.slice(edit.start, edit.end)), 0);
  return { gap, before: length(code), after: length(code) + more };
}

/** In characters as they are counted by the formatter. */
function length(text: string): number {
  return [...text].length;
}
