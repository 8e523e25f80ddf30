import type { StringNode } from '../../ir.js';
import { lineEnd } from '../../text-position.js';
import { eolOf, GIVING_VERBS, gapBefore, indentOf, indentUnit, insertionBehind } from '../style.js';
import { insertionAt, type Writer } from '../writer.js';
import { configured } from './configured.js';
import { dropToString } from './drop-to-string.js';
import { importClass } from './imports.js';
import { insertLinks } from './insert-links.js';
import { widenTypes } from './widen-types.js';

const MAX_LINE = 120;
const INDENT = 4;
const PREFIX = new RegExp(`^((?:${GIVING_VERBS})(?=[A-Z_]))?(.*)$`, 'i');
/** Classes that written source names, with their packages. */
const PACKAGES = { Optional: 'java.util', Map: 'java.util', List: 'java.util' };

export const javaWriter: Writer = {
  maxLine: MAX_LINE,
  step: ({ text }) => indentUnit(text, INDENT),
  string: (_model, value) => quoted(value),

  environmentRead: (_model, name) => `System.getenv(${quoted(name)})`,
  mayGiveNothing: (read) => read.startsWith('System.getenv('),
  environmentReadOr(model, name, otherwise) {
    return this.orElse(this.environmentRead(model, name), otherwise);
  },
  // A program cannot set variables of its own environment: properties of the system are what it can set.
  environmentDefault: (_model, name, value) => `System.setProperty(${quoted(name)}, ${value})`,

  options(model, _at, entries) {
    return this.inline(model, entries);
  },
  inline: (_model, entries) => `Map.of(${entries.map(([key, value]) => `${quoted(key)}, ${value}`).join(', ')})`,
  entry: (_model, key, value) => `${quoted(key)}, ${value}`,
  list: (items) => `List.of(${items.join(', ')})`,
  spread: (source) => source,
  present: (_model, source) => source,
  presentPath: (_model, names) => names.join('.'),
  walk: (steps) => steps.map((step) => (typeof step === 'number' ? `.get(${step})` : `.${step}()`)).join(''),
  leadsSomewhere: (source) => `!${source}.isEmpty()`,
  takenAlone: () => undefined,
  not: (source) => `!(${source})`,
  boolean: (value) => String(value),
  orElse: (first, second) => `Optional.ofNullable(${first}).orElse(${second})`,
  either: (first, second) => `Optional.ofNullable(${first}).orElse(${second})`,

  insertEntries: () => [],
  insertKeywords: (call, entries) => (call.isBuilt ? insertLinks(call, entries) : []),
  configure: configured,
  construct: (_model, _before, callee, options) =>
    `${callee}.builder()${options.map(([name, value]) => `.${name}(${value})`).join('')}.build()`,
  insertArgument(call, argument) {
    const last = call.arguments.at(-1);
    return insertionAt(last?.end ?? call.argumentsSpan?.start ?? call.end, last ? `, ${argument}` : argument);
  },

  inside: (node, value) => escaped(value, node),
  interpolated: (before, expression) => `${quoted(before)} + ${expression}`,
  interpolatedPiece: ({ quote }, before, expression) => `${before}${quote} + ${expression} + ${quote}`,

  addToUnion: (_model, union, value) => insertionAt(union.end, value),
  addEntry: (object, after, key, value) => insertionBehind(object.model.text, after, `${key}, ${value}`),
  addToList(list, text) {
    const last = list.items.at(-1) ?? list;
    return insertionAt(last.end, `,${gapBefore(list.model.text, last.start)}${text}`);
  },

  declare(model, name, value) {
    const { text, layout } = model;
    return insertionAt(layout.firstStatement, `${name} = ${value};${eolOf(text, 0)}`);
  },
  assign(model, after, settings) {
    const { text, layout } = model;
    const at = after ? lineEnd(text, after.end) : layout.firstStatement;
    const before = eolOf(text, at) + (after ? indentOf(text, after.start) : '');
    return insertionAt(at, settings.map(([target, value]) => `${before}${target} = ${value};`).join(''));
  },

  needsImported(model, source) {
    return Object.entries(PACKAGES).flatMap(([name, from]) =>
      new RegExp(`(?<![\\w."])${name}\\.[a-z]`).test(source) ? (importClass(model, from, name) ?? []) : [],
    );
  },
  importFrom: (model, { from, name }) => importClass(model, from, name),
  tidy: (model, edits) => [...widenTypes(model, edits), ...dropToString(model, edits)],
  importName: () => undefined,
  declaration: () => undefined,
  functionDeclaration: () => undefined,
  prefixed(name, word) {
    const [, verb = '', rest = ''] = PREFIX.exec(name) ?? [];
    return verb + (verb === '' ? word : capital(word)) + capital(rest);
  },
  callMethod: (callee, method) => insertionAt(callee.end, `.${method}`),
};

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function quoted(value: string): string {
  return `"${escapedIn(value)}"`;
}

/** A name that stands for the text becomes the text. */
function escaped(value: string, { isNamed, quote }: StringNode): string {
  if (isNamed) return quoted(value);
  return quote === '"""' ? value.replaceAll('\\', '\\\\').replaceAll('"""', '\\"""') : escapedIn(value);
}

function escapedIn(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}
