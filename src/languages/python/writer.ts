import type { Argument, CallNode, ObjectNode, SourceModel, StringNode } from '../../ir.js';
import { lineEnd, startsLine } from '../../text-position.js';
import { columnOf, eolOf, GIVING_VERBS, gapBefore, indentOf, insertionBehind, lineContentStart } from '../style.js';
import { type Insertion, insertionAt, type Writer } from '../writer.js';
import { importFrom } from './import-from.js';
import { importInFunction, isDecorated } from './import-in-function.js';
import { importedAs, importOs, isImportedBefore } from './import-os.js';

/** Black's, and so that of most formatters. */
const MAX_LINE = 88;
const PREFIX = new RegExp(`^(_*)((?:${GIVING_VERBS})_)?(.*)$`);

export const pythonWriter: Writer = {
  maxLine: MAX_LINE,
  step: ({ text }) => blockIndent(text),
  string: (model, value) => quoted(value, quoteOf(model)),

  environmentRead(model, name) {
    const key = quoted(name, quoteOf(model));
    // Where the variable is missing this raises; an SDK that is handed None would fall back to OpenAI's key.
    return `${environOf(model)}[${key}]`;
  },

  mayGiveNothing: () => false,

  environmentReadOr(model, name, otherwise) {
    const key = quoted(name, quoteOf(model));
    const getenv = importedAs(model, 'os', 'getenv');
    return `${getenv ?? `${environOf(model)}.get`}(${key}) or ${otherwise}`;
  },

  environmentDefault: (model, name, value) =>
    `${environOf(model)}.setdefault(${quoted(name, quoteOf(model))}, ${value})`,

  options(model, at, entries, column = columnOf(model.text, at)) {
    const line = this.inline(model, entries);
    if (column + line.length <= MAX_LINE) return line;
    const indent = indentOf(model.text, at);
    const eol = eolOf(model.text, at);
    const inner = indent + blockIndent(model.text);
    const lines = entries.map(([key, value]) => `${eol}${inner}${this.string(model, key)}: ${value},`);
    return `{${lines.join('')}${eol}${indent}}`;
  },

  inline(model, entries) {
    return `{${entries.map(([key, value]) => this.entry(model, key, value)).join(', ')}}`;
  },
  entry(model, key, value) {
    return `${this.string(model, key)}: ${value}`;
  },
  list: (items) => `[${items.join(', ')}]`,
  spread: (source) => `*${source}`,
  present: (_model, source) => source,
  presentPath: (_model, names) => names.join('.'),

  walk: (steps, { quote } = {}) =>
    steps
      .map((step) => (typeof step === 'number' ? `[${step}]` : quote ? `[${quote}${step}${quote}]` : `.${step}`))
      .join(''),
  leadsSomewhere(source, steps) {
    return `${source}${this.walk(steps.slice(0, 1))} and ${source}${this.walk(steps)}`;
  },
  takenAlone: () => undefined,
  not: (source) => `not (${source})`,
  boolean: (value) => (value ? 'True' : 'False'),
  orElse: (first, second) => `${first} or ${second}`,

  insertEntries(object, entries) {
    const { text } = object.model;
    const [first] = object.entries;
    const isCall = object.form === 'attributes';
    const body = entries.map(([key, value]) =>
      isCall ? `${key}=${value}` : `${this.string(object.model, key)}: ${value}`,
    );
    if (!first) {
      const at = object.end - 1;
      return [{ start: at, end: at, text: body.join(', ') }];
    }
    const after = `,${gapBefore(text, first.start)}`;
    const edit = insertionAt(first.start, body.map((entry) => entry + after).join(''));
    const isOneLine = !/[\r\n#]/.test(text.slice(object.start, object.end));
    return [isOneLine && !isCall ? { ...edit, orElse: { max: MAX_LINE, edits: explodeEntries(object, body) } } : edit];
  },

  insertKeywords(call, entries) {
    const added = entries.map(([name, value]) => `${name}=${value}`);
    const written = call.written ?? call;
    const { argumentsSpan: span, arguments: given, model } = written;
    if (!span) return [];
    const mapping = given.find((argument) => argument.spread === 'mapping');
    const last = given.at(-1);
    const isSplit = given.some((argument) => startsLine(model.text, argument.start));
    if (mapping && isSplit)
      return [
        insertionAt(mapping.start, added.map((one) => `${one},${gapBefore(model.text, mapping.start)}`).join('')),
      ];
    if (last && isSplit) return appendLines(written, last.end, added);
    const inside = model.text.slice(span.start, span.end);
    const edit = mapping
      ? insertionAt(mapping.start, `${added.join(', ')}, `)
      : insertionAt(last?.end ?? span.start, (last ? ', ' : '') + added.join(', '));
    const isOneLine = !/[\r\n#]/.test(inside);
    return [isOneLine ? { ...edit, orElse: { max: MAX_LINE, edits: explode(written, added, mapping) } } : edit];
  },

  construct(model, before, callee, options) {
    const given = options.map(([name, value]) => `${name}=${value}`);
    const line = `${callee}(${given.join(', ')})`;
    if (before.length + line.length <= MAX_LINE) return line;
    const eol = eolOf(model.text, 0);
    return `${callee}(${given.map((one) => `${eol}${blockIndent(model.text)}${one},`).join('')}${eol})`;
  },

  insertArgument(call, argument) {
    const last = call.arguments.at(-1);
    const at = last?.end ?? call.argumentsSpan?.start ?? call.end;
    return insertionAt(at, last ? `, ${argument}` : argument);
  },

  inside: (node, value) => escaped(value, node.quote),

  interpolated(before, expression) {
    const quote = expression.includes("'") ? "'" : '"';
    const inner = expression.replaceAll(quote, quote === '"' ? "'" : '"');
    return `f${quote}${escaped(before, `f${quote}`)}{${inner}}${quote}`;
  },

  interpolatedPiece: (node, before, expression) =>
    `${escaped(before, node.quote)}{${otherwiseQuoted(expression, node.quote)}}`,

  // Python takes the same quotes there from 3.12 on.
  insideTemplate({ model, parts, start }, at, source) {
    const before = parts.findLast((part) => part.kind === 'string' && part.piece && part.end <= at);
    const own = /^[a-z]*(?:"""|'''|["'])/i.exec(model.text.slice(start, start + 8))?.[0] ?? '';
    return otherwiseQuoted(source, before?.kind === 'string' ? before.quote : own);
  },

  either: (first, second) => `${first} or ${second}`,

  addToUnion(model, union, value) {
    const last = union.literals.at(-1) ?? union;
    const quote = model.text[last.start] === "'" ? "'" : '"';
    return insertionAt(last.end, `,${gapBefore(model.text, last.start)}${quoted(value, quote)}`);
  },

  addEntry(object, after, key, value) {
    return insertionBehind(object.model.text, after, `${key}: ${value}`);
  },

  addToList(list, text) {
    const last = list.items.at(-1) ?? list;
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
    const loaded = environmentLoadedAt(text, last?.end ?? 0);
    if (loaded !== undefined) return insertionAt(loaded, eol + lines.map((line) => eol + line).join(''));
    if (last) return insertionAt(lineEnd(text, last.end), eol + lines.map((line) => eol + line).join(''));
    return insertionAt(layout.firstStatement, lines.map((line) => line + eol).join(''));
  },

  needsImported(model, source, at) {
    if (!/(?<![\w.])os\.environ\b/.test(source)) return [];
    const isImported = isImportedBefore(model, 'os', at);
    const own = isImported && !isDecorated(model, at) ? undefined : importInFunction(model, 'os', at);
    return own ?? (isImported ? [] : [importOs(model, at)]);
  },

  importFrom,

  importName(statement, model, name) {
    const last = statement.names.at(-1);
    if (!last) return undefined;
    return insertionAt(last.end, `,${gapBefore(model.text, last.start)}${name}`);
  },

  declaration(model, name, value) {
    const { text } = model;
    const start = lineContentStart(text, name.start);
    if (!value || !/^(?:\w+\.)?$/.test(text.slice(start, name.start))) return undefined;
    if (!/^(?:[ \t]*:[^=\r\n]{0,200}[^=\s])?[ \t]*=[ \t]*$/.test(text.slice(name.end, value.start))) return undefined;
    const rest = text.slice(value.end, lineEnd(text, value.end));
    // What stands at the top level of a module can be imported from it.
    return /^[ \t]*(?:#.*)?$/.test(rest) ? { start, end: value.end, isExported: true } : undefined;
  },

  functionDeclaration(node, name) {
    const { text } = node.model;
    const at = Math.min(node.start, ...(node.decorators ?? []).map((one) => one.start));
    const start = lineContentStart(text, at);
    const isDefinition = /(?:^|\n)[ \t]*(?:async[ \t]+)?def[ \t]+$/.test(text.slice(start, name.start));
    const isFirst = /^(?:@|(?:async[ \t]+)?def[ \t])/.test(text.slice(start, name.start));
    const isAlone = /^[ \t]*(?:#.*)?$/.test(text.slice(node.end, lineEnd(text, node.end)));
    return isDefinition && isFirst && isAlone ? { start, end: node.end, isExported: true } : undefined;
  },

  prefixed: (name, word) => {
    const [, mark = '', verb = '', rest = ''] = PREFIX.exec(name) ?? [];
    return `${mark}${verb}${rest === rest.toUpperCase() ? word.toUpperCase() : word}_${rest}`;
  },

  callMethod: (callee, method) => insertionAt(callee.end, `.${method}`),
};

/** The environment, by the name that the file has for it. */
function environOf(model: SourceModel): string {
  return importedAs(model, 'os', 'environ') ?? `${importedAs(model, 'os') ?? 'os'}.environ`;
}

/** Below the last argument, a line each. A comment behind that one stays with it. */
function appendLines({ model, argumentsSpan }: CallNode, lastEnd: number, added: readonly string[]): Insertion[] {
  const { text } = model;
  const closing = argumentsSpan?.end ?? lastEnd;
  const tail = text.slice(lastEnd, closing);
  const hasComma = tail.replace(/#[^\r\n]*/g, '').includes(',');
  const isClosingApart = /[\r\n]/.test(tail);
  const gap = eolOf(text, lastEnd) + indentOf(text, lastEnd);
  if (!isClosingApart) {
    const at = hasComma ? lastEnd + tail.indexOf(',') + 1 : lastEnd;
    return [insertionAt(at, `${hasComma ? '' : ','}${gap}${added.join(`,${gap}`)}${hasComma ? ',' : ''}`)];
  }
  const line = lineEnd(text, lastEnd);
  const lines = added.map((one, index) => `${gap}${one}${index < added.length - 1 || hasComma ? ',' : ''}`).join('');
  if (hasComma) return [insertionAt(line, lines)];
  return line === lastEnd ? [insertionAt(lastEnd, `,${lines}`)] : [insertionAt(lastEnd, ','), insertionAt(line, lines)];
}

/** A call that would become too long, with a line for each argument. What is added stands before `mapping`, or last. */
function explode(
  { model, arguments: given, argumentsSpan, start }: CallNode,
  added: readonly string[],
  mapping?: Argument,
): Insertion[] {
  const { text } = model;
  const span = argumentsSpan ?? { start, end: start };
  const eol = eolOf(text, span.start);
  const indent = indentOf(text, start);
  const line = eol + indent + blockIndent(text);
  const gaps = given.map((one, index) => ({
    start: given[index - 1]?.end ?? span.start,
    end: one.start,
    text: (index === 0 ? '' : ',') + (one === mapping ? added.map((more) => `${line}${more},`).join('') : '') + line,
  }));
  const more = mapping ? '' : added.map((one) => `${line}${one},`).join('');
  const tail = `${given.length > 0 ? ',' : ''}${more}${eol}${indent}`;
  return [...gaps, { start: given.at(-1)?.end ?? span.start, end: span.end, text: tail }];
}

/** A dictionary that would become too long, with a line for each entry; what is added stands first. */
function explodeEntries({ model, entries, start, end }: ObjectNode, added: readonly string[]): Insertion[] {
  const { text } = model;
  const eol = eolOf(text, start);
  const indent = indentOf(text, start);
  const line = eol + indent + blockIndent(text);
  const gaps = entries.map((one, index) => ({
    start: entries[index - 1]?.end ?? start + 1,
    end: one.start,
    text: index === 0 ? line + added.map((more) => `${more},${line}`).join('') : `,${line}`,
  }));
  return [...gaps, { start: entries.at(-1)?.end ?? end - 1, end: end - 1, text: `,${eol}${indent}` }];
}

/** One step of indentation, as most blocks of the file have it: a text may be indented in any way. */
export function blockIndent(text: string): string {
  const counts = new Map<string, number>();
  for (const [, , step = ''] of text.matchAll(/^([ \t]*)\S[^\r\n]{0,300}:[ \t]*\r?\n\1([ \t]+)\S/gm))
    counts.set(step, (counts.get(step) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? '    ';
}

/** The end of the last top-level line that loads a `.env` file: what reads the environment has to stand behind it. */
function environmentLoadedAt(text: string, from: number): number | undefined {
  const calls = text.matchAll(/^(?:[ \w]{1,60}=[ ]?)?(?:\w{1,30}\.)?load_dotenv\([^\n\r]{0,200}\)[^\n\r]*$/gm);
  const last = [...calls].findLast(({ index }) => index >= from);
  return last && last.index + last[0].length;
}

/** The quote that the file uses most; `"` where it has none. */
function quoteOf(model: SourceModel): string {
  let balance = 0;
  for (const expression of model.expressions)
    if (expression.kind === 'string' && !expression.piece && !isText(expression)) {
      if (expression.quote.endsWith("'")) balance++;
      else if (expression.quote.endsWith('"')) balance--;
    }
  return balance > 0 ? "'" : '"';
}

/** A docstring, or text that holds the other quote, says nothing of the file's habit. */
function isText({ quote, value }: StringNode): boolean {
  return quote.length > 2 || /["']/.test(value);
}

function quoted(value: string, quote: string): string {
  return quote + escaped(value, quote) + quote;
}

/** Source without the quote in which it stands, which may have a prefix; three of them do not end at one. */
function otherwiseQuoted(source: string, around: string): string {
  const quote = /(?<!["'])["']+$/.exec(around)?.[0] ?? '"';
  return quote.length === 1 ? source.replaceAll(quote, quote === '"' ? "'" : '"') : source;
}

/** `quote` may have a prefix: in `f"` braces are doubled, in `r"` nothing is escaped. */
function escaped(value: string, quote: string): string {
  const prefix = /^[a-z]*/i.exec(quote)?.[0].toLowerCase() ?? '';
  const delimiter = quote.slice(prefix.length);
  const plain = /[ft]/.test(prefix) ? value.replaceAll('{', '{{').replaceAll('}', '}}') : value;
  if (prefix.includes('r') || delimiter === '') return plain;
  const safe = plain.replaceAll('\\', '\\\\');
  if (delimiter.length > 1) return safe.replaceAll(delimiter, `\\${delimiter}`);
  return safe.replaceAll('\n', '\\n').replaceAll(delimiter, `\\${delimiter}`);
}
