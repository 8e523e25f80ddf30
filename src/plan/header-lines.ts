import type { Linked } from '../link/link.js';
import type { Origin } from '../link/origins.js';
import { type Text, textsOfOrigin } from '../link/texts.js';
import type { Given } from './requests.js';

/** A header as it is sent, up to where the key begins. */
const HEADER = String.raw`(?:^|\n)[ \t]{0,20}Authorization[ \t]{0,5}:[ \t]{0,20}`;
const ENDS_BEFORE = new RegExp(String.raw`${HEADER}(?:Bearer[ \t]{0,20})?$`, 'i');
const BEARER = new RegExp(String.raw`${HEADER}Bearer[ \t]{1,20}`, 'i');
const BEGINS = new RegExp(String.raw`${HEADER}(?:Bearer\b[ \t]{0,20})?`, 'i');

/** Whether a text has nothing of a key in it, only what stands before one: the word for how it is meant, the header's name. */
export function isScheme(text: string): boolean {
  return /^\s{0,50}(?:Bearer\s{0,20})?$/i.test(text) || ENDS_BEFORE.test(text);
}

/** What stands before the key that a text ends in. */
export function beforeKey(text: string): string {
  const header = BEARER.exec(text);
  if (header) return text.slice(0, header.index + header[0].length);
  return /^Bearer\s{1,20}/i.exec(text)?.[0] ?? '';
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
    const header = BEGINS.exec(part.text);
    const rest = header ? part.text.slice(header.index + header[0].length) : part.text;
    if (!header && !isBehind) continue;
    const [line = ''] = rest.split(/\r?\n/, 1);
    if (line.trim() !== '') found.push({ kind: 'string', node: part.node });
    isBehind = line === rest;
  }
  return found;
}
