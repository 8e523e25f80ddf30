import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

const SCHEMA = new URL('../../schema/cost.schema.json', import.meta.url);
const isValid = new Ajv({ strict: true, strictRequired: false, allErrors: true }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')),
);

/** What is wrong with a document that `cost` has printed. */
export function schemaErrors(document: unknown): string[] {
  return isValid(document)
    ? []
    : (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
