import type { Import, SourceModel } from '../../ir.js';
import { eolOf } from '../style.js';
import type { Insertion } from '../writer.js';
import { topOf } from './import-from.js';
import { isStandardLibrary } from './standard-library.js';

/** The local name of a module, or of a name imported from it, at the top level of the file. */
export function importedAs(model: SourceModel, module: string, name?: string): string | undefined {
  for (const binding of model.bindings)
    for (const one of binding.isTopLevel ? binding.definitions : [])
      if (one.from === 'import' && one.specifier === module && one.imported === (name ?? '*')) return binding.name;
  return undefined;
}

/** Whether code at the offset can use the module: what runs when the file loads needs the import above it. */
export function isImportedBefore(model: SourceModel, module: string, at: number): boolean {
  const isLater = runsLater(model, at);
  return model.bindings.some(
    ({ isTopLevel, definitions, start, name }) =>
      isTopLevel &&
      name === module &&
      (isLater || start < at) &&
      definitions.some((one) => one.from === 'import' && one.specifier === module && one.imported === '*'),
  );
}

/** Whether code at the offset runs when something calls it, and not when the file loads. */
function runsLater(model: SourceModel, at: number): boolean {
  return model.expressions.some((one) => one.kind === 'function' && one.start <= at && at <= one.end);
}

/**
 * `import os` among the imports: where it belongs when the plain ones that begin them are sorted, else first. A file
 * without imports, or whose code at the offset runs before them, gets it above its first statement.
 */
export function importOs(model: SourceModel, at: number): Insertion {
  const { text, layout } = model;
  const imports = layout.imports.filter((one) => one.specifier !== '__future__');
  const [first] = imports;
  if (!first || (at < first.start && !runsLater(model, at))) {
    const future = layout.imports.findLast((one) => one.specifier === '__future__');
    const eol = eolOf(text, future?.end ?? layout.firstStatement);
    if (future) return { start: future.end, end: future.end, text: `${eol}${eol}import os` };
    return { start: layout.firstStatement, end: layout.firstStatement, text: `import os${eol}${eol}` };
  }
  const eol = eolOf(text, first.start);
  const block = [first];
  for (const next of imports.slice(1)) {
    const before = block.at(-1) ?? first;
    if (!/^[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)$/.test(text.slice(before.end, next.start))) break;
    block.push(next);
  }
  const plain = block.filter((one) => one.specifier === '' && one.names.length === 1);
  const nameOf = (one: Import) => one.names[0]?.imported ?? '';
  const names = plain.map(nameOf);
  const isSorted = names.every((name, index) => index === 0 || (names[index - 1] ?? '') <= name);
  const isAbove = (one: Import) => nameOf(one) < 'os' && isStandardLibrary(nameOf(one).split('.')[0] ?? '');
  const above = isSorted ? plain.filter(isAbove).at(-1) : undefined;
  if (above && text.startsWith(eol, above.end)) return { start: above.end, end: above.end, text: `${eol}import os` };
  // What is not of the standard library is a group of its own.
  const isApart = !block.some((one) => isStandardLibrary(topOf(one)));
  return { start: first.start, end: first.start, text: `import os${eol}${isApart ? eol : ''}` };
}
