import { isAllowListFile } from '../catalog/allow-lists.js';
import type { Service } from '../catalog/service.js';
import { isMarkup, isProse } from '../discover/file-kinds.js';
import type { Span } from '../ir.js';
import { writtenBeside } from '../languages/beside.js';
import { allowedInText } from './hosts-in-text.js';
import { type NamedHost, namedInText } from './named-host.js';

/** The hosts that policies name in a file that has no other model: pages, headers of a host, a proxy's settings. */
export function hostsInDocument({ path, text }: { path: string; text: string }, { domain }: Service): NamedHost[] {
  if (!text.includes(domain)) return [];
  if (isAllowListFile(path)) return hostsOfLines(text);
  if (isProse(path)) return [];
  return (isMarkup(path) ? attributesIn(text) : linesIn(text)).flatMap(({ start, end }) =>
    allowedInText(text.slice(start, end), text).flatMap((found) =>
      namedInText(
        found,
        true,
        (offset) => start + offset,
        (host) => ({ start: start + host.start, end: start + host.end }),
      ),
    ),
  );
}

/** A host a line, with remarks behind some. */
function hostsOfLines(text: string): NamedHost[] {
  const lines = [...text.matchAll(/^[ \t]*([^\s#]+)/gm)].map(({ 0: found, 1: host = '', index }) => {
    const start = index + found.length - host.length;
    return { start, end: start + host.length, text: host };
  });
  const hosts = lines.map((line) => line.text);
  return lines.map(({ start, end, text: host }) => {
    const span = { start, end };
    const add = (form: string) => writtenBeside(text, { ...span, separator: '' }, form);
    return { span, text: host, hosts, isAllowed: true, add };
  });
}

/** The contents of `<meta>` elements, remarks left out. */
function attributesIn(text: string): Span[] {
  const read = text.replace(/<!--[\s\S]*?(?:-->|$)/g, (remark) => ' '.repeat(remark.length));
  return [...read.matchAll(/<meta\s[^>]*?\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')/dgi)].flatMap(({ indices }) => {
    const [start, end] = indices?.[1] ?? indices?.[2] ?? [0, 0];
    return [{ start, end }];
  });
}

function linesIn(text: string): Span[] {
  return [...text.matchAll(/[^\r\n]+/g)].flatMap(({ 0: line, index }) =>
    /^\s*(?:#|\/\/|;|--|\*)/.test(line) ? [] : [{ start: index, end: index + line.length }],
  );
}
