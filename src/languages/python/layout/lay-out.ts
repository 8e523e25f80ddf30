import { applyEdits, type TextEdit } from '../../../edit/apply-edits.js';
import { orderEdits } from '../../../edit/order-edits.js';
import { lineEnd, lineStart } from '../../../text-position.js';
import { blockIndent } from '../writer.js';
import { laidOut } from './laid-out.js';
import { type LogicalLine, logicalLines } from './tokens.js';

/**
 * Edits of what `edits` make of a text, of nothing but line breaks, indentation, commas at ends of lists and brackets round imports: a
 * statement that was laid out as Black or Ruff does, in a file whose long lines, and statements of several, all are, is so again.
 */
export function layOut(text: string, edits: readonly TextEdit[], limit: number): TextEdit[] {
  const lines = hasOneLineEnd(text) ? logicalLines(text) : undefined;
  const style = { limit, step: blockIndent(text), eol: text.includes('\r\n') ? '\r\n' : '\n' };
  if (!lines || style.step.includes('\t')) return [];
  const isOther = (line: LogicalLine) => {
    const written = text.slice(line.start, line.end);
    const wanted = longest(text, line) > limit || written.includes('\n') ? layoutOf(text, line, style) : undefined;
    return wanted !== undefined && wanted !== written;
  };
  const ordered = orderEdits(edits);
  const touched = lines.filter((line) => ordered.some(({ start, end }) => end >= line.start && start <= line.end));
  const known = touched.filter((line) => layoutOf(text, line, style) === text.slice(line.start, line.end));
  if (known.length === 0 || lines.some(isOther)) return [];
  const after = applyEdits(text, edits);
  return known.flatMap((line) => relaid(after, placeAfter(line, ordered), style));
}

/** How long lines may become, what a block is indented by, and how lines end. */
interface Style {
  limit: number;
  step: string;
  eol: string;
}

/** Where a statement stands after the edits. What is put right before it is another. */
function placeAfter({ start, end }: LogicalLine, edits: readonly TextEdit[]): { start: number; end: number } {
  let [before, within] = [0, 0];
  for (const edit of edits) {
    const grows = edit.text.length - (edit.end - edit.start);
    if (edit.end <= start && edit.text.endsWith('\n')) before += grows;
    else if (edit.end <= start && edit.start < start) before += grows;
    else if (edit.start < end || edit.end <= end) within += grows;
  }
  return { start: start + before, end: end + before + within };
}

function relaid(text: string, place: { start: number; end: number }, style: Style): TextEdit[] {
  const [line, ...others] = logicalLines(text.slice(place.start, place.end)) ?? [];
  if (!line || others.length > 0) return [];
  const moved = {
    ...line,
    ...place,
    tokens: line.tokens.map((token) => ({ ...token, start: token.start + place.start, end: token.end + place.start })),
  };
  const wanted = layoutOf(text, moved, style);
  return wanted === undefined ? [] : gapEdits(moved, text, wanted);
}

function hasOneLineEnd(text: string): boolean {
  return !text.includes('\r') || !/(?<!\r)\n|\r(?!\n)/.test(text);
}

function layoutOf(text: string, line: LogicalLine, { limit, step, eol }: Style): string | undefined {
  const indent = text.slice(lineStart(text, line.start), line.start);
  return /^ *$/.test(indent) ? laidOut(line, indent, step, limit)?.replaceAll('\n', eol) : undefined;
}

/** The length of the longest of the lines on which a statement stands. */
function longest(text: string, { start, end }: LogicalLine): number {
  let most = 0;
  for (let at = lineStart(text, start); at < end; at = lineEnd(text, at) + 1)
    most = Math.max(most, lineEnd(text, at) - at);
  return most;
}

/** The edits between the tokens that lead to the same tokens laid out otherwise, with brackets or commas more. */
function gapEdits({ tokens }: LogicalLine, text: string, wanted: string): TextEdit[] {
  const found: TextEdit[] = [];
  let at = 0;
  for (const [index, token] of tokens.entries()) {
    const from = at;
    while (!wanted.startsWith(token.text, at)) at++;
    const start = tokens[index - 1]?.end ?? token.start;
    const gap = wanted.slice(from, at);
    if (gap !== text.slice(start, token.start)) found.push({ start, end: token.start, text: gap });
    at += token.text.length;
  }
  const end = tokens.at(-1)?.end ?? 0;
  if (at < wanted.length) found.push({ start: end, end, text: wanted.slice(at) });
  return found;
}
