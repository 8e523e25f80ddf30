import { visibleLine } from '../visible.js';
import type { Block } from './hunks.js';

/** The lines above the hunks of a file, as git writes them and GNU patch takes them. */
export function fileHeader(path: string): string[] {
  return [
    `diff --git ${quote(`a/${path}`)} ${quote(`b/${path}`)}`,
    `--- ${quote(`a/${path}`)}${tabAfter(path)}`,
    `+++ ${quote(`b/${path}`)}${tabAfter(path)}`,
  ];
}

export function hunkHeader(whole: Block): string {
  return `@@ -${range(whole.oldStart, whole.oldEnd)} +${range(whole.newStart, whole.newEnd)} @@`;
}

/** As git writes it: 1-based, `,1` left out; an empty range names the line before it. */
function range(start: number, end: number): string {
  const count = end - start;
  return `${count === 0 ? start : start + 1}${count === 1 ? '' : `,${count}`}`;
}

/** GNU patch takes a name with a space in it only when a tab ends it; git writes one too. */
function tabAfter(path: string): string {
  return path.includes(' ') && quote(path) === path ? '\t' : '';
}

/** A name as git quotes it when it holds what a diff header or a terminal would trip over. */
function quote(path: string): string {
  if (visibleLine(path) === path && !/["\\]/.test(path)) return path;
  let quoted = '';
  for (const byte of Buffer.from(path))
    if (byte === 0x22 || byte === 0x5c) quoted += `\\${String.fromCharCode(byte)}`;
    else quoted += byte < 0x20 || byte > 0x7e ? `\\${byte.toString(8).padStart(3, '0')}` : String.fromCharCode(byte);
  return `"${quoted}"`;
}
