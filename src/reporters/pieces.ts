import type { Span } from '../ir.js';
import type { Masked } from '../redact.js';
import type { Lines } from './lines.js';

/** One side of the diff: its lines, what to mask in them, and which stretches were changed. */
export interface Side {
  lines: Lines;
  masks: readonly Masked[];
  changed: readonly Span[];
}

/** A stretch of a line; a mask is shown in the place of its text. */
export interface Piece extends Span {
  mask?: string;
  isChanged: boolean;
}

/** Code units of a stretch that did not change, beyond which only its ends are shown. */
const MAX_STRETCH = 400;
const SHOWN_END = 120;

/**
 * Cuts a line where masks and changed stretches begin and end. A mask is one piece, shown as changed if any of it is. In a
 * line that is new or gone as a whole nothing stands out. Of what is very long and did not change, the ends are left.
 */
export function pieces(side: Side, changed: readonly Span[], start: number, end: number): Piece[] {
  const found = [...cut(side, changed, start, end)];
  const isWhole = found.every((one) => one.isChanged || side.lines.text.slice(one.start, one.end).trim() === '');
  const short = found.flatMap((one) => (one.isChanged || one.mask !== undefined ? [one] : withoutMiddle(one)));
  return isWhole ? short.map((one) => ({ ...one, isChanged: false })) : short;
}

function withoutMiddle(piece: Piece): Piece[] {
  const { start, end } = piece;
  if (end - start <= MAX_STRETCH) return [piece];
  const middle = { start: start + SHOWN_END, end: end - SHOWN_END };
  const mask = `… ${(middle.end - middle.start).toLocaleString('en')} characters …`;
  return [
    { ...piece, end: middle.start },
    { ...middle, mask, isChanged: false },
    { ...piece, start: middle.end },
  ];
}

function* cut(side: Side, changed: readonly Span[], start: number, end: number): Generator<Piece> {
  const meets = (span: Span) => (other: Span) => other.start < span.end && span.start < other.end;
  const line = { start, end };
  const masks = side.masks.filter(meets(line));
  const marked = changed.filter(meets(line));
  const bounds = marked.flatMap((span) => [span.start, span.end]);
  let position = start;
  for (const mask of [...masks, { start: end, end, mask: '' }]) {
    const stops = bounds.filter((bound) => bound > position && bound < mask.start).sort((a, b) => a - b);
    for (const stop of [...stops, mask.start]) {
      if (stop <= position) continue;
      yield { start: position, end: stop, isChanged: marked.some(meets({ start: position, end: stop })) };
      position = stop;
    }
    if (mask.mask !== '') yield { ...mask, isChanged: marked.some(meets(mask)) };
    position = Math.max(position, mask.end);
  }
}
