import type { SourceModel } from '../../ir.js';
import { lineEnd, lineStart } from '../../text-position.js';
import { eolOf, indentOf } from '../style.js';
import { type Insertion, insertionAt } from '../writer.js';
import { systemNamespace } from './system-types.js';

/** What a project has in use in all files where it is told to. Source: learn.microsoft.com/dotnet/core/project-sdk/overview#implicit-using-directives */
const IMPLICIT = [
  'System',
  'System.Collections.Generic',
  'System.IO',
  'System.Linq',
  'System.Net.Http',
  'System.Threading',
  'System.Threading.Tasks',
];

/** The directive for a namespace, where the file's sorted ones have their place for it; empty where the file has it. */
export function importNamespace(model: SourceModel, namespace: string): Insertion[] | undefined {
  const { text, layout } = model;
  if (namespace.startsWith('#')) return addLine(model, namespace);
  if (layout.imports.some(({ specifier }) => specifier === namespace) || isAround(model, namespace)) return [];
  if (IMPLICIT.includes(namespace) && isImplicit(model)) return [];
  const line = `using ${namespace};`;
  const own = layout.imports.filter(({ start, end }) => text.slice(start, end).startsWith('using'));
  const next = own.find(({ specifier }) => comesBefore(namespace, specifier));
  const last = own.at(-1);
  if (next && isSorted(own.map(({ specifier }) => specifier))) {
    const at = lineStart(text, next.start);
    return [insertionAt(next.start, `${line}${eolOf(text, next.end)}${indentOf(text, at)}`)];
  }
  if (last) {
    const at = lineEnd(text, last.end);
    return [insertionAt(at, eolOf(text, last.end) + indentOf(text, last.start) + line)];
  }
  const eol = eolOf(text, 0);
  return [insertionAt(layout.firstStatement, `${line}${eol}${eol}`)];
}

/** What the compiler is told for all that follows, below the directives. */
function addLine({ text, layout }: SourceModel, line: string): Insertion[] {
  if (text.includes(line)) return [];
  const last = layout.imports.filter(({ start, end }) => text.slice(start, end).startsWith('using')).at(-1);
  const eol = eolOf(text, last?.end ?? 0);
  if (last) return [insertionAt(lineEnd(text, last.end), `${eol}${eol}${line}`)];
  return [insertionAt(layout.firstStatement, `${line}${eol}${eol}`)];
}

function isSorted(names: readonly string[]): boolean {
  return names.every((name, index) => index === 0 || !comesBefore(name, names[index - 1] ?? ''));
}

/** Those of `System` come first, where tools sort them. */
function comesBefore(one: string, other: string): boolean {
  const [first, second] = [one, other].map((name) => (/^System\b/.test(name) ? `0${name}` : `1${name}`));
  return (first ?? '') < (second ?? '');
}

/** A file sees what its own namespace, and those around it, have. */
function isAround({ text }: SourceModel, namespace: string): boolean {
  return new RegExp(`^[ \\t]*namespace[ \\t]+${namespace.replaceAll('.', '\\.')}(?:[.\\s;{]|$)`, 'm').test(text);
}

/** Whether the file does without directives that its code would need: then its project has them. */
function isImplicit({ layout, bindings }: SourceModel): boolean {
  const own = new Set(layout.imports.map(({ specifier }) => specifier));
  const needed = bindings.flatMap(({ kind, name }) => (kind === 'import' ? (systemNamespace(name) ?? []) : []));
  if (needed.some((namespace) => IMPLICIT.includes(namespace) && !own.has(namespace))) return true;
  return !IMPLICIT.some((namespace) => own.has(namespace));
}
