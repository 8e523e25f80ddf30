import type { Redactor } from '../redact.js';

export const SCHEMA_VERSION = 1;

/** One JSON document, without keys, and without characters that a terminal would act on. */
export function renderDocument(document: object, redactor: Redactor): string {
  return `${JSON.stringify(masked(document, redactor), null, 2).replace(UNSAFE, escaped)}\n`;
}

/** The same on one line. */
export function renderLine(document: object, redactor: Redactor): string {
  return `${JSON.stringify(masked(document, redactor)).replace(UNSAFE, escaped)}\n`;
}

/** What takes the report's place when a run ends before there is one. */
export function renderFailure(code: string, message: string): string {
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, error: { code, message } }).replace(UNSAFE, escaped)}\n`;
}

/** JSON leaves these as they are, though a terminal acts on them. */
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Half a character, which a file may spell and many a reader of JSON refuses. */
const HALF = /\p{Surrogate}/gu;

/** The same value with every text in it redacted. Most texts stand in it many times. */
function masked(value: unknown, redactor: Redactor, known = new Map<string, string>()): unknown {
  if (typeof value === 'string') {
    const found = known.get(value) ?? redactor.redact(value).replace(HALF, '\ufffd');
    known.set(value, found);
    return found;
  }
  if (Array.isArray(value)) return value.map((item) => masked(item, redactor, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, masked(item, redactor, known)]));
}
