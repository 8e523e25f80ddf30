import type { Argument, CallNode, SourceModel, Span, StringNode } from '../../ir.js';
import { lineEnd, startsLine } from '../../text-position.js';
import { columnOf, eolOf, GIVING_VERBS, gapBefore, indentOf, insertionBehind, lineContentStart } from '../style.js';
import { type Insertion, insertionAt, type Writer } from '../writer.js';
import { hasEscapes } from './strings.js';

/** RuboCop's. */
const MAX_LINE = 120;
const PREFIX = new RegExp(`^([@$]*)((?:${GIVING_VERBS})_)?(.*)$`);

export const rubyWriter: Writer = {
  maxLine: MAX_LINE,
  step: () => '  ',
  string: (model, value) => quoted(value, quoteOf(model)),

  // Where the variable is missing this raises; what is handed nothing would ask on with no key.
  environmentRead: (model, name) => `ENV.fetch(${quoted(name, quoteOf(model))})`,
  mayGiveNothing: () => false,
  environmentReadOr: (model, name, otherwise) => `ENV.fetch(${quoted(name, quoteOf(model))}, ${otherwise})`,
  environmentDefault: (model, name, value) => `ENV[${quoted(name, quoteOf(model))}] ||= ${value}`,

  options(model, at, entries, column = columnOf(model.text, at)) {
    const line = this.inline(model, entries);
    if (column + line.length <= MAX_LINE) return line;
    const eol = eolOf(model.text, at);
    const indent = indentOf(model.text, at);
    const lines = entries.map(([key, value]) => `${eol}${indent}  ${this.entry(model, key, value)}`);
    return `{${lines.join(',')}${eol}${indent}}`;
  },
  inline(model, entries) {
    return `{ ${entries.map(([key, value]) => this.entry(model, key, value)).join(', ')} }`;
  },
  entry: (model, key, value) => (/^\w+$/.test(key) ? `${key}: ${value}` : `${quoted(key, quoteOf(model))} => ${value}`),
  list: (items) => `[${items.join(', ')}]`,
  spread: (source) => `*${source}`,
  present: (_model, source) => source,
  presentPath: (_model, names) => names.join('.'),
  walk: (steps) => steps.map((step) => (typeof step === 'number' ? `[${step}]` : `["${step}"]`)).join(''),
  leadsSomewhere: (source, steps) =>
    `${source}.dig(${steps.map((step) => (typeof step === 'number' ? step : `"${step}"`)).join(', ')})`,
  takenAlone: () => undefined,
  not: (source) => `!(${source})`,
  boolean: (value) => String(value),
  orElse: (first, second) => `${first} || ${second}`,
  // An empty text holds in a condition.
  either: (first, second) => `[${first}, ${second}].find { |one| !one.to_s.empty? }`,

  insertEntries(object, entries) {
    const { text } = object.model;
    const body = entries.map(([key, value]) => this.entry(object.model, key, value));
    const [first] = object.entries;
    if (first) return [insertionAt(first.start, body.map((one) => `${one},${gapBefore(text, first.start)}`).join(''))];
    return [{ start: object.start, end: object.end, text: `{ ${body.join(', ')} }` }];
  },

  insertKeywords(call, entries) {
    const added = entries.map(([name, value]) => `${name}: ${value}`);
    const { argumentsSpan: span, model } = call;
    const given = withoutBlock(call);
    const last = given.at(-1);
    if (!span) return [insertionAt(calledEnd(call), `(${added.join(', ')})`)];
    if (!last) return [{ ...span, text: added.join(', '), ...orOnLines(call, given, added) }];
    const { text } = model;
    const isSplit = given.some((one) => startsLine(text, one.start));
    // What is spread into the call may give another value, which comes last.
    const mapping = given.find(({ spread }) => spread === 'mapping');
    if (mapping)
      return [insertionAt(mapping.start, added.map((one) => `${one},${gapBefore(text, mapping.start)}`).join(''))];
    if (isSplit) return appendLines(call, last, added);
    const line = insertionAt(last.end, added.map((one) => `, ${one}`).join(''));
    return [{ ...line, ...orOnLines(call, given, added) }];
  },

  construct: (_model, _before, callee, options) =>
    `${callee}.new(${options.map(([name, value]) => `${name}: ${value}`).join(', ')})`,
  insertArgument(call, argument) {
    const last = withoutBlock(call).at(-1);
    if (last) return insertionAt(last.end, `, ${argument}`);
    return call.argumentsSpan
      ? insertionAt(call.argumentsSpan.start, argument)
      : insertionAt(calledEnd(call), `(${argument})`);
  },

  inside: (node, value) => escaped(value, node),
  interpolated: (before, expression) => `"${before}#{${expression}}"`,
  interpolatedPiece: (_node, before, expression) => `${before}#{${expression}}`,

  addToUnion: (_model, union) => insertionAt(union.end, ''),
  addEntry(object, after, key, value) {
    const isArrow = /=>/.test(object.model.text.slice(after.start, after.value.start));
    const name = /^["'](\w+)["']$/.exec(key)?.[1];
    const entry = isArrow || name === undefined ? `${key} => ${value}` : `${after.quoted ? key : name}: ${value}`;
    return insertionBehind(object.model.text, after, entry);
  },
  addToList(list, text) {
    const last = list.items.at(-1) ?? list;
    // The words of `%w[…]` stand without quotes.
    if (list.model.text[list.start] === '%') return insertionAt(last.end, ` ${text.replace(/^["']|["']$/g, '')}`);
    return insertionAt(last.end, `,${gapBefore(list.model.text, last.start)}${text}`);
  },

  declare(model, name, value) {
    return this.assign(model, undefined, [[name, value]]);
  },
  assign(model, after, settings) {
    const { text, layout } = model;
    const lines = settings.map(([target, value]) => `${target} = ${value}`);
    const last = layout.imports.at(-1);
    const eol = eolOf(text, after?.end ?? last?.end ?? 0);
    if (after) {
      const before = eol + indentOf(text, after.start);
      return insertionAt(lineEnd(text, after.end), lines.map((line) => before + line).join(''));
    }
    if (last) return insertionAt(lineEnd(text, last.end), eol + lines.map((line) => eol + line).join(''));
    return insertionAt(layout.firstStatement, lines.map((line) => line + eol).join(''));
  },

  // All that is written is there without being loaded.
  needsImported: () => [],
  importFrom: () => [],
  importName: () => undefined,

  declaration(model, name, value) {
    const { text } = model;
    const start = lineContentStart(text, name.start);
    if (!value || start !== name.start) return undefined;
    if (!/^[ \t]*=[ \t]*$/.test(text.slice(name.end, value.start))) return undefined;
    const rest = text.slice(value.end, lineEnd(text, value.end));
    return /^[ \t]*(?:#.*)?$/.test(rest) ? { start, end: value.end, isExported: false } : undefined;
  },
  functionDeclaration(node, name) {
    const { text } = node.model;
    const start = lineContentStart(text, node.start);
    const isAlone = start === node.start && /^[ \t]*(?:#.*)?$/.test(text.slice(node.end, lineEnd(text, node.end)));
    // What it remembers would be remembered for both.
    const keeps = /@\w+[ \t]*\|\|=/.test(text.slice(name.end, node.end));
    return isAlone && !keeps ? { start, end: node.end, isExported: true } : undefined;
  },
  prefixed(name, word) {
    const [, mark = '', verb = '', rest = ''] = PREFIX.exec(name) ?? [];
    return `${mark}${verb}${rest !== '' && rest === rest.toUpperCase() ? word.toUpperCase() : word}_${rest}`;
  },
  callMethod: (callee, method) => insertionAt(callee.end, `.${method}`),
};

/** The arguments that stand in the list; a block stands behind it. */
function withoutBlock({ arguments: given, argumentsSpan, callee }: CallNode): readonly Argument[] {
  const end = argumentsSpan?.end ?? callee.end;
  return given.filter((one) => one.end <= end);
}

/** Behind the name of what is called: `OpenAI::Client.new`. */
function calledEnd({ callee, isNew, model, end }: CallNode): number {
  const name = isNew ? /^\s*(?:&?\.|::)\s*new\b/.exec(model.text.slice(callee.end, end))?.[0] : '';
  return callee.end + (name?.length ?? 0);
}

/** Below the last argument, a line each. A comment behind that one stays with it. */
function appendLines({ model, argumentsSpan }: CallNode, last: Span, added: readonly string[]): Insertion[] {
  const { text } = model;
  const tail = text.slice(last.end, argumentsSpan?.end ?? last.end);
  const hasComma = tail.replace(/#[^\r\n]*/g, '').includes(',');
  const gap = eolOf(text, last.end) + indentOf(text, last.end);
  const lines = added.map((one, index) => `${gap}${one}${index < added.length - 1 || hasComma ? ',' : ''}`).join('');
  const end = lineEnd(text, last.end);
  const isApart = /[\r\n]/.test(tail) || argumentsSpan?.end === last.end;
  if (!isApart) return [insertionAt(last.end, `,${lines}`)];
  if (hasComma) return [insertionAt(end, lines)];
  return end === last.end ? [insertionAt(end, `,${lines}`)] : [insertionAt(last.end, ','), insertionAt(end, lines)];
}

/** The arguments with a line for each, where one line would become too long. */
function orOnLines(
  { model, argumentsSpan, start }: CallNode,
  given: readonly Argument[],
  added: readonly string[],
): Pick<Insertion, 'orElse'> {
  const { text } = model;
  if (
    !argumentsSpan ||
    text[argumentsSpan.start - 1] !== '(' ||
    /[\r\n#]/.test(text.slice(argumentsSpan.start, argumentsSpan.end))
  )
    return {};
  const eol = eolOf(text, start);
  const line = `${eol}${indentOf(text, start)}  `;
  const gaps = given.map((one, index) => ({
    start: given[index - 1]?.end ?? argumentsSpan.start,
    end: one.start,
    text: (index === 0 ? '' : ',') + line,
  }));
  const comma = given.length > 0 ? ',' : '';
  const tail = `${comma}${added.map((one) => `${line}${one}`).join(',')}${eol}${indentOf(text, start)}`;
  const edits = [...gaps, { start: given.at(-1)?.end ?? argumentsSpan.start, end: argumentsSpan.end, text: tail }];
  return { orElse: { max: MAX_LINE, edits } };
}

/** The quote that the file uses most; `"` where it has none. */
function quoteOf(model: SourceModel): string {
  let balance = 0;
  for (const expression of model.expressions)
    if (expression.kind === 'string' && !expression.piece && !/["']/.test(expression.value)) {
      if (expression.quote === "'") balance++;
      else if (expression.quote === '"') balance--;
    }
  return balance > 0 ? "'" : '"';
}

function quoted(value: string, quote: string): string {
  return quote + escapedIn(value, quote) + quote;
}

/** A symbol has to be in quotes, if it has more than letters in it. */
function escaped(value: string, { quote }: StringNode): string {
  if (quote === ':') return /^[A-Za-z_]\w*$/.test(value) ? value : quoted(value, '"');
  return escapedIn(value, quote);
}

function escapedIn(value: string, quote: string): string {
  if (quote === '' || quote === "<<'") return value;
  const safe = value.replaceAll('\\', '\\\\');
  if (!hasEscapes(quote)) return safe.replaceAll("'", "\\'");
  return safe.replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('#{', '\\#{');
}
