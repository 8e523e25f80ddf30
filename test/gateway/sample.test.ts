import { expect, test } from 'vitest';
import { sampleOf } from '../../src/gateway/sample.js';

test.each([
  [{ type: 'string' }, 'sample'],
  [{ type: 'integer', minimum: 3 }, 3],
  [{ type: ['number', 'null'] }, 1],
  [{ enum: ['a', 'b'] }, 'a'],
  [{ const: 7 }, 7],
  [{ anyOf: [{ type: 'null' }, { type: 'string' }] }, null],
  [{ type: 'array', items: { type: 'string' } }, []],
  [{ type: 'array', items: { type: 'boolean' }, minItems: 1 }, [true]],
  [{ type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['b'] }, { b: 'sample' }],
  [{ type: 'object' }, {}],
  [undefined, null],
])('%j', (schema, sample) => {
  expect(sampleOf(schema)).toEqual(sample);
});

test('a schema that holds itself ends', () => {
  const schema: Record<string, unknown> = { type: 'object', properties: {} };
  schema.properties = { next: schema };
  expect(JSON.stringify(sampleOf(schema))).toMatch(/"next":null/);
});
