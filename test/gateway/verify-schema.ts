import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

const SCHEMA = new URL('../../schema/verify.schema.json', import.meta.url);
const isValid = new Ajv({ strict: true, allErrors: true }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));

/** What is wrong with a document that `verify` or `mock` has printed. */
export function schemaErrors(document: unknown): string[] {
  return isValid(document)
    ? []
    : (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
