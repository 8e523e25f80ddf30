import type * as Jsonc from 'jsonc-parser';
import type { ConfigModel } from '../../ir.js';
import { readDocuments } from '../config/document-reader.js';
import { kindOf } from '../config/file-kind.js';
import type { ConfigFrontEnd, Members } from '../config/front-end.js';
import { emptyModel } from '../config/model.js';
import type { ConfigNode, Member } from '../config/tree.js';
import { SyntaxFailure } from '../front-end.js';

let library: typeof Jsonc | undefined;

/** JSON, with remarks and commas at the end where they are. */
export const json: ConfigFrontEnd = {
  language: 'json',
  async load() {
    library ??= await import('jsonc-parser');
  },
  parse(path, text, kinds): ConfigModel {
    const model = emptyModel(path, 'json', text);
    const documents = [{ root: parseJsonTree(text) }];
    readDocuments(model, documents, kindOf(kinds, documents));
    return model;
  },
  syntax: {
    value(_, { quote, value: old }, value) {
      if (quote !== '') return JSON.stringify(value).slice(1, -1);
      return isSameType(old, value) ? value : JSON.stringify(value);
    },
    name: (_, __, name) => JSON.stringify(name).slice(1, -1),
    members: (_, __, members) => membersOf(members),
  },
};

/** @throws SyntaxFailure when the text does not parse. `load()` comes first. */
export function parseJsonTree(text: string): ConfigNode | undefined {
  if (!library) throw new Error('load() comes first');
  const errors: Jsonc.ParseError[] = [];
  // The scanner takes a byte order mark for a sign.
  const root = library.parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error) throw new SyntaxFailure(library.printParseErrorCode(error.error), error.offset);
  return root && convert(root, text);
}

function membersOf(members: Members): string {
  return members
    .map(([name, value]) => {
      const written = typeof value === 'string' ? JSON.stringify(value) : `{ ${membersOf(value)} }`;
      return `${JSON.stringify(name)}: ${written}`;
    })
    .join(', ');
}

/** A number stays a number, and a truth a truth. */
function isSameType(old: string, value: string): boolean {
  return [/^(?:true|false)$/, /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/].some((type) => type.test(old) && type.test(value));
}

function convert(node: Jsonc.Node, text: string): ConfigNode {
  const span = { start: node.offset, end: node.offset + node.length };
  if (node.type === 'object')
    return { kind: 'map', members: (node.children ?? []).flatMap((one) => member(one, text)), separator: ',', ...span };
  if (node.type === 'array') {
    const values = (node.children ?? []).map((child) => convert(child, text));
    const items = values.map((value) => ({ value, start: value.start, end: value.end }));
    return { kind: 'list', items, separator: ',', ...span };
  }
  const isText = node.type === 'string';
  const inner = isText ? { start: span.start + 1, end: span.end - 1 } : span;
  const value = isText ? String(node.value) : text.slice(span.start, span.end);
  return {
    kind: 'text',
    value,
    inner,
    quote: isText ? '"' : '',
    ...(node.type === 'null' && { isBlank: true }),
    ...span,
  };
}

function member({ children, offset, length }: Jsonc.Node, text: string): Member[] {
  const [key, value] = children ?? [];
  if (!key || !value) return [];
  const keySpan = { start: key.offset + 1, end: key.offset + key.length - 1 };
  return [{ key: String(key.value), keySpan, value: convert(value, text), start: offset, end: offset + length }];
}
