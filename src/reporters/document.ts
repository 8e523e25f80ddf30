import type { Redactor } from '../redact.js';

export const SCHEMA_VERSION = 1;

/** One JSON document, without keys, and without characters that a terminal would act on. */
export function renderDocument(document: object, redactor: Redactor): string {
  return `${JSON.stringify(document, masking(redactor), 2).replace(UNSAFE, escaped)}\n`;
}

/** The same on one line. */
export function renderLine(document: object, redactor: Redactor): string {
  return `${JSON.stringify(document, masking(redactor)).replace(UNSAFE, escaped)}\n`;
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

/** What `JSON.stringify` is to write in place of a value: every text redacted. Most stand in a document many times. */
function masking(redactor: Redactor): (name: string, value: unknown) => unknown {
  const known = new Map<string, string>();
  return (_, value) => {
    if (typeof value !== 'string') return value;
    const found = known.get(value) ?? redactor.redact(value).replace(HALF, '\ufffd');
    known.set(value, found);
    return found;
  };
}
