import type { ObjectNode, SourceModel } from '../../ir.js';
import { lineEnd, lineStart } from '../../text-position.js';
import {
  behindRemark,
  columnOf,
  eolOf,
  GIVING_VERBS,
  gapBefore,
  indentOf,
  indentUnit,
  insertionBehind,
  lineContentStart,
  lineLength,
} from '../style.js';
import { type Insertion, insertionAt, type Writer } from '../writer.js';
import { environmentImport } from './environment-import.js';
import { importFrom } from './import-from.js';
import { programNear } from './program-near.js';

const MAX_LINE = 100;
const PREFIX = new RegExp(`^([_$#]*)((?:${GIVING_VERBS})(?=[A-Z_]))?(.*)$`);

/** What is read of it need not be set when the app is built, as what is imported by its name has to be. */
const SVELTEKIT_ENVIRONMENT = { from: '$env/dynamic/private', name: 'env' };

export const javascriptWriter: Writer = {
  maxLine: MAX_LINE,
  step: ({ text }) => indentUnit(text, 2),
  string: (model, value) => quoted(value, quoteOf(model)),

  environmentRead(model, name, like) {
    const { text } = like ?? model;
    if (/\bDeno\.env\b|from\s+["'](?:npm:|jsr:|https:\/\/(?:deno\.land|esm\.sh))/.test(text))
      return `Deno.env.get(${quoted(name, quoteOf(model))})`;
    if (/\bBun\.env\./.test(text) && !/\bprocess\.env\b/.test(text)) return `Bun.env.${name}`;
    // What a bundler reads from a file of variables is not in the process's own environment.
    const imported = environmentImport(model, name, like ?? model);
    if (imported && (like || imported.name !== name)) return imported.name === name ? name : `${imported.name}.${name}`;
    if (isOfSvelteKit(model) && importFrom(model, SVELTEKIT_ENVIRONMENT, this)) return `env.${name}`;
    if (/\bimport\.meta\.env\b|["']astro:env\//.test(text) && !/\bprocess\.env\b/.test(text))
      return `import.meta.env.${name}`;
    return `process.env.${name}`;
  },

  mayGiveNothing: (read) => /^(?:process|import\.meta|Deno|Bun)\.env\b/.test(read),

  environmentImports(model, name, like) {
    const imported = environmentImport(model, name, like);
    return imported ? [imported] : [];
  },

  environmentReadOr(model, name, otherwise) {
    return this.either(this.environmentRead(model, name), otherwise);
  },

  environmentDefault(model, name, value) {
    return `${this.environmentRead(model, name)} ??= ${value}`;
  },

  options(model, at, entries, column = columnOf(model.text, at)) {
    const line = this.inline(model, entries);
    if (column + line.length <= MAX_LINE) return line;
    const indent = indentOf(model.text, at);
    const eol = eolOf(model.text, at);
    const inner = indent + indentUnit(model.text, 2);
    return `{${entries.map(([key, value]) => `${eol}${inner}${key}: ${value},`).join('')}${eol}${indent}}`;
  },

  inline: (_model, entries) => `{ ${entries.map(([key, value]) => `${key}: ${value}`).join(', ')} }`,
  entry: (_model, key, value) => `${key}: ${value}`,
  list: (items) => `[${items.join(', ')}]`,
  spread: (source) => `...${source}`,

  present: (model, source) => (isTypeScript(model) ? `${source}!` : source),

  presentPath(model, names) {
    return names.map((name) => (isTypeScript(model) ? `${name}!` : name)).join('.');
  },

  walk: (steps, { isGuarded = false } = {}) =>
    steps
      .map((step, index) => {
        const mayLack = index > 0 && (isGuarded || typeof steps[index - 1] === 'number');
        if (typeof step === 'number') return mayLack ? `?.[${step}]` : `[${step}]`;
        return mayLack ? `?.${step}` : `.${step}`;
      })
      .join(''),
  leadsSomewhere(source, steps) {
    return source + this.walk(steps);
  },
  takenAlone({ model, start }, property) {
    const before = model.text.slice(lineStart(model.text, start), start);
    const found = /\{\s*(\w+)\s*(?::\s*([\w$]+)\s*)?\}(?=\s*=\s*$)/.exec(before);
    if (found?.[1] !== property) return undefined;
    const at = start - before.length + found.index;
    return { start: at, end: at + found[0].length, name: found[2] ?? property };
  },
  not: (source) => `!${source}`,
  boolean: (value) => String(value),
  orElse: (first, second) => `${first} ?? ${second}`,

  insertEntries(object, entries, keepsLine = false) {
    const { text } = object.model;
    const at = object.start + 1;
    const [first] = object.entries;
    const body = entries.map(([key, value]) => `${key}: ${value}`);
    if (!first) {
      // A comment may be all that the braces hold: it stays.
      const isBare = text.slice(at, object.end - 1).trim() === '';
      return [
        isBare
          ? { start: at, end: object.end - 1, text: ` ${body.join(', ')} ` }
          : { start: at, end: at, text: ` ${body.join(', ')},` },
      ];
    }
    const between = text.slice(at, first.start);
    if (!/[\r\n]/.test(between)) {
      const added = body.reduce((length, entry) => length + entry.length + 2, 0);
      if (!keepsLine && lineLength(text, at) + added > MAX_LINE && isPlainLine(object)) return spreadOut(object, body);
      return [insertionAt(at, body.map((entry) => (between.startsWith(' ') ? ` ${entry},` : `${entry}, `)).join(''))];
    }
    const indent = indentOf(text, first.start);
    const eol = eolOf(text, at);
    return [insertionAt(at, body.map((entry) => `${eol}${indent}${entry},`).join(''))];
  },

  insertKeywords(call, entries) {
    return [this.insertArgument(call, this.options(call.model, call.start, entries))];
  },

  construct(model, before, callee, options) {
    return `new ${callee}(${this.options(model, 0, options, before.length + callee.length)})`;
  },

  insertArgument(call, argument) {
    const last = call.arguments.at(-1);
    if (!call.argumentsSpan) return { start: call.end, end: call.end, text: `(${argument})` };
    if (!last) return { start: call.argumentsSpan.start, end: call.argumentsSpan.start, text: argument };
    return { start: last.end, end: last.end, text: `, ${argument}` };
  },

  inside: (node, value) => escaped(value, node.quote),

  interpolated: (before, expression) => `\`${escaped(before, '`')}\${${expression}}\``,
  interpolatedPiece: (_node, before, expression) => `${escaped(before, '`')}\${${expression}}`,

  either: (first, second) => `${first} || ${second}`,

  addToUnion(model, union, value) {
    const last = union.literals.at(-1) ?? union;
    const quote = model.text[last.start] ?? "'";
    const isOnOwnLine = /(?:^|[\r\n])[ \t]*\|[ \t]*$/.test(model.text.slice(0, last.start));
    const before = isOnOwnLine ? eolOf(model.text, last.start) + indentOf(model.text, last.start) : ' ';
    return insertionAt(last.end, `${before}| ${quoted(value, quote)}`);
  },

  addEntry(object, after, key, value) {
    return insertionBehind(object.model.text, after, `${key}: ${value}`);
  },

  addToList(list, text) {
    const last = list.items.at(-1) ?? list;
    return insertionAt(last.end, `,${gapBefore(list.model.text, last.start)}${text}`);
  },

  declare(model, name, value, near) {
    const { text } = model;
    const layout = programNear(model, near);
    const last = layout.imports.at(-1);
    const eol = eolOf(text, last?.end ?? 0);
    const semicolon = last && text[last.end - 1] !== ';' ? '' : ';';
    const line = `const ${name} = ${value}${semicolon}`;
    const loaded = last && environmentLoadedAt(text, last.end);
    const indent = indentOf(text, last?.start ?? layout.firstStatement);
    if (last) return insertionAt(behindRemark(text, loaded ?? last.end), `${eol}${eol}${indent}${line}`);
    return insertionAt(layout.firstStatement, `${line}${eol}${indent}`);
  },

  assign(model, after, settings) {
    const { text, layout } = model;
    const above = after ?? layout.imports.at(-1);
    const end = above?.end ?? layout.firstStatement;
    const eol = eolOf(text, end);
    const before = eol + (above ? indentOf(text, above.start) : '');
    return insertionAt(
      behindRemark(text, end),
      settings.map(([target, value]) => `${before}${target} = ${value};`).join(''),
    );
  },

  needsImported(model, source, at) {
    const isRead = isOfSvelteKit(model) && /(?<![\w$.])env\.[A-Z]/.test(source);
    return (isRead && importFrom(model, SVELTEKIT_ENVIRONMENT, this, at)) || [];
  },

  importFrom(model, name, at) {
    return importFrom(model, name, this, at);
  },

  importName(statement, model, name) {
    const last = statement.names.filter((one) => one.imported !== 'default' && one.imported !== '*').at(-1);
    if (last) {
      return insertionAt(last.end, `,${gapBefore(model.text, last.start)}${name}`);
    }
    const open = model.text.slice(statement.start, statement.end).indexOf('{');
    return open === -1 ? undefined : insertionAt(statement.start + open + 1, ` ${name} `);
  },

  declaration(model, name, value) {
    const { text } = model;
    const start = lineContentStart(text, name.start);
    const before = text.slice(start, name.start);
    if (
      !/^(?:(?:export\s+)?(?:const|let|var)\s+|(?:(?:private|public|protected|readonly|static|declare|override)\s+)*|this\.)$/.test(
        before,
      )
    )
      return undefined;
    const last = value?.end ?? lineEnd(text, name.end);
    const between = text.slice(name.end, value?.start ?? last);
    if (
      !(
        value ? /^(?:\s*[!?]?:[^=\r\n]{0,200}[^=\s])?\s*=\s*$/ : /^(?:[!?]?:[^=;,(){}]{0,200}[^=;,(){} \t])?;?[ \t]*$/
      ).test(between)
    )
      return undefined;
    if (!value) return { start, end: name.end + between.trimEnd().length, isExported: false };
    const rest = text.slice(value.end, lineEnd(text, value.end));
    if (!/^;?[ \t]*(?:\/\/.*)?$/.test(rest)) return undefined;
    return { start, end: value.end + (rest.startsWith(';') ? 1 : 0), isExported: before.startsWith('export') };
  },

  functionDeclaration(node, name) {
    const { text } = node.model;
    const assigned = this.declaration(node.model, name, node);
    if (assigned) return assigned;
    const start = lineContentStart(text, name.start);
    const before = text.slice(start, name.start);
    const isAlone = text.slice(node.end, lineEnd(text, node.end)).trim() === '';
    const isFunction = /^(?:export\s+)?(?:async\s+)?function\s+$/.test(before);
    const isMethod = /^(?:(?:private|public|protected|static|override|async)\s+)*$/.test(before);
    return isAlone && (isFunction || isMethod)
      ? { start, end: node.end, isExported: before.startsWith('export') }
      : undefined;
  },

  prefixed: (name, word) => {
    const [, mark = '', verb = '', rest = ''] = PREFIX.exec(name) ?? [];
    const isUpper = name === name.toUpperCase();
    if (isUpper || rest.includes('_')) {
      const parts = [verb, isUpper ? word.toUpperCase() : word, rest.replace(/^_/, '')];
      return mark + parts.filter((part) => part !== '').join('_');
    }
    return mark + verb + (verb === '' ? word : capital(word)) + capital(rest);
  },

  callMethod(callee, method) {
    // `provider?.(id)`: the question stays with the provider.
    const isOptional = callee.model.text.startsWith('?.', callee.end);
    return isOptional
      ? { start: callee.end, end: callee.end + 2, text: `?.${method}` }
      : insertionAt(callee.end, `.${method}`);
  },
};

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** An object on one line, without comments, whose entries may be moved to lines of their own. */
function isPlainLine({ model, start, end, entries }: ObjectNode): boolean {
  const gaps = entries.map((entry, index) => model.text.slice(entries[index - 1]?.end ?? start + 1, entry.start));
  const last = model.text.slice(entries.at(-1)?.end ?? start, end - 1);
  return !/[\r\n]/.test(model.text.slice(start, end)) && [...gaps, last].every((gap) => /^\s*(?:,\s*)?$/.test(gap));
}

/** Gives every entry a line, the added ones first. Only the white space between the old ones changes. */
function spreadOut({ model, start, end, entries }: ObjectNode, body: readonly string[]): Insertion[] {
  const { text } = model;
  const outer = indentOf(text, start);
  const eol = eolOf(text, start);
  const line = eol + outer + indentUnit(text, 2);
  const edits = entries.map((entry, index): Insertion => {
    const from = entries[index - 1]?.end ?? start + 1;
    const added = index === 0 ? body.map((one) => `${line}${one},`).join('') : ',';
    return { start: from, end: entry.start, text: added + line };
  });
  return [...edits, { start: entries.at(-1)?.end ?? start + 1, end: end - 1, text: `,${eol}${outer}` }];
}

function isTypeScript(model: SourceModel): boolean {
  return model.layout.isTyped ?? /\.[cm]?tsx?$/.test(model.path);
}

/** The quote that the file uses most; `'` where it has none. */
function quoteOf(model: SourceModel): string {
  let balance = 0;
  for (const expression of model.expressions)
    if (expression.kind === 'string' && !expression.piece) {
      if (expression.quote === "'") balance++;
      else if (expression.quote === '"') balance--;
    }
  for (const { start, end } of model.layout.imports) balance += /'/.test(model.text.slice(start, end)) ? 1 : -1;
  return balance < 0 ? '"' : "'";
}

function quoted(value: string, quote: string): string {
  return quote + escaped(value, quote) + quote;
}

function escaped(value: string, quote: string): string {
  const plain = value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  if (quote === '`') return plain.replaceAll('`', '\\`').replaceAll('${', '\\${');
  return quote === '' ? value : plain.replaceAll(quote, `\\${quote}`);
}

/**
 * The end of the last top-level line that loads a `.env` file: what reads the environment when the module loads has to
 * stand behind it.
 */
function environmentLoadedAt(text: string, from: number): number | undefined {
  if (!/dotenv/.test(text)) return undefined;
  const calls = text.matchAll(/^(?:[\w$]{1,40}\.|require\(["']dotenv["']\)\.)?config\([^\n\r]{0,200}\);?[ \t]*$/gm);
  const last = [...calls].findLast(({ index }) => index >= from);
  return last && last.index + last[0].trimEnd().length;
}

/** A module of the server that takes variables from SvelteKit. */
function isOfSvelteKit({ layout }: SourceModel): boolean {
  return layout.imports.some(({ specifier }) => /^\$env\/(?:static|dynamic)\/private$/.test(specifier));
}
