import type { CallNode, ObjectNode, SourceModel, StringNode } from '../../ir.js';
import { lineEnd } from '../../text-position.js';
import { eolOf, GIVING_VERBS, gapBefore, indentOf, indentUnit, insertionBehind } from '../style.js';
import { type Insertion, insertionAt, type Writer } from '../writer.js';
import { looseConstants } from './constants.js';
import { importNamespace } from './imports.js';

/** The language's tools leave the length of a line to the one who writes it. */
const MAX_LINE = 160;
const PREFIX = new RegExp(`^(_*)((?:${GIVING_VERBS})(?=[A-Z_]))?(.*)$`, 'i');

export const csharpWriter: Writer = {
  maxLine: MAX_LINE,
  step: (model) => indentUnit(model.text, 4),
  string: (_model, value) => quoted(value),

  environmentRead: (model, name) =>
    `${systemName(model)}Environment.GetEnvironmentVariable(${quoted(name)})${mark(model)}`,
  mayGiveNothing: (read) => !read.includes('??'),
  environmentReadOr(model, name, otherwise) {
    return `${systemName(model)}Environment.GetEnvironmentVariable(${quoted(name)}) ?? ${otherwise}`;
  },
  environmentDefault: (model, name, value) =>
    `${systemName(model)}Environment.SetEnvironmentVariable(${quoted(name)}, ${value})`,

  options(model, _at, entries) {
    return this.inline(model, entries);
  },
  inline(model, entries) {
    return `{ ${entries.map(([key, value]) => this.entry(model, key, value)).join(', ')} }`;
  },
  entry: (_model, key, value) => `${key} = ${value}`,
  instance: (type, source) => (source.startsWith('{') ? `new ${type} ${source}` : `new ${type}(${source})`),
  list: (items) => `[${items.join(', ')}]`,
  spread: (source) => `..${source}`,
  present: (_model, source) => source,
  presentPath: (_model, names) => names.join('.'),
  walk: (steps) => steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join(''),
  leadsSomewhere: (source) => `${source}.Count > 0`,
  takenAlone: () => undefined,
  not: (source) => `!(${source})`,
  boolean: (value) => String(value),
  orElse: (first, second) => `${first} ?? ${second}`,
  either: (first, second) => `${first} ?? ${second}`,

  insertEntries(object, entries) {
    const { text } = object.model;
    const body = entries.map(([key, value]) => keyed(object, key, value));
    const [first] = object.entries;
    if (!first && !text.slice(object.start, object.end).endsWith('}'))
      return [insertionAt(object.end, ` { ${body.join(', ')} }`)];
    if (!first) return [{ ...insideBraces(object), text: ` ${body.join(', ')} ` }];
    const gap = gapBefore(text, first.start);
    return [insertionAt(first.start, body.map((one) => `${one},${gap}`).join(''))];
  },

  insertKeywords(call, entries) {
    return entries.map(([name, value]) => insertedLast(call, `${name}: ${value}`));
  },
  insertParameter(call, name, index, source) {
    const isNamed = call.arguments.some((one) => one.name !== undefined && one.name !== 'serviceId');
    const positional = call.arguments.filter((one) => one.name === undefined);
    const before = positional[index];
    if (before) return insertionAt(before.start, `${source},${gapBefore(call.model.text, before.start)}`);
    return insertedLast(call, isNamed || positional.length < index ? `${name}: ${source}` : source);
  },

  construct: (_model, _before, callee, options) => `new ${callee}(${options.map(([, value]) => value).join(', ')})`,
  insertArgument: (call, argument) => insertedLast(call, argument),

  inside: (node, value) => escapedIn(value, node),
  interpolated: (before, expression) => `$${quoted(`${before}{${expression}}`)}`,
  interpolatedPiece: (_node, before, expression) => `${before}{${expression}}`,

  addToUnion: (_model, union, value) => insertionAt(union.end, value),
  addEntry(object, after, key, value) {
    const { text } = object.model;
    const isPair = text[after.start] === '{';
    const source = isPair ? `{ ${key}, ${value} }` : after.quoted ? `[${key}] = ${value}` : `${key} = ${value}`;
    return insertionBehind(text, after, source);
  },
  addToList(list, text) {
    const last = list.items.at(-1) ?? list;
    return insertionAt(last.end, `,${gapBefore(list.model.text, last.start)}${text}`);
  },

  declare(model, name, value) {
    const { text, layout } = model;
    const eol = eolOf(text, 0);
    return insertionAt(layout.firstStatement, `var ${name} = ${value};${eol}${eol}`);
  },
  assign(model, after, settings) {
    const { text, layout } = model;
    const at = after ? lineEnd(text, after.end) : layout.firstStatement;
    const before = eolOf(text, at) + (after ? indentOf(text, after.start) : '');
    return insertionAt(at, settings.map(([target, value]) => `${before}${target} = ${value};`).join(''));
  },

  needsImported(model, source) {
    return /(?<![\w.])(?:Environment|Uri)\b/.test(source) ? (importNamespace(model, 'System') ?? []) : [];
  },
  importFrom: (model, { from }) => importNamespace(model, from),
  tidy: looseConstants,
  importName: () => undefined,
  declaration: () => undefined,
  functionDeclaration: () => undefined,
  prefixed(name, word) {
    const [, lead = '', verb = '', rest = ''] = PREFIX.exec(name) ?? [];
    const isExported = /^[A-Z]/.test(name);
    return lead + verb + (verb === '' && !isExported ? word : capital(word)) + capital(rest);
  },
  callMethod: (callee, method) => insertionAt(callee.end, `.${method}`),
};

/** `System.`, where the file writes it before a name of that namespace. */
function systemName({ text }: SourceModel): string {
  return text.includes('System.Environment.GetEnvironmentVariable(') && !/^[ \t]*using System;/m.test(text)
    ? 'System.'
    : '';
}

/** `!`, where the file says of such a read that something is there. */
function mark({ text }: SourceModel): string {
  return /GetEnvironmentVariable\("\w+"\)!/.test(text) ? '!' : '';
}

function insertedLast(call: CallNode, source: string): Insertion {
  const end = call.argumentsSpan?.end ?? call.end;
  const last = call.arguments.filter((one) => one.end <= end).at(-1);
  if (!last) return insertionAt(call.argumentsSpan?.start ?? call.end, call.argumentsSpan ? source : `(${source})`);
  return insertionAt(last.end, `,${gapBefore(call.model.text, last.start)}${source}`);
}

function insideBraces({ start, end, model }: ObjectNode): { start: number; end: number } {
  return { start: model.text.indexOf('{', start) + 1, end: end - 1 };
}

/** As the entries that are there: names, keys in brackets, or pairs. */
function keyed({ entries: [first], model }: ObjectNode, key: string, value: string): string {
  if (first?.quoted)
    return model.text[first.start] === '{' ? `{ ${quoted(key)}, ${value} }` : `[${quoted(key)}] = ${value}`;
  return `${key} = ${value}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function quoted(value: string): string {
  return `"${escaped(value)}"`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/** A name that stands for the text becomes the text. */
function escapedIn(value: string, { quote, isNamed, piece }: StringNode): string {
  if (isNamed) return quoted(value);
  const isRaw = quote.endsWith('"""');
  const bare = quote.includes('@') ? value.replaceAll('"', '""') : isRaw ? value : escaped(value);
  return piece && !isRaw ? bare.replaceAll('{', '{{').replaceAll('}', '}}') : bare;
}
