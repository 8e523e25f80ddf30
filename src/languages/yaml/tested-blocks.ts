import type { ConfigEntry, Span } from '../../ir.js';
import { startsLine } from '../../text-position.js';
import { between } from '../config/between.js';

interface Block extends Span {
  inner: Span;
}

/**
 * Notes of which entries a template writes them, and nothing else, where a test holds: each that stands alone between
 * `{{ if … }}` and its `{{ end }}`.
 */
export function markTested(text: string, entries: readonly ConfigEntry[]): void {
  const blocks = testedBlocks(text);
  for (const entry of blocks.length > 0 ? entries : []) {
    if (entry.separator !== '') continue;
    let alone: Span = entry;
    for (const { inner, ...block } of blocks)
      if (isAloneIn(text, alone, inner) && startsLine(text, block.start)) alone = block;
    if (alone !== entry) entry.alone = { start: alone.start, end: alone.end };
  }
}

function isAloneIn(text: string, { start, end }: Span, inner: Span): boolean {
  if (start < inner.start || end > inner.end) return false;
  return /^\s*$/.test(text.slice(inner.start, start)) && /^\s*$/.test(text.slice(end, inner.end));
}

/** What is between `if` and `end`, without an `else`; inner ones first. */
function testedBlocks(text: string): Block[] {
  const found: Block[] = [];
  const open: { start: number; inner: number; isTest: boolean }[] = [];
  for (const { start, end } of between(text, ['{{', '}}'])) {
    const word = /^\{\{-?\s*(if|else|end|range|with|define|block)\b/.exec(text.slice(start, end))?.[1];
    const last = open.at(-1);
    if (word === 'else' && last) last.isTest = false;
    else if (word === 'end') {
      open.pop();
      if (last?.isTest) found.push({ start: last.start, end, inner: { start: last.inner, end: start } });
    } else if (word !== undefined) open.push({ start, inner: end, isTest: word === 'if' });
  }
  return found;
}
