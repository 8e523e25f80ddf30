import { isDeepStrictEqual } from 'node:util';
import { isMap, isSeq, parse, parseDocument } from 'yaml';
import { applyEdits } from '../../edit/apply-edits.js';
import type { TextEdit } from '../../edit/order-edits.js';
import { eolOf } from '../../languages/style.js';
import { lineStart } from '../../text-position.js';

/**
 * Adds a block to the end of the map or list that the keys lead to; all other bytes stay. Undefined where the file is not
 * written in blocks there, and where it would not say exactly what it said before, and the block.
 */
export function addToYaml(text: string, keys: readonly string[], block: string): readonly TextEdit[] | undefined {
  const document = parseDocument(text);
  const holder = keys.length === 0 ? document.contents : document.getIn(keys, true);
  if (document.errors.length > 0 || !(isMap(holder) || isSeq(holder)) || holder.flow || !holder.range) return undefined;
  const [start, end] = holder.range;
  const indent = text.slice(lineStart(text, start), start);
  if (indent.trim() !== '') return undefined;
  const eol = eolOf(text, 0);
  const lines = block
    .trimEnd()
    .split('\n')
    .map((line) => indent + line);
  const isOpen = !/[\r\n]$/.test(text.slice(0, end));
  const edit = {
    start: end,
    end,
    text: `${isOpen ? eol : ''}${lines.join(eol)}${isOpen && end < text.length ? '' : eol}`,
  };
  return isSameWith(text, applyEdits(text, [edit]), keys, parse(block)) ? [edit] : undefined;
}

function isSameWith(before: string, after: string, keys: readonly string[], added: object): boolean {
  try {
    const meant = parse(before);
    const holder = keys.reduce((value, key) => value[key], meant);
    if (Array.isArray(holder)) holder.push(...(added as unknown[]));
    else Object.assign(holder, added);
    return isDeepStrictEqual(parse(after), meant);
  } catch {
    return false;
  }
}
