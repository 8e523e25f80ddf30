import { applyEdits, type TextEdit } from './apply-edits.js';
import { orderEdits } from './order-edits.js';

/**
 * Edits of a text, and edits of what these make of it, as edits of the text. What no second edit touches of the first ones stays as it is.
 */
export function composeEdits<E extends TextEdit>(
  text: string,
  first: readonly E[],
  second: readonly TextEdit[],
): (E | TextEdit)[] {
  const after = applyEdits(text, first);
  const stretches = [
    ...placedAfter(first),
    ...second.map((edit) => ({ ...edit, grows: 0, first: [], second: [edit] })),
  ];
  let grown = 0;
  return touching(stretches).flatMap(({ start, end, grows, first: own, second: more }) => {
    const from = start - grown;
    grown += grows;
    if (more.length === 0) return own;
    const inside = more.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    return [{ start: from, end: end - grown, text: applyEdits(after.slice(start, end), inside) }];
  });
}

/** A stretch of the text after the first edits: how much longer these have made it, and which edits are in it. */
interface Stretch<E extends TextEdit> {
  start: number;
  end: number;
  grows: number;
  first: E[];
  second: TextEdit[];
}

function placedAfter<E extends TextEdit>(edits: readonly E[]): Stretch<E>[] {
  let grown = 0;
  return orderEdits(edits).map((edit) => {
    const start = edit.start + grown;
    const grows = edit.text.length - (edit.end - edit.start);
    grown += grows;
    return { start, end: start + edit.text.length, grows, first: [edit], second: [] };
  });
}

/** What touches is one. */
function touching<E extends TextEdit>(stretches: readonly Stretch<E>[]): Stretch<E>[] {
  const found: Stretch<E>[] = [];
  for (const one of [...stretches].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = found.at(-1);
    if (!last || one.start > last.end) {
      found.push({ ...one, first: [...one.first], second: [...one.second] });
      continue;
    }
    last.end = Math.max(last.end, one.end);
    last.grows += one.grows;
    last.first.push(...one.first);
    last.second.push(...one.second);
  }
  return found;
}
