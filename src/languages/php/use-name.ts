import type { ImportedName } from '../../catalog/sdk.js';
import type { SourceModel } from '../../ir.js';
import { lineEnd } from '../../text-position.js';
import { eolOf, indentOf } from '../style.js';
import { type Insertion, insertionAt } from '../writer.js';

/** `use A\B;` below those that the file has; empty where it has the name, undefined where that means something else. */
export function useName(
  { text, layout, bindings }: SourceModel,
  { from, name }: ImportedName,
): Insertion[] | undefined {
  const whole = `${from}\\${name}`;
  if (layout.imports.some(({ specifier, names: [one] }) => specifier === whole && one?.local === name)) return [];
  if (bindings.some((one) => one.name === name && one.isTopLevel)) return undefined;
  const last = layout.imports.at(-1);
  if (last) {
    const eol = eolOf(text, last.end);
    return [insertionAt(lineEnd(text, last.end), `${eol}${indentOf(text, last.start)}use ${whole};`)];
  }
  const eol = eolOf(text, layout.firstStatement);
  return [insertionAt(layout.firstStatement, `use ${whole};${eol}${eol}`)];
}
