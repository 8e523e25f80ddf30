import { orderEdits, type TextEdit } from './order-edits.js';

export { EditConflict, type TextEdit } from './order-edits.js';

/** The text with every edit made. What no edit covers stays as it is, to the code unit. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let position = 0;
  for (const edit of orderEdits(edits)) {
    if (edit.start < 0 || edit.start > edit.end || edit.end > text.length)
      throw new RangeError(`An edit at ${edit.start}-${edit.end} is outside of a text of ${text.length}.`);
    result += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return result + text.slice(position);
}
