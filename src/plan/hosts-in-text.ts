import { ALLOW_TEXTS } from '../catalog/allow-lists.js';
import type { Span } from '../ir.js';

/** A host in a text that names several: offsets are UTF-16 code units into the text. */
export interface HostInText extends Span {
  text: string;
  /** What stands between it and another one there, to be written before a new one; undefined where that is not known. */
  gap?: string;
}

/** The hosts that a text names as allowed by what it says itself, list by list. `file`: the whole text around it. */
export function allowedInText(text: string, file = text): HostInText[][] {
  const read = readable(text);
  return ALLOW_TEXTS.flatMap(({ opens, hosts, separator, allowed }) => {
    const found = opens
      .map((open) => [...read.matchAll(new RegExp(`${open}(?<hosts>${hosts})`, 'gdm'))])
      .find(({ length }) => length > 0);
    return (found ?? []).flatMap((match) => {
      const [start, end] = match.indices?.groups?.hosts ?? [0, 0];
      const name = (match.groups?.name ?? '').replaceAll('.', '\\.');
      if (
        allowed !== undefined &&
        !new RegExp(
          allowed.replace('{name}', () => name),
          'm',
        ).test(file)
      )
        return [];
      return [hostsIn(text, { start, end }, separator)];
    });
  });
}

/** The words of a part of a text, parted by white space, commas or semicolons. */
export function hostsIn(text: string, span: Span, separator?: string): HostInText[] {
  const read = readable(text).slice(span.start, span.end);
  const words = [...read.matchAll(/[^\s,;]+/g)].map(({ 0: word, index }) => {
    const start = span.start + index;
    return { start, end: start + word.length, text: text.slice(start, start + word.length) };
  });
  const between = (from: number, to: number) => {
    const gap = text.slice(from, to);
    return /^[\s,;]+$/.test(gap) ? gap : undefined;
  };
  return words.map((word, index) => {
    const [before, behind] = [words[index - 1], words[index + 1]];
    const gap = before ? between(before.end, word.start) : behind && between(word.end, behind.start);
    return { ...word, gap: gap ?? separator };
  });
}

/** Escapes of white space are white space, and references to signs are parts of words; each as long as it was. */
function readable(text: string): string {
  return text
    .replace(/\\[nrt]/g, '  ')
    .replace(/\\["']/g, '__')
    .replace(/&#?\w{2,8};/g, (sign) => '_'.repeat(sign.length));
}
