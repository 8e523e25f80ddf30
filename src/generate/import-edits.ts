import type { SourceModel } from '../ir.js';
import { eolOf, indentOf } from '../languages/style.js';
import { type Insertion, insertionAt, type Writer } from '../languages/writer.js';
import { isWithin } from '../spans.js';
import { lineEnd } from '../text-position.js';
import { formOf } from './module-form.js';

/** A file that is to import names of a module beside it, for code from an offset on. */
export interface Importing {
  model: SourceModel;
  specifier: string;
  names: readonly string[];
  before: number;
}

/** What that takes: nothing where it imports them already. Undefined where one of the names is another thing there. */
export function importEdits({ model, specifier, names, before }: Importing, writer: Writer): Insertion[] | undefined {
  const known = (name: string) => model.bindings.filter((one) => one.name === name);
  const isIt = (name: string) =>
    known(name).every(({ definitions }) => definitions.every((one) => isOf(model, one, specifier, name)));
  if (!names.every(isIt)) return undefined;
  const missing = names.filter((name) => known(name).length === 0).join(', ');
  if (missing === '') return [];
  const { text, layout } = model;
  const { imports, firstStatement } =
    layout.programs?.find((one) => isWithin({ start: before, end: before }, one)) ?? layout;
  const same = imports.find((one) => one.specifier === specifier && one.names.length > 0);
  const added = same && writer.importName(same, model, missing);
  if (added) return [added];
  const form = formOf(model);
  const last = imports.findLast((one) => one.end <= before);
  const end = form === 'commonjs' ? endOfRequires(text) : last?.end;
  const indent = indentOf(text, last?.start ?? firstStatement);
  const semicolon = end !== undefined && text[end - 1] !== ';' ? '' : ';';
  const source = writer.string(model, specifier);
  const line = {
    python: `from ${specifier} import ${missing}`,
    commonjs: `const { ${missing} } = require(${source})${semicolon}`,
    esm: `import { ${missing} } from ${source}${semicolon}`,
    typescript: `import { ${missing} } from ${source}${semicolon}`,
  }[form];
  if (end === undefined) return [insertionAt(firstStatement, line + eolOf(text, firstStatement) + indent)];
  return [insertionAt(form === 'python' ? lineEnd(text, end) : end, eolOf(text, end) + indent + line)];
}

type Definition = SourceModel['bindings'][number]['definitions'][number];

function isOf(model: SourceModel, one: Definition, specifier: string, name: string): boolean {
  if (one.from === 'import') return one.specifier === specifier && one.imported === name;
  // `const { name } = require('…')`.
  if (one.from !== 'value' || one.path.join('.') !== name) return false;
  return model.text.slice(one.value.start, one.value.end).includes(specifier);
}

/** Behind the last `require` that stands at the top of a file, on a line of its own. */
function endOfRequires(text: string): number | undefined {
  const lines = text.matchAll(
    /^(?:(?:const|let|var)\s[^\n=]{1,300}|\}\s*)=\s*require\([^()\n]{1,200}\)[^\n\r;]{0,100};?/gm,
  );
  const last = [...lines].at(-1);
  return last && last.index + last[0].length;
}
