import { isObject, type Json } from './json-body.js';

/** The smallest value that a JSON schema describes, always the same one. What it does not say is a text. */
export function sampleOf(schema: unknown, depth = 0): unknown {
  if (!isObject(schema) || depth > MAX_DEPTH) return null;
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const [alternative] = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) => (Array.isArray(list) ? list : []));
  if (alternative !== undefined) return sampleOf(alternative, depth + 1);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object' || isObject(schema.properties)) return objectOf(schema, depth);
  if (type === 'array') return typeof schema.minItems === 'number' ? [sampleOf(schema.items, depth + 1)] : [];
  if (type === 'integer' || type === 'number') return typeof schema.minimum === 'number' ? schema.minimum : 1;
  if (type === 'boolean') return true;
  return type === 'null' ? null : 'sample';
}

/** A schema may describe itself. */
const MAX_DEPTH = 20;

function objectOf({ properties, required }: Json, depth: number): Json {
  if (!isObject(properties)) return {};
  const wanted = Array.isArray(required) ? required.map(String) : Object.keys(properties);
  return Object.fromEntries(wanted.map((name) => [name, sampleOf(properties[name], depth + 1)]));
}
