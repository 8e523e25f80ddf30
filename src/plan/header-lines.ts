import type { Linked } from '../link/link.js';
import type { Origin } from '../link/origins.js';
import { type Text, textsOfOrigin } from '../link/texts.js';
import type { Given } from './requests.js';

/** What stands before a key in a header: the word for how it is meant, and the header's name where that is written as it is sent. */
const BEFORE = /^(?:[\s\S]*(?:^|\n)\s*Authorization\s*:\s*|\s*)(?:Bearer\s*)?$/i;

/** Whether a text has nothing of a key in it, only what stands before one. */
export function isScheme(text: string): boolean {
  return BEFORE.test(text);
}

/** What stands before the key that a text ends in. */
export function beforeKey(text: string): string {
  return /^(?:(?:[^\r\n]*\r?\n)*\s*Authorization\s*:\s*)?Bearer\s+/i.exec(text)?.[0] ?? '';
}

/** The key of a text that has nothing else in it, but for what stands before one, and the headers behind it. */
export function keyOf(text: string): string {
  const before = beforeKey(text);
  const rest = text.slice(before.length);
  return before.includes(':') ? (rest.split(/[\r\n]/, 1)[0] ?? '') : rest;
}

/** The keys in headers that are written as they are sent. */
export function keysInLines({ resolver }: Linked, lines: readonly Given[]): { keys: Origin[]; written: Origin[] } {
  const headers = lines.flatMap(({ value, steps }) =>
    resolver
      .at(value, steps)
      .flatMap((origin) =>
        origin.kind === 'list' || origin.kind === 'object' ? resolver.at(value, [...steps, { name: '*' }]) : [origin],
      ),
  );
  const found = headers.map((origin) => ({ origin, keys: textsOfOrigin(resolver, origin).flatMap(keysInText) }));
  return {
    keys: found.flatMap(({ keys }) => keys),
    written: found.flatMap(({ origin, keys }) => (keys.length > 0 ? [origin] : [])),
  };
}

/** Parts of a text from behind `Authorization: Bearer` up to the end of the line. */
function keysInText(text: Text): Origin[] {
  const found: Origin[] = [];
  let isBehind = false;
  for (const part of text) {
    if (part.kind !== 'written') {
      if (isBehind) found.push(part.origin);
      continue;
    }
    const header = /(?:^|\n)\s*Authorization\s*:\s*(?:Bearer\b\s*)?/i.exec(part.text);
    const rest = header ? part.text.slice(header.index + header[0].length) : part.text;
    if (!header && !isBehind) continue;
    const [line = ''] = rest.split(/\r?\n/, 1);
    if (line.trim() !== '') found.push({ kind: 'string', node: part.node });
    isBehind = line === rest;
  }
  return found;
}
