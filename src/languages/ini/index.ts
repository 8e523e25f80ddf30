import { type ConfigFileKind, leadsTo } from '../../catalog/config.js';
import type { ConfigEntry, ConfigModel } from '../../ir.js';
import { lineEnd } from '../../text-position.js';
import type { ConfigFrontEnd } from '../config/front-end.js';
import { emptyModel, sortModel } from '../config/model.js';
import { readReferences } from '../config/references.js';
import { readShell } from '../shell/read-shell.js';
import { readAssignments } from './read-assignments.js';

/** `key = value` or `key: value` below `[section]`; a value may go on in lines that are indented, or behind a `\`. */
export const ini: ConfigFrontEnd = {
  language: 'ini',
  parse(path, text, kinds): ConfigModel {
    const model = emptyModel(path, 'ini', text);
    const [kind] = kinds;
    let section: string[] = [];
    for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; ) {
      const first = lineEnd(text, at);
      const line = text.slice(at, first);
      const name = /^[ \t]*\[([^\]]+)\]/.exec(line)?.[1];
      if (name !== undefined) section = [name];
      const isOther = name !== undefined || /^[ \t]*(?:[#;]|$)/.test(line);
      const end = isOther ? first : continuedEnd(text, at, first);
      const entry = isOther ? undefined : readEntry(text, at, first, end, section);
      if (entry && kind) add(model, entry, kind);
      at = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    }
    sortModel(model);
    return model;
  },
  syntax: {
    value(_, { quote }, value) {
      if (/[\r\n]/.test(value) || value !== value.trim()) return undefined;
      if (quote !== '') return value.includes(quote) || value.includes('\\') ? undefined : value;
      // Some readers take each `#` and `;` for the start of a remark, and a `\` for the start of an escape.
      return /^["']|[#;\\]/.test(value) ? undefined : value;
    },
  },
};

function add(model: ConfigModel, entry: ConfigEntry, kind: ConfigFileKind): void {
  const isAt = (rules: readonly string[] | undefined) => rules?.some((at) => leadsTo(at, entry.path)) ?? false;
  const span = { start: entry.valueSpan.start, end: entry.end };
  if (kind.variables?.some(({ at }) => leadsTo(at, entry.path))) {
    // Quotes around the whole are those of the one assignment.
    const whole = { start: span.start - entry.quote.length, end: span.end };
    const entries = readAssignments(model.text, entry, whole, kind.references ?? []);
    model.entries.push(...entries);
    model.references.push(...entries.flatMap((one) => one.references));
    return;
  }
  if (isAt(kind.variableNames)) entry.kind = 'variable-name';
  if (isAt(kind.variableFiles)) entry.kind = 'variable-file';
  if (isAt(kind.commands)) readShell(model, span, { references: kind.references ?? [] });
  entry.references = readReferences(model.text, span, kind.references ?? []);
  model.references.push(...entry.references);
  model.entries.push(entry);
}

/** The end of the last line that the value goes over. */
function continuedEnd(text: string, at: number, first: number): number {
  const indent = /^[ \t]*/.exec(text.slice(at, first))?.[0].length ?? 0;
  let end = first;
  for (let stop = first; stop < text.length; ) {
    const isOpen = text[stop - 1] === '\\';
    const next = text.startsWith('\r\n', stop) ? stop + 2 : stop + 1;
    stop = lineEnd(text, next);
    const line = text.slice(next, stop);
    const isDeeper = line.trim() !== '' && line.search(/\S/) > indent;
    if (!isOpen && !isDeeper) break;
    end = stop;
  }
  return end;
}

function readEntry(text: string, at: number, first: number, end: number, section: readonly string[]) {
  const match = /^([ \t]*)([^=:\s#;[][^=:]*)[=:][ \t]*/.exec(text.slice(at, first));
  const [head, space = '', key = ''] = match ?? [];
  if (head === undefined) return undefined;
  const name = key.trimEnd();
  const start = at + space.length;
  const from = at + head.length;
  const isLong = end > first;
  const line = text.slice(from, first);
  const remark = isLong ? -1 : line.search(/\s[#;](?=\s)/);
  const raw = (remark === -1 ? text.slice(from, end) : line.slice(0, remark)).trimEnd();
  const quote = /^(?:"[^"\\]*"|'[^'\\]*')$/.test(raw) ? (raw[0] ?? '') : '';
  const valueSpan = { start: from + quote.length, end: from + raw.length - quote.length };
  const entry: ConfigEntry = {
    name,
    nameSpan: { start, end: start + name.length },
    value: text.slice(valueSpan.start, valueSpan.end),
    valueSpan,
    quote,
    isCommented: false,
    ...(isLong && { isComputed: true }),
    kind: 'setting',
    path: [...section, name],
    references: [],
    separator: '',
    start,
    end: from + raw.length,
  };
  return entry;
}
