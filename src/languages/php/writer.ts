import type { CallNode, ObjectNode, SourceModel, Span, StringNode } from '../../ir.js';
import { lineEnd, startsLine } from '../../text-position.js';
import {
  columnOf,
  eolOf,
  GIVING_VERBS,
  gapBefore,
  indentOf,
  indentUnit,
  insertionBehind,
  lineContentStart,
} from '../style.js';
import { type Insertion, insertionAt, type Writer } from '../writer.js';
import { environmentCall } from './environment-call.js';
import { assignedTo, chained, configured } from './settings.js';
import { useName } from './use-name.js';

/** The soft limit of PSR-12. */
const MAX_LINE = 120;
const PREFIX = new RegExp(`^(\\$?_*)((?:${GIVING_VERBS})(?=[A-Z_]))?(.*)$`);

export const phpWriter: Writer = {
  maxLine: MAX_LINE,
  step: ({ text }) => indentUnit(text, 4),
  string: (model, value) => quoted(value, quoteOf(model)),

  environmentRead: (model, name, like) => environmentCall(like ?? model, quoted(name, quoteOf(model))),
  mayGiveNothing: () => false,
  environmentReadOr(model, name, otherwise) {
    return `${this.environmentRead(model, name)} ?: ${otherwise}`;
  },
  environmentDefault(model, name, value) {
    const read = `getenv(${this.string(model, name)})`;
    return `putenv(${this.string(model, `${name}=`)} . (${read} ?: ${value}));`;
  },

  options(model, at, entries, column = columnOf(model.text, at)) {
    const line = this.inline(model, entries);
    if (column + line.length <= MAX_LINE) return line;
    const indent = indentOf(model.text, at);
    const eol = eolOf(model.text, at);
    const inner = indent + indentUnit(model.text, 4);
    return `[${entries.map(([key, value]) => `${eol}${inner}${this.entry(model, key, value)},`).join('')}${eol}${indent}]`;
  },
  inline(model, entries) {
    return `[${entries.map(([key, value]) => this.entry(model, key, value)).join(', ')}]`;
  },
  entry(model, key, value) {
    return `${this.string(model, key)} => ${value}`;
  },
  list: (items) => `[${items.join(', ')}]`,
  spread: (source) => `...${source}`,
  present: (_model, source) => source,
  presentPath: (_model, names) => names.join('->'),
  walk: (steps, { quote, isGuarded } = {}) =>
    steps
      .map((step) => {
        if (typeof step === 'number') return `[${step}]`;
        return quote ? `[${quote}${step}${quote}]` : `${isGuarded ? '?' : ''}->${step}`;
      })
      .join(''),
  leadsSomewhere(source, steps) {
    return `isset(${source}${this.walk(steps)})`;
  },
  takenAlone: () => undefined,
  not: (source) => `!(${source})`,
  boolean: (value) => String(value),
  orElse: (first, second) => `${first} ?? ${second}`,
  either: (first, second) => `${first} ?: ${second}`,

  insertEntries(object, entries) {
    const { model, end } = object;
    const { text } = model;
    const body = entries.map(([key, value]) => this.entry(model, key, value));
    const [first] = object.entries;
    if (!first) return [insertionAt(end - 1, body.join(', '))];
    const after = `,${gapBefore(text, first.start)}`;
    const edit = insertionAt(first.start, body.map((entry) => entry + after).join(''));
    const isOneLine = !/[\r\n#]/.test(text.slice(object.start, object.end));
    return [isOneLine ? { ...edit, orElse: { max: MAX_LINE, edits: onLines(object, body) } } : edit];
  },

  insertKeywords(call, entries) {
    return inserted(
      call,
      entries.map(([name, value]) => `${name}: ${value}`),
    );
  },

  assignTo: assignedTo,
  chain: chained,
  configure: configured,

  construct: (_model, _before, callee, options) =>
    `new ${callee}(${options.map(([name, value]) => `${name}: ${value}`).join(', ')})`,
  insertArgument(call, argument) {
    const last = call.arguments.at(-1);
    return insertionAt(last?.end ?? call.argumentsSpan?.start ?? call.end, last ? `, ${argument}` : argument);
  },

  inside: (node, value) => (node.isNamed ? quoted(value, quoteOf(node.model)) : escaped(value, node.quote)),
  interpolated: (before, expression) => `${quoted(before, "'")} . ${expression}`,
  interpolatedPiece({ quote }, before, expression) {
    if (quote === '"""') return `${before}{${asVariable(expression)}}`;
    return `${escaped(before, quote)}${quote} . ${expression} . ${quote}`;
  },
  interrupted: ({ quote }, source) => `${quote.slice(-1)} . ${source} . ${quote.slice(-1)}`,
  // No call may stand inside of a text: that ends before it.
  insideTemplate({ model, start, concatenated }, at, source) {
    if (concatenated) return source;
    if (/\{[ \t]*$/.test(model.text.slice(start, at))) return asVariable(source);
    return model.text[start] === '"' ? `" . ${source} . "` : `{${asVariable(source)}}`;
  },

  addToUnion: (_model, union, value) => insertionAt(union.end, value),
  addEntry(object, after, key, value) {
    return insertionBehind(object.model.text, after, `${key} => ${value}`);
  },
  addToList(list, text) {
    const last = list.items.at(-1) ?? list;
    return insertionAt(last.end, `,${gapBefore(list.model.text, last.start)}${text}`);
  },

  declare(model, name, value) {
    const { text, layout } = model;
    const eol = eolOf(text, layout.firstStatement);
    return insertionAt(layout.firstStatement, `${name} = ${value};${eol}${eol}`);
  },
  assign(model, after, settings) {
    const { text, layout } = model;
    const at = after ? lineEnd(text, after.end) : layout.firstStatement;
    const before = eolOf(text, at) + (after ? indentOf(text, after.start) : '');
    const lines = settings.map(([target, value]) => `${target} = ${value};`);
    return insertionAt(
      at,
      after ? lines.map((line) => before + line).join('') : lines.map((line) => line + before).join(''),
    );
  },

  needsImported: () => [],
  importFrom: useName,
  importName: () => undefined,

  declaration(model, name, value) {
    const { text } = model;
    const start = lineContentStart(text, name.start);
    if (!value) return declaredProperty(text, start, name);
    if (!/^(?:\$\w+->|self::|static::|\$)?$/.test(text.slice(start, name.start))) return undefined;
    if (!/^[ \t]*=[ \t]*$/.test(text.slice(name.end, value.start))) return undefined;
    const rest = text.slice(value.end, lineEnd(text, value.end));
    const end = /^[ \t]*;/.exec(rest)?.[0].length;
    return end !== undefined && /^[ \t]*;[ \t]*(?:(?:\/\/|#).*)?$/.test(rest)
      ? { start, end: value.end + end, isExported: false }
      : undefined;
  },
  functionDeclaration: () => undefined,

  prefixed(name, word) {
    const [, mark = '', verb = '', rest = ''] = PREFIX.exec(name) ?? [];
    if (/^[A-Z0-9_]+$/.test(rest) && /[A-Z]{2}/.test(rest)) return `${mark}${word.toUpperCase()}_${verb}${rest}`;
    if (rest.includes('_')) return `${mark}${verb}${verb === '' ? '' : '_'}${word}_${rest.replace(/^_/, '')}`;
    const isClass = verb === '' && /^[A-Z]/.test(rest);
    return mark + verb + (verb === '' && !isClass ? word : capital(word)) + capital(rest);
  },
  callMethod: (callee, method) => insertionAt(callee.end, `->${method}`),
};

/** `private ?Client $client = null;`: a property that a constructor fills. */
function declaredProperty(text: string, start: number, name: Span): (Span & { isExported: boolean }) | undefined {
  const before = /^(?:(?:public|protected|private|static|readonly|var)[ \t]+){1,3}(?:[?\w\\|]+[ \t]+)?\$$/;
  const rest = /^[ \t]*(?:=[ \t]*null[ \t]*)?;/i.exec(text.slice(name.end, lineEnd(text, name.end)))?.[0];
  if (!before.test(text.slice(start, name.start)) || rest === undefined) return undefined;
  return { start, end: name.end + rest.length, isExported: false };
}

/** A variable of the environment as braces inside of a text take it, which take no call. */
function asVariable(source: string): string {
  const name = /^(?:getenv|env)\((["']\w+["'])\)$/.exec(source)?.[1];
  return name === undefined ? source : `$_SERVER[${name}]`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Arguments behind those that the call has, on lines of their own where these have some. */
function inserted({ model, arguments: given, argumentsSpan: span }: CallNode, added: readonly string[]): Insertion[] {
  if (!span) return [];
  const last = given.at(-1);
  if (!last) return [insertionAt(span.start, added.join(', '))];
  const gap = gapBefore(model.text, last.start);
  const hasComma = model.text.slice(last.end, span.end).trimStart().startsWith(',');
  const isSplit = startsLine(model.text, last.start);
  if (isSplit && hasComma)
    return [insertionAt(lineEnd(model.text, last.end), added.map((one) => `${gap}${one},`).join(''))];
  return [insertionAt(last.end, added.map((one) => `,${gap}${one}`).join(''))];
}

/** An array that would become too long, with a line for each entry; what is added stands first. */
function onLines({ model, entries, start, end }: ObjectNode, added: readonly string[]): Insertion[] {
  const { text } = model;
  const eol = eolOf(text, start);
  const indent = indentOf(text, start);
  const line = eol + indent + indentUnit(text, 4);
  const close = text[end - 1] === ')' ? text.indexOf('(', start) + 1 : start + 1;
  const gaps = entries.map((one, index) => ({
    start: entries[index - 1]?.end ?? close,
    end: one.start,
    text: index === 0 ? line + added.map((more) => `${more},${line}`).join('') : `,${line}`,
  }));
  return [...gaps, { start: entries.at(-1)?.end ?? end - 1, end: end - 1, text: `,${eol}${indent}` }];
}

/** The quote that the file uses most. */
function quoteOf(model: SourceModel): string {
  let balance = 0;
  for (const one of model.expressions)
    if (one.kind === 'string' && !one.piece && !/["'\\]/.test(one.value))
      balance += one.quote === '"' ? 1 : one.quote === "'" ? -1 : 0;
  return balance > 0 ? '"' : "'";
}

function quoted(value: string, quote: string): string {
  return quote + escaped(value, quote) + quote;
}

/** In a text of one quote nothing is put in; in one of two a dollar sign would begin a variable. */
function escaped(value: string, quote: StringNode['quote']): string {
  if (quote.endsWith("'")) return value.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  const safe = value.replaceAll('\\', '\\\\').replaceAll('$', '\\$');
  return quote === '"' ? safe.replaceAll('"', '\\"').replaceAll('\n', '\\n') : safe;
}
