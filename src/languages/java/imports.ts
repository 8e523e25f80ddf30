import type { Import, SourceModel } from '../../ir.js';
import { lineEnd, startsLine } from '../../text-position.js';
import { eolOf } from '../style.js';
import { type Insertion, insertionAt } from '../writer.js';

/**
 * The import of a class, in its place among the sorted ones of its kind; empty where the file knows it, undefined where
 * its name means something else.
 */
export function importClass(model: SourceModel, from: string, name: string): Insertion[] | undefined {
  const { text, layout, bindings } = model;
  if (layout.imports.some((one) => isOf(one, from, name))) return [];
  const isTaken = bindings.some(
    (one) =>
      one.isTopLevel &&
      one.name === name &&
      one.definitions.some((d) => d.from !== 'import' || !d.specifier.startsWith('.')),
  );
  if (isTaken) return undefined;
  const line = `import ${from}.${name};`;
  const plain = layout.imports.filter((one) => startsLine(text, one.start) && !isStatic(model, one));
  const group = plain.filter((one) => rootOf(one.specifier) === rootOf(from));
  const next = group.find((one) => fullName(one) > `${from}.${name}`);
  if (next) return [insertionAt(next.start, line + eolOf(text, next.start))];
  const last = group.at(-1) ?? plain.at(-1) ?? layout.imports.at(-1);
  if (last) return [insertionAt(lineEnd(text, last.end), eolOf(text, last.end) + line)];
  const declared = /^[ \t]*package\b[^;]*;/m.exec(text);
  const eol = eolOf(text, 0);
  if (!declared) return [insertionAt(layout.firstStatement, line + eol + eol)];
  return [insertionAt(lineEnd(text, declared.index + declared[0].length), eol + eol + line)];
}

function isOf({ specifier, names: [name] }: Import, from: string, wanted: string): boolean {
  return specifier === from && (name?.imported === wanted || name?.imported === '*');
}

function isStatic({ text }: SourceModel, { start }: Import): boolean {
  return /^import\s+static\b/.test(text.slice(start, start + 20));
}

function rootOf(name: string): string {
  return name.split('.')[0] ?? '';
}

function fullName({ specifier, names: [name] }: Import): string {
  return `${specifier}.${name?.imported ?? '*'}`;
}
