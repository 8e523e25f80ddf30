import type { CallNode, Span, StringNode } from '../../ir.js';
import { isWithin } from '../../spans.js';
import { lineEnd, startsLine } from '../../text-position.js';
import { eolOf, GIVING_VERBS, gapBefore, indentOf, insertionBehind } from '../style.js';
import { type Insertion, insertionAt, type Writer } from '../writer.js';
import { alignComments } from './align-comments.js';
import { insertAligned } from './align-entries.js';
import { configured, freeName } from './configured.js';
import { importPackage, localName } from './imports.js';
import { insertIntoList } from './option-lists.js';
import { dropUnusedImports } from './unused-imports.js';

/** The language's formatter leaves the length of a line to the one who writes it. */
const MAX_LINE = 120;
const PREFIX = new RegExp(`^((?:${GIVING_VERBS})(?=[A-Z_]))?(.*)$`, 'i');

export const goWriter: Writer = {
  maxLine: MAX_LINE,
  step: () => '\t',
  string: (_model, value) => quoted(value),

  environmentRead: (model, name) => `${localName(model, 'os')}.Getenv(${quoted(name)})`,
  mayGiveNothing: () => false,
  environmentReadOr(model, name, otherwise) {
    return `${localName(model, 'cmp')}.Or(${this.environmentRead(model, name)}, ${otherwise})`;
  },
  environmentDefault: (model, name, value) => `${localName(model, 'os')}.Setenv(${quoted(name)}, ${value})`,

  options(model, _at, entries) {
    return this.inline(model, entries);
  },
  inline(model, entries) {
    return `{${entries.map(([key, value]) => this.entry(model, key, value)).join(', ')}}`;
  },
  entry: (_model, key, value) => `${key}: ${value}`,
  list: (items) => `{${items.join(', ')}}`,
  spread: (source) => `${source}...`,
  present: (_model, source) => source,
  presentPath: (_model, names) => names.join('.'),
  walk: (steps) => steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join(''),
  leadsSomewhere: (source) => `len(${source}) > 0`,
  takenAlone: () => undefined,
  not: (source) => `!(${source})`,
  boolean: (value) => String(value),
  orElse: (first, second) => `cmp.Or(${first}, ${second})`,
  either: (first, second) => `cmp.Or(${first}, ${second})`,

  insertEntries(object, entries) {
    const { entries: given, end, start, model } = object;
    const { text } = model;
    const body = entries.map(([key, value]) => `${key}: ${value}`);
    const [first] = given;
    if (!first) return [insertionAt(end - 1, body.join(', '))];
    if (!startsLine(text, first.start)) return [insertionAt(first.start, body.map((one) => `${one}, `).join(''))];
    const brace = text.indexOf('{', start) + 1;
    return insertAligned(object, brace, gapBefore(text, first.start), entries);
  },

  insertKeywords(call, entries) {
    const { arguments: given, argumentsSpan: span, model } = call;
    const added = entries.map(([name, value]) => `${optionName(call, name)}(${value})`);
    // Nothing may stand beside a list that is spread.
    if (given.some(({ spread }) => spread)) return insertIntoList(call, added);
    if (!span) return [];
    const last = given.at(-1);
    if (!last)
      return [{ ...insertionAt(span.start, added.join(', ')), orElse: { max: MAX_LINE, edits: onLines(call, added) } }];
    const tail = model.text.slice(last.end, span.end);
    const isSplit = startsLine(model.text, last.start) && tail.includes(',');
    if (!isSplit) {
      const line = insertionAt(last.end, added.map((one) => `, ${one}`).join(''));
      return [{ ...line, orElse: { max: MAX_LINE, edits: onLines(call, added) } }];
    }
    const gap = gapBefore(model.text, last.start);
    return [insertionAt(lineEnd(model.text, last.end), added.map((one) => `${gap}${one},`).join(''))];
  },

  assignTo(call, settings) {
    const name = givenName(call);
    if (name === undefined) return [];
    const { text } = call.model;
    const before = eolOf(text, call.end) + indentOf(text, call.start);
    return [
      insertionAt(
        lineEnd(text, call.end),
        settings.map(([key, value]) => `${before}${name}.${key} = ${value}`).join(''),
      ),
    ];
  },

  configure: configured,

  construct: (_model, _before, callee, options) => `${callee}(${options.map(([, value]) => value).join(', ')})`,
  insertArgument(call, argument) {
    const last = call.arguments.at(-1);
    return insertionAt(last?.end ?? call.argumentsSpan?.start ?? call.end, last ? `, ${argument}` : argument);
  },

  inside: (node, value) => escaped(value, node),
  interpolated: (before, expression) => `${quoted(before)} + ${expression}`,
  interpolatedPiece: ({ quote }, before, expression) => `${before}${quote} + ${expression} + ${quote}`,

  addToUnion: (_model, union, value) => insertionAt(union.end, value),
  addEntry(object, after, key, value) {
    return insertionBehind(object.model.text, after, `${key}: ${value}`);
  },
  addToList(list, text) {
    const last = list.items.at(-1) ?? list;
    return insertionAt(last.end, `,${gapBefore(list.model.text, last.start)}${text}`);
  },

  declare(model, name, value) {
    const { text, layout } = model;
    return insertionAt(layout.firstStatement, `var ${name} = ${value}${eolOf(text, 0)}${eolOf(text, 0)}`);
  },
  assign(model, after, settings) {
    const { text, layout } = model;
    const at = after ? lineEnd(text, after.end) : layout.firstStatement;
    const before = eolOf(text, at) + (after ? indentOf(text, after.start) : '');
    return insertionAt(at, settings.map(([target, value]) => `${before}${target} = ${value}`).join(''));
  },

  needsImported(model, source) {
    return ['cmp', 'os'].flatMap((name) =>
      new RegExp(`(?<![\\w."])${name}\\.[A-Z]`).test(source) ? (importPackage(model, name) ?? []) : [],
    );
  },
  importFrom: (model, { from }) => importPackage(model, from),
  tidy: (model, edits) => [...dropUnusedImports(model, edits), ...alignComments(model, edits)],
  importName: () => undefined,
  declaration: () => undefined,
  functionDeclaration: () => undefined,
  prefixed(name, word) {
    const [, verb = '', rest = ''] = PREFIX.exec(name) ?? [];
    const isExported = /^[A-Z]/.test(name);
    const made = verb + (verb === '' && !isExported ? word : capital(word)) + capital(rest);
    return freeName([], made);
  },
  callMethod: (callee, method) => insertionAt(callee.end, `.${method}`),
};

/** The arguments with a line for each. */
function onLines({ model, arguments: given, argumentsSpan, start }: CallNode, added: readonly string[]): Insertion[] {
  const { text } = model;
  const span = argumentsSpan ?? { start, end: start };
  const eol = eolOf(text, span.start);
  const line = `${eol}${indentOf(text, start)}\t`;
  const gaps = given.map((one, index) => ({
    start: given[index - 1]?.end ?? span.start,
    end: one.start,
    text: (index === 0 ? '' : ',') + line,
  }));
  const comma = given.length > 0 ? ',' : '';
  const tail = `${comma}${added.map((one) => `${line}${one},`).join('')}${eol}${indentOf(text, start)}`;
  return [...gaps, { start: given.at(-1)?.end ?? span.start, end: span.end, text: tail }];
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** `option.WithBaseURL()` by the name that the file has for the package; without one, of the package that is called. */
function optionName({ callee, model }: CallNode, place: string): string {
  const name = place.replace(/\(\)$/, '');
  const [from, own] = name.split('.');
  if (own === undefined) {
    const { text } = model;
    const owner = callee.kind === 'member' ? `${text.slice(callee.object.start, callee.object.end)}.` : '';
    return owner + name;
  }
  const known = model.layout.imports.find(({ specifier }) => specifier.endsWith(`/${from}`));
  return `${known?.names[0]?.local ?? from}.${own}`;
}

/** The name that a statement of its own gives to what the call gives. */
function givenName(call: CallNode): string | undefined {
  const { text, layout } = call.model;
  const statement = (layout.statements ?? []).filter((one) => isWithin(call, one)).at(-1);
  if (!statement?.isSimple || statement.end !== call.end || /\S/.test(restOfLine(text, call))) return undefined;
  return /^(?:var[ \t]+)?([A-Za-z_]\w*(?:\.\w+)*)(?!\w|\.\w)[^\n(){}=,]*=[ \t]*$/.exec(
    text.slice(statement.start, call.start),
  )?.[1];
}

function restOfLine(text: string, { end }: Span): string {
  return text.slice(end, lineEnd(text, end)).replace(/\/\/.*/, '');
}

function quoted(value: string): string {
  return `"${escapedIn(value, '"')}"`;
}

/** A name that stands for the text becomes the text. */
function escaped(value: string, { quote, isNamed }: StringNode): string {
  return isNamed ? quoted(value) : escapedIn(value, quote);
}

function escapedIn(value: string, quote: string): string {
  if (quote === '`') return value.replaceAll('`', "'");
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}
