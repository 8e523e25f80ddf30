import { parse as parseValues } from 'dotenv';
import type { ConfigFileKind } from '../../catalog/config.js';
import type { ConfigEntry, ConfigModel } from '../../ir.js';
import { lineEnd } from '../../text-position.js';
import type { ConfigFrontEnd } from '../config/front-end.js';
import { emptyModel, passedOn } from '../config/model.js';
import { readReferences } from '../config/references.js';
import { dotenvSyntax } from './syntax.js';

const ENTRY = /^([ \t]*)(#[ \t]?)?((?:export[ \t]+)?)([A-Za-z_][\w.-]{0,200})([ \t]*=[ \t]*|:[ \t]+)/;
/** A name alone: for Docker the variable outside, elsewhere a line to be filled in. */
const BARE = /^([ \t]*)([A-Z][A-Z0-9]*(?:_[A-Z0-9]+){1,20})[ \t]*$/;

/**
 * The assignments of a `.env` file with their exact ranges (UTF-16). `dotenv` is the judge of what a value is: where
 * its reading differs from the range found here, the entry is left out, so that nothing is edited on a guess.
 */
export function parseDotenv(path: string, text: string, kinds: readonly ConfigFileKind[] = []): ConfigModel {
  const found: ConfigEntry[] = [];
  const values = parseValues(text.replace(/^\uFEFF/, ''));
  const ids = kinds[0]?.references ?? ['shell'];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const entry = readEntry(text, at, end, ids) ?? readName(text, at, end);
    if (entry) found.push(entry);
    // A quoted value may run over several lines.
    at = nextLine(text, Math.max(end, entry?.end ?? 0));
  }
  const last = new Map(found.filter(({ isCommented }) => !isCommented).map((entry) => [entry.name, entry]));
  const entries = found.filter((entry) => entry.isPassedOn || last.get(entry.name) !== entry || agrees(entry, values));
  const references = entries.flatMap((entry) => entry.references);
  return { ...emptyModel(path, 'dotenv', text), entries, references };
}

export const dotenv: ConfigFrontEnd = { language: 'dotenv', parse: parseDotenv, syntax: dotenvSyntax };

function readEntry(text: string, at: number, end: number, ids: readonly string[]): ConfigEntry | undefined {
  const match = ENTRY.exec(text.slice(at, end));
  if (!match) return undefined;
  const [head, space = '', hash = '', prefix = '', name = ''] = match;
  const nameStart = at + space.length + hash.length + prefix.length;
  const from = at + head.length;
  const valueSpan = valueAt(text, from, end, hash !== '');
  const value = text.slice(valueSpan.start, valueSpan.end);
  // A comment in prose (`# note: this one`) is no assignment.
  if (hash !== '' && (!/^[A-Z][A-Z0-9_]*$/.test(name) || /\s/.test(value) || !head.includes('='))) return undefined;
  const quote = valueSpan.start > from ? (text[from] ?? '') : '';
  return {
    name,
    nameSpan: { start: nameStart, end: nameStart + name.length },
    value,
    valueSpan,
    quote,
    isCommented: hash !== '',
    kind: 'variable',
    path: [name],
    // Nothing is put into a text between single quotes.
    references: quote === "'" ? [] : readReferences(text, valueSpan, ids),
    separator: '',
    start: at,
    end: Math.max(valueSpan.end + quote.length, from),
  };
}

function readName(text: string, at: number, end: number): ConfigEntry | undefined {
  const [, space = '', name] = BARE.exec(text.slice(at, end)) ?? [];
  if (name === undefined) return undefined;
  const nameSpan = { start: at + space.length, end: at + space.length + name.length };
  return {
    name,
    nameSpan,
    value: '',
    valueSpan: { start: nameSpan.end, end: nameSpan.end },
    quote: '',
    isCommented: false,
    kind: 'variable',
    path: [name],
    references: passedOn({ name, nameSpan }),
    isPassedOn: true,
    separator: '',
    start: at,
    end: nameSpan.end,
  };
}

function valueAt(text: string, from: number, end: number, isCommented: boolean): { start: number; end: number } {
  const quote = text[from];
  if (quote === '"' || quote === "'" || quote === '`') {
    const close = closing(text, from, isCommented ? end : text.length);
    if (close !== -1) return { start: from + 1, end: close };
  }
  const line = text.slice(from, end);
  const comment = /(?:^|\s)#/.exec(line);
  const hash = line.indexOf('#');
  // dotenv ends an unquoted value at any `#`.
  const cut = comment ? comment.index : hash === -1 ? line.length : hash;
  const value = line.slice(0, cut).trimEnd();
  return { start: from, end: from + value.length };
}

function closing(text: string, open: number, limit: number): number {
  for (let at = open + 1; at < limit; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === text[open]) return at;
  }
  return -1;
}

/** Of several assignments of a name, the last one counts. */
function agrees(entry: ConfigEntry, values: Record<string, string>): boolean {
  const read = values[entry.name];
  if (read === undefined) return entry.value === '';
  return read === entry.value || read === entry.value.replaceAll('\\n', '\n').replaceAll('\r\n', '\n');
}

function nextLine(text: string, end: number): number {
  const found = lineEnd(text, end);
  return text.startsWith('\r\n', found) ? found + 2 : found + 1;
}
