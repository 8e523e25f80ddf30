import type { Import, SourceModel } from '../../ir.js';
import { lineEnd, lineStart, startsLine } from '../../text-position.js';
import { eolOf, indentOf } from '../style.js';
import { type Insertion, insertionAt } from '../writer.js';

/** The name that the file has for a package, by the end of its path; that of the package itself where it is not imported. */
export function localName(model: SourceModel, specifier: string): string {
  const known = model.layout.imports.find((one) => one.specifier === specifier && isUsable(one));
  return known?.names[0]?.local ?? specifier.slice(specifier.lastIndexOf('/') + 1);
}

function isUsable({ names: [name] }: Import): boolean {
  return name !== undefined && name.local !== '_' && name.local !== '.';
}

/**
 * The import of a package, where the file's sorted ones have their place for it; empty where the file has it, undefined
 * where its name means something else.
 */
export function importPackage(model: SourceModel, specifier: string): Insertion[] | undefined {
  const { text, layout, bindings } = model;
  if (layout.imports.some((one) => one.specifier === specifier && isUsable(one))) return [];
  const name = specifier.slice(specifier.lastIndexOf('/') + 1);
  if (bindings.some((one) => one.name === name)) return undefined;
  const line = `"${specifier}"`;
  const block = groupFor(model, specifier);
  const [first] = block;
  if (first && startsLine(text, first.start)) {
    const next = block.find((one) => one.specifier > specifier);
    const eol = eolOf(text, first.start);
    const indent = indentOf(text, first.start);
    if (next) return [insertionAt(next.start, line + eol + indent)];
    const last = block.at(-1) ?? first;
    return [insertionAt(lineEnd(text, last.end), eol + indent + line)];
  }
  const single = layout.imports[0];
  if (single) return besideSingle(text, single, line);
  const end = lineEnd(text, packageEnd(text));
  const eol = eolOf(text, end);
  return [insertionAt(end, `${eol}${eol}import ${line}`)];
}

/** The group of lines in parentheses that a path belongs to: packages of the language stand apart from others. */
function groupFor({ text, layout }: SourceModel, specifier: string): Import[] {
  const lines = layout.imports.filter((one) => startsLine(text, one.start));
  const isOwn = (path: string) => !path.split('/')[0]?.includes('.');
  const like = lines.find((one) => isOwn(one.specifier) === isOwn(specifier)) ?? lines[0];
  if (!like) return [];
  return lines.filter((one) => {
    const [from, to] = one.start < like.start ? [one, like] : [like, one];
    return !/\n[ \t]*\r?\n|\n\)/.test(text.slice(from.end, to.start));
  });
}

/** `import "x"`: a second line before or after it, as sorted. */
function besideSingle(text: string, single: Import, line: string): Insertion[] {
  const at = lineStart(text, single.start);
  const eol = eolOf(text, single.end);
  if (line.slice(1) < single.specifier) return [insertionAt(at, `import ${line}${eol}`)];
  return [insertionAt(lineEnd(text, single.end), `${eol}import ${line}`)];
}

function packageEnd(text: string): number {
  const found = /^\uFEFF?(?:\s|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*package[ \t]+\w+/.exec(text);
  return found?.[0].length ?? 0;
}
