import type { Layout, SourceModel } from '../../ir.js';
import { isWithin } from '../../spans.js';

/** The program of a file that an offset lies in: a file may hold several. */
export function programNear(
  { layout }: SourceModel,
  at = layout.firstStatement,
): Pick<Layout, 'imports' | 'firstStatement'> {
  return layout.programs?.find((one) => isWithin({ start: at, end: at }, one)) ?? layout.programs?.at(-1) ?? layout;
}

/** Whether what is declared at an offset has its name at another one: one program need not know those of the other. */
export function isKnownAt({ layout }: SourceModel, declared: number, at = layout.firstStatement): boolean {
  const programOf = (offset: number) => layout.programs?.find((one) => isWithin({ start: offset, end: offset }, one));
  const from = programOf(declared);
  return from === undefined || from.isSeen || from === programOf(at);
}
