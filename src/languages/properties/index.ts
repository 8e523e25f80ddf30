import type { ConfigEntry, ConfigModel } from '../../ir.js';
import { lineEnd } from '../../text-position.js';
import type { ConfigFrontEnd } from '../config/front-end.js';
import { emptyModel, lineEntry } from '../config/model.js';
import { readReferences } from '../config/references.js';

/** A key ends at the first sign or white space that has no `\` before it. */
const KEY = /^([ \t\f]*)((?:[^\s\\:=]|\\.)+)([ \t\f]*(?:[=:][ \t\f]*)?)/;

/** `key = value`, `key: value` or `key value`; a line that ends in a `\` goes on in the next. */
export const properties: ConfigFrontEnd = {
  language: 'properties',
  parse(path, text, kinds): ConfigModel {
    const model = emptyModel(path, 'properties', text);
    for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; ) {
      const first = lineEnd(text, at);
      const isRemark = /^[ \t\f]*(?:[#!]|$)/.test(text.slice(at, first));
      const end = isRemark ? first : continuedEnd(text, first);
      const entry = isRemark ? undefined : readEntry(text, at, first, end);
      if (entry) {
        entry.references = readReferences(text, entry.valueSpan, kinds[0]?.references ?? []);
        model.entries.push(entry);
        model.references.push(...entry.references);
      }
      at = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    }
    return model;
  },
  syntax: {
    value(_, { nameSpan, valueSpan }, value) {
      const escaped = value.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t');
      const sign = nameSpan.end === valueSpan.start ? '=' : '';
      // A sign at the start would be one more between key and value.
      return sign + escaped.replace(/^[ =:]/, '\\$&');
    },
    name: (_, __, name) => name.replace(/[\s\\:=#!]/g, '\\$&'),
  },
};

/** The end of the value that goes on behind the line that ends at `end`. */
function continuedEnd(text: string, end: number): number {
  let stop = end;
  while (stop < text.length && /(?<!\\)(?:\\\\)*\\$/.test(text.slice(Math.max(0, stop - 100), stop)))
    stop = lineEnd(text, text.startsWith('\r\n', stop) ? stop + 2 : stop + 1);
  return stop;
}

function readEntry(text: string, at: number, first: number, end: number): ConfigEntry | undefined {
  const [head, space = '', key = ''] = KEY.exec(text.slice(at, first)) ?? [];
  if (head === undefined) return undefined;
  const start = at + space.length;
  const from = at + head.length;
  const raw = text.slice(from, end);
  const name = unescaped(key);
  const entry = lineEntry(text, { start, end: start + key.length }, { start: from, end });
  return { ...entry, name, value: unescaped(raw), path: [name] };
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', f: '\f' };

function unescaped(raw: string): string {
  return raw.replace(/\\(?:u([\da-fA-F]{4})|\r?\n[ \t\f]*|(.))/g, (_, code?: string, sign?: string) =>
    code === undefined ? (ESCAPES[sign ?? ''] ?? sign ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
