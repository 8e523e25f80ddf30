import type { Span } from '../../ir.js';
import { blanked, maskMagics } from '../notebook/mask-magics.js';
import { fenceLanguage, holdsMarkdown, languageOf } from './fence-language.js';

/** A fence, also beside the marker of a list item. What a quotation (`> `) holds is left out: its lines have a prefix. */
const OPENING = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?!`)|~{3,}(?!~))[ \t]*((?:[^ \t\r\n][^\r\n]*)?)$/;
const PROMPT = /^[ \t]*(?:>>>|In \[\d*\]:|\.\.\.[ \t]+[^\s#])/m;

interface Fence {
  mark: string;
  info: string;
  /** Of the line that opens it. */
  start: number;
  body: Span;
}

/**
 * The code in the fences of a Markdown file. `masked` is as long as the file, with blanks for all else, so that its
 * offsets are the file's. A block whose code is indented begins with `if 1:` in place of its fence.
 */
export function readFences(text: string, languages: readonly string[]): { masked: string; blocks: Span[] } {
  const wanted = new Set(languages.map(languageOf));
  const blocks: Span[] = [];
  let masked = '';
  let at = 0;
  for (const fence of fencesIn(text)) {
    const language = fenceLanguage(fence.info);
    const body = text.slice(fence.body.start, fence.body.end);
    if (!wanted.has(language) || body.trim() === '' || (language === 'python' && PROMPT.test(body))) continue;
    const head = language === 'python' ? headFor(fence, text) : '';
    if (head === undefined) continue;
    const start = head === '' ? fence.body.start : fence.start;
    masked += blanked(text.slice(at, start));
    masked += head + blanked(text.slice(start + head.length, fence.body.start));
    masked += language === 'python' ? maskMagics(body, [{ start: 0, end: body.length }]).masked : body;
    at = fence.body.end;
    blocks.push({ start, end: at });
  }
  return { masked: masked + blanked(text.slice(at)), blocks };
}

/** The text without some of its blocks, for those that do not parse, or that may not see each other's names. */
export function withoutBlocks(masked: string, blocks: readonly Span[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of [...blocks].sort((a, b) => a.start - b.start)) {
    result += masked.slice(at, start) + blanked(masked.slice(start, end));
    at = end;
  }
  return result + masked.slice(at);
}

/** What makes indented code a block; undefined where there is no room for it. */
function headFor(fence: Fence, text: string): string | undefined {
  const body = text.slice(fence.body.start, fence.body.end);
  if (!/^[ \t]+$/.test(/^(?:[ \t]*(?:#.*)?\r?\n)*([ \t]*)/.exec(body)?.[1] ?? '')) return '';
  const line = text.slice(fence.start, fence.body.start).trimEnd();
  return line.length < HEAD.length ? undefined : HEAD;
}

const HEAD = 'if 1:';

/** The closed fences, outermost only, except that some hold Markdown of their own. */
function* fencesIn(text: string): Generator<Fence> {
  const around: string[] = [];
  let open: Fence | undefined;
  for (const { index: start, 0: line } of text.matchAll(/[^\n]*\n|[^\n]+$/g)) {
    const content = line.replace(/\r?\n$/, '');
    if (open) {
      if (!closes(content, open.mark)) continue;
      yield { ...open, body: { start: open.body.start, end: start } };
      open = undefined;
      continue;
    }
    const [, mark = '', info = ''] = OPENING.exec(content) ?? [];
    if (around.length > 0 && closes(content, around.at(-1) ?? '')) around.pop();
    else if (mark === '' || (mark.startsWith('`') && info.includes('`'))) continue;
    else if (holdsMarkdown(info)) around.push(mark);
    else open = { mark, info, start, body: { start: start + line.length, end: start + line.length } };
  }
}

function closes(line: string, mark: string): boolean {
  const trimmed = line.trim();
  return trimmed.length >= mark.length && trimmed === (mark[0] ?? '').repeat(trimmed.length);
}
