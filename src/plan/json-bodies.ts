import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { Entry, Expression, SourceModel, Span, StringNode } from '../ir.js';
import { isPlain } from '../languages/writer.js';
import type { Linked } from '../link/link.js';
import { only } from '../link/origins.js';
import type { Given } from './requests.js';

/**
 * A body that is written as JSON in a text, as the object that it is: its texts lie in the literal. Undefined for what is no such
 * text, or holds an escape, so that it is not known where in the source each of its signs stands.
 */
export function writtenBody({ resolver }: Linked, { value, steps }: Given): Given | undefined {
  const [text, ...others] = only(resolver.at(value, steps), 'string');
  if (!text || others.length > 0) return undefined;
  const known = KNOWN.has(text.node) ? KNOWN.get(text.node) : objectIn(text.node);
  KNOWN.set(text.node, known);
  return known && { value: known, steps: [] };
}
const KNOWN = new WeakMap<StringNode, Expression | undefined>();

function objectIn(text: StringNode): Expression | undefined {
  if (text.isNamed || !/^\s*\{/.test(text.value) || !isPlain(text)) return undefined;
  const errors: ParseError[] = [];
  const tree = parseTree(text.value, errors, { disallowComments: true });
  return tree && errors.length === 0 ? nodeOf(tree, text.model, text.inner.start) : undefined;
}

function nodeOf(node: Node, model: SourceModel, offset: number): Expression {
  const { start, end } = spanOf(node, offset);
  const children = node.children ?? [];
  switch (node.type) {
    case 'string':
      return {
        kind: 'string',
        piece: true,
        value: node.value,
        start,
        end,
        inner: { start: start + 1, end: end - 1 },
        quote: '"',
        model,
      };
    case 'array': {
      const items = children.map((child) => nodeOf(child, model, offset));
      return { kind: 'list', items, start, end, model };
    }
    case 'object': {
      const entries = children.flatMap(({ children: [key, value] = [] }) =>
        key && value ? [entryOf(key, value, model, offset)] : [],
      );
      // No option can be written there as the language would have it.
      return { kind: 'object', form: 'attributes', entries, start, end, model };
    }
    default:
      return { kind: 'constant', value: node.value, start, end, model };
  }
}

function entryOf(key: Node, value: Node, model: SourceModel, offset: number): Entry {
  const { start, end } = spanOf(key, offset);
  const given = nodeOf(value, model, offset);
  return {
    key: key.value,
    keySpan: { start: start + 1, end: end - 1 },
    quoted: true,
    value: given,
    start,
    end: given.end,
  };
}

function spanOf({ offset: at, length }: Node, offset: number): Span {
  return { start: offset + at, end: offset + at + length };
}
