import { emptyModel } from '../empty-model.js';
import type { ConfigEntry, ConfigModel, ConstantNode, Entry, Expression, ObjectNode, SourceModel } from '../ir.js';

/** A file of data as what it gives to code that loads it: one object, whose texts lie where they stand in the file. */
export function dataModel({ path, language, text, entries }: ConfigModel): SourceModel {
  const model: SourceModel = { ...emptyModel(path, language, text), isData: true };
  const root = objectIn(model, 0, text.length);
  model.exports.push({ name: 'module.exports', value: root });
  root.use = { as: 'exported', name: 'module.exports' };
  for (const entry of entries) if (isText(entry)) place(model, root, entry);
  return model;
}

/** Groups follow from what lies in them; of what refers to something else it is not known what it gives. */
function isText({ isCommented, isComputed, references, path }: ConfigEntry): boolean {
  return !isCommented && !isComputed && references.length === 0 && path.length > 0;
}

/** Puts a value where the keys lead. The elements of a list are entries by their numbers. */
function place(model: SourceModel, root: ObjectNode, entry: ConfigEntry): void {
  let at = root;
  for (const key of entry.path.slice(0, -1)) {
    const known = at.entries.find((one) => one.key === key)?.value;
    // What is written twice, or as a text and as a group, has its last form.
    const next = known?.kind === 'object' ? known : objectIn(model, entry.start, entry.end);
    if (known !== next) add(at, key, next, entry);
    at = next;
  }
  add(at, entry.path.at(-1) as string, valueIn(model, entry), entry);
}

function add(object: ObjectNode, key: string, value: Expression, { start, end }: ConfigEntry): void {
  const entry: Entry = { start, end, key, value };
  object.entries.push(entry);
  value.use = { as: 'entry', object, entry };
}

function objectIn(model: SourceModel, start: number, end: number): ObjectNode {
  const made: ObjectNode = { kind: 'object', model, start, end, entries: [], form: 'literal' };
  model.expressions.push(made);
  return made;
}

function valueIn(model: SourceModel, { value, valueSpan, quote }: ConfigEntry): Expression {
  const span = { start: valueSpan.start - quote.length, end: valueSpan.end + quote.length };
  const made: Expression =
    quote === '' && NO_TEXT.test(value)
      ? { kind: 'constant', model, ...span, value: constantOf(value) }
      : { kind: 'string', model, ...span, value, inner: valueSpan, quote };
  model.expressions.push(made);
  return made;
}

const NO_TEXT = /^(?:|~|null|true|false|yes|no|on|off|[-+]?[\d.][\d_.eE+-]*)$/i;

/** What formats do not agree on is undefined. */
function constantOf(value: string): ConstantNode['value'] {
  if (/^(?:|~|null)$/i.test(value)) return null;
  if (/^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  const number = Number(value.replaceAll('_', ''));
  return Number.isNaN(number) ? undefined : number;
}
