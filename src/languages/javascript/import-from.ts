import type { ImportedName } from '../../catalog/sdk.js';
import type { SourceModel } from '../../ir.js';
import { behindRemark, eolOf, indentOf } from '../style.js';
import { type Insertion, insertionAt, type Writer } from '../writer.js';
import { isKnownAt, programNear } from './program-near.js';

/**
 * `import { … } from '…'` beside the file's other imports; empty where the name is there already, undefined where it means
 * something else or the file has no such imports.
 */
export function importFrom(
  model: SourceModel,
  { from, name, also = name }: ImportedName,
  writer: Pick<Writer, 'string' | 'importName'>,
  at?: number,
): Insertion[] | undefined {
  const bindings = model.bindings.filter((one) => one.name === name && isKnownAt(model, one.start, at));
  const isIt = bindings.map(({ definitions }) =>
    definitions.every((one) => one.from === 'import' && one.specifier === from && [name, also].includes(one.imported)),
  );
  if (isIt.includes(false)) return undefined;
  if (bindings.length > 0) return [];
  const { text } = model;
  const { imports } = programNear(model, at);
  const same = imports.find(
    (one) => one.specifier === from && /^import\s*\{|^import\s+[\w$]+\s*,\s*\{/.test(text.slice(one.start, one.end)),
  );
  const added = same && writer.importName(same, model, name);
  if (added) return [added];
  const last = imports.at(-1);
  if (!last) return undefined;
  const semicolon = text[last.end - 1] === ';' ? ';' : '';
  const line = `${indentOf(text, last.start)}import { ${name} } from ${writer.string(model, from)}${semicolon}`;
  return [insertionAt(behindRemark(text, last.end), eolOf(text, last.end) + line)];
}
