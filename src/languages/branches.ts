import type { SourceModel, Span } from '../ir.js';

/** Whether a condition may ask what a text is, or holds, or whether something is there: of others, the branches need not be known. */
export function mayAskForValue(condition: string): boolean {
  return /["'`]|\bin\b|(?:includes|has|Contains)\(|^[\w.$]+$|\b(?:None|null|undefined|nil)\b/.test(condition);
}

/** Notes what runs where a condition holds, and what where it does not, if there is anything. */
export function noteBranches(model: SourceModel, testSpan: Span, held: Span, other: Span | undefined): void {
  if (!mayAskForValue(model.text.slice(testSpan.start, testSpan.end))) return;
  model.branches.push({ ...held, testSpan, holds: true });
  if (other) model.branches.push({ ...other, testSpan, holds: false });
}
