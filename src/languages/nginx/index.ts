import type { ConfigEntry, ConfigModel } from '../../ir.js';
import { readAssignment } from '../config/assignment.js';
import type { ConfigFrontEnd } from '../config/front-end.js';
import { emptyModel } from '../config/model.js';
import { readReferences } from '../config/references.js';
import { SyntaxFailure } from '../front-end.js';
import { type NginxToken, tokensOf } from './tokens.js';

/** Directives with their arguments: `proxy_pass https://…;`. The blocks that one lies in are the keys that lead to it. */
export const nginx: ConfigFrontEnd = {
  language: 'nginx',
  parse(path, text, kinds): ConfigModel {
    const model = emptyModel(path, 'nginx', text);
    const blocks: string[] = [];
    let words: NginxToken[] = [];
    for (const token of tokensOf(text)) {
      if (token.kind === 'word') words.push(token);
      else if (token.kind === 'program') {
        model.unread.push({ start: token.start, end: token.end, reason: 'a program in another language' });
        words = [];
      } else if (token.kind === ';') {
        const entry = entryOf(text, words, blocks, token.end);
        if (entry) add(model, entry, kinds[0]?.references ?? []);
        words = [];
      } else if (token.kind === '{') {
        blocks.push(words.map(({ value }) => value).join(' '));
        words = [];
      } else {
        if (blocks.length === 0) throw new SyntaxFailure("a '}' too many", token.start);
        blocks.pop();
        words = [];
      }
    }
    if (blocks.length > 0) throw new SyntaxFailure("a '}' is missing", text.length);
    return model;
  },
  syntax: {
    value(_, { quote }, value) {
      if (/[\r\n\\]/.test(value)) return undefined;
      if (quote !== '') return value.includes(quote) ? undefined : value;
      // `${NAME}` is put in before nginx reads the file.
      return /^(?:[^\s;{}"'$#]|\$\w|\$\{\w+\})+$/.test(value) ? value : value.includes('"') ? undefined : `"${value}"`;
    },
  },
};

function add(model: ConfigModel, entry: ConfigEntry, references: readonly string[]): void {
  if (!entry.isPassedOn) entry.references = readReferences(model.text, entry.valueSpan, references);
  model.entries.push(entry);
  model.references.push(...entry.references);
}

/** The value is that of the last argument, or of all of them where there are several. */
function entryOf(text: string, words: readonly NginxToken[], blocks: readonly string[], end: number) {
  const [first] = words;
  const last = words.at(-1);
  if (!first || !last) return undefined;
  // `set $name value`, `proxy_set_header Name value`: the name belongs to the directive.
  const named = words.length === 3 ? words[1] : undefined;
  const second = words[1] ?? first;
  const isOne = words.length <= 3;
  const value = isOne ? last.value : text.slice(second.start, last.end);
  const valueSpan = isOne ? last.inner : { start: second.start, end: last.end };
  const entry: ConfigEntry = {
    name: first.value,
    nameSpan: first.inner,
    value: words.length === 1 ? '' : value,
    valueSpan: words.length === 1 ? { start: first.end, end: first.end } : valueSpan,
    quote: isOne && words.length > 1 ? last.quote : '',
    isCommented: false,
    ...((!isOne || words.length === 1) && { isComputed: true }),
    kind: 'setting',
    path: [...blocks, first.value, ...(named ? [named.value] : [])],
    references: [],
    separator: '',
    start: first.start,
    end,
  };
  if (first.value !== 'env' || blocks.length > 0 || words.length !== 2) return entry;
  const read = readAssignment(text, last);
  if (!read) return entry;
  const { name, nameSpan } = read;
  const references = read.isPassedOn ? [{ name, nameSpan, to: 'environment' as const, ...nameSpan }] : [];
  return { ...entry, ...read, kind: 'variable' as const, path: [name], references };
}
