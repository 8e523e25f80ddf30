import type { ImportedName } from '../../catalog/sdk.js';
import type { Import, SourceModel } from '../../ir.js';
import { lineEnd } from '../../text-position.js';
import { eolOf, gapBefore } from '../style.js';
import { type Insertion, insertionAt } from '../writer.js';

/**
 * `from … import …` beside what the file imports of the same package, above the offset; empty where the name is there
 * already, undefined where it means something else or nothing is imported above.
 */
export function importFrom(
  model: SourceModel,
  { from, name, also = name }: ImportedName,
  at: number,
): Insertion[] | undefined {
  const bindings = model.bindings.filter((one) => one.name === name);
  const isIt = bindings.map(({ definitions }) =>
    definitions.every((one) => one.from === 'import' && one.specifier === from && [name, also].includes(one.imported)),
  );
  if (isIt.includes(false)) return undefined;
  if (bindings.some(({ isTopLevel, start }) => isTopLevel && start < at)) return [];
  const above = model.layout.imports.filter((one) => one.end <= at && one.specifier !== '__future__');
  const same = above.findLast((one) => one.specifier === from && one.names.every(({ imported }) => imported !== '*'));
  const last = same?.names.at(-1);
  if (last) return [insertionAt(last.end, `,${gapBefore(model.text, last.start)}${name}`)];
  const beside = above.findLast((one) => topOf(one) === from.split('.')[0] && moduleOf(one) <= from) ?? above.at(-1);
  if (!beside) return undefined;
  const end = lineEnd(model.text, beside.end);
  return [insertionAt(end, `${eolOf(model.text, beside.end)}from ${from} import ${name}`)];
}

function moduleOf({ specifier, names }: Import): string {
  return specifier === '' ? (names[0]?.imported ?? '') : specifier;
}

/** The top-level name of what is imported; empty for a module of the same package. */
export function topOf(statement: Import): string {
  return moduleOf(statement).split('.')[0] ?? '';
}
