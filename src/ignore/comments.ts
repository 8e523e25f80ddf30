import { posix } from 'node:path';
import { fileKind, isMarkup, isProse } from '../discover/file-kinds.js';
import type { Span } from '../ir.js';
import { lineEnd, lineStart, positionOf } from '../text-position.js';
import type { Ignored } from './ignored.js';

/** A comment about ignoring that says too little, or too much. */
export interface IgnoreFault extends Span {
  code: 'ignore-without-reason' | 'ignore-without-end' | 'ignore-unknown' | 'unused-ignore';
  detail?: string;
}

export interface IgnoreComments {
  /** Each with the place of its comment. */
  ignored: (Ignored & { comment: Span })[];
  faults: IgnoreFault[];
}

const SLASHES = ['//', '/*', '*'];
const HASH = ['#'];
const MARKUP = ['<!--'];

/** What a comment begins with, by the file's name; the first row that fits counts. */
const OPENERS: [files: RegExp, openers: string[]][] = [
  [
    /\.(?:[cm]?[jt]s|[jt]sx|json[c5]?|java|kts?|scala|groovy|gradle|cs|rs|swift|dart|go|cc?|cpp|h|hpp|m|mm|proto)$/i,
    SLASHES,
  ],
  [/\.(?:pyw?|pyi|ipynb|rb|erb|exs?|pl|r|jl|sh|bash|zsh|ps1|ya?ml|toml|properties|mk)$/i, HASH],
  [/\.(?:vue|svelte|astro|php)$/i, [...SLASHES, ...HASH, ...MARKUP]],
  [/\.(?:lua|sql|hs)$/i, ['--']],
  [/\.(?:erl|tex)$/i, ['%']],
  [/\.(?:clj|lisp|el)$/i, [';']],
];

function openersOf(path: string): string[] {
  const known = OPENERS.find(([files]) => files.test(posix.basename(path)));
  if (known) return known[1];
  return isMarkup(path) || isProse(path) ? MARKUP : [...SLASHES, ...HASH, ...MARKUP, ';', '--'];
}

/** What the comments of a text say is to be ignored: `holysheep-ignore-line WHY`, `-next-line`, `-start` … `-end`, `-file`. */
export function ignoreComments(path: string, text: string): IgnoreComments {
  const ignored: IgnoreComments['ignored'] = [];
  const faults: IgnoreFault[] = [];
  let open: { comment: Span; reason: string | undefined } | undefined;
  const add = (comment: Span, span: Span, reason: string | undefined) => {
    const place = `${path}:${positionOf(text, comment.start).line}`;
    ignored.push({ ...span, by: 'comment', place, comment, ...(reason !== undefined && { reason }) });
    if (reason === undefined) faults.push({ ...comment, code: 'ignore-without-reason' });
  };
  for (const { kind, reason, ...comment } of commentsIn(path, text)) {
    const { start } = comment;
    if (kind === 'line') add(comment, lineAt(text, start), reason);
    else if (kind === 'next-line') add(comment, lineBelow(text, start), reason);
    else if (kind === 'file') add(comment, { start: 0, end: text.length }, reason);
    else if (kind === 'start' && !open) open = { comment, reason };
    else if (kind === 'end' && open) {
      add(open.comment, { start: open.comment.start, end: start }, open.reason);
      open = undefined;
    } else if (kind === 'end') faults.push({ ...comment, code: 'unused-ignore' });
    else if (kind !== 'start') faults.push({ ...comment, code: 'ignore-unknown', detail: kind });
  }
  if (open) {
    add(open.comment, { start: open.comment.start, end: text.length }, open.reason);
    faults.push({ ...open.comment, code: 'ignore-without-end' });
  }
  return { ignored, faults };
}

const WORD = /holysheep-ignore(?:-([a-z-]+))?(?![\w-])([^\r\n]*)/g;

function* commentsIn(path: string, text: string): Generator<Span & { kind: string; reason: string | undefined }> {
  if (!text.includes('holysheep-ignore')) return;
  const openers = openersOf(path);
  const isNotebook = fileKind(path) === 'notebook';
  for (const match of text.matchAll(WORD)) {
    const before = text.slice(lineStart(text, match.index), match.index).trimEnd();
    const opener = openers.find((one) => (one === '*' ? before.trim() === one : before.endsWith(one)));
    // A text that begins so, as in this tool's own tests.
    const isQuoted = !isNotebook && /["'`]$/.test(before.slice(0, before.length - (opener?.length ?? 0)));
    if (opener === undefined || isQuoted) continue;
    const [, kind = '', rest = ''] = match;
    const reason = reasonIn(rest, isNotebook);
    yield { kind, reason, start: match.index, end: match.index + match[0].trimEnd().length };
  }
}

/** Without what parts it from the word before, and what ends the comment. */
function reasonIn(rest: string, isNotebook: boolean): string | undefined {
  const own = isNotebook ? ofJson(rest) : rest;
  const reason = own
    .replace(/(?:\*\/|-->).*/, '')
    .replace(/^[\s:–—-]+/, '')
    .trim();
  return reason === '' ? undefined : reason;
}

/** The rest of a line of Python that stands in a text of JSON. */
function ofJson(rest: string): string {
  return (/^(?:\\[^n]|[^"\\])*/.exec(rest)?.[0] ?? '').replace(/\\(.)/g, '$1');
}

function lineAt(text: string, at: number): Span {
  return { start: lineStart(text, at), end: lineEnd(text, at) };
}

function lineBelow(text: string, at: number): Span {
  const end = lineEnd(text, at);
  const start = end + (text.startsWith('\r\n', end) ? 2 : 1);
  return start > text.length ? { start: end, end } : lineAt(text, start);
}
