import type { CallNode, ChoiceNode, Expression, MemberNode, OperationNode, ReferenceNode, Span } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, childOfType, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs, unknown } from './convert.js';
import { convertExpression } from './expressions.js';
import { pieceNode } from './strings.js';

/** The annotations of a declaration, a field or a parameter. */
export function annotationsOf(node: SyntaxNode): SyntaxNode[] {
  const modifiers = childOfType(node, 'modifiers');
  return (modifiers?.children ?? []).filter(({ type }) => /annotation$/.test(type));
}

export function annotationNames(c: Context, node: SyntaxNode): string[] {
  return annotationsOf(node).map((one) => textOf(c, childOf(one, 'name') ?? one).replace(/^.*\./, ''));
}

/** `@Name("text", key = value)`: a call with options by name. */
export function convertAnnotation(c: Context, node: SyntaxNode): CallNode {
  const name = childOf(node, 'name') as SyntaxNode;
  const call = add<CallNode>(c, {
    kind: 'call',
    ...spanOf(node),
    callee: undefined as unknown as Expression,
    arguments: [],
    isNew: false,
  });
  call.callee = convertAs(c, name, { as: 'callee', call });
  call.use = { as: 'decorator' };
  for (const one of childOf(node, 'arguments')?.children ?? []) {
    const [key, value] = one.type === 'element_value_pair' ? one.children : [undefined, one];
    const argument = { ...spanOf(one), value: undefined as unknown as Expression };
    if (key) Object.assign(argument, { name: textOf(c, key), nameSpan: spanOf(key) });
    argument.value = convertAs(c, value ?? one, { as: 'argument', call, argument });
    call.arguments.push(argument);
  }
  return call;
}

/** `@Value("${NAME:default}")` and what says the same: the variable that a container hands over. */
const INJECTING = new Set(['Value', 'ConfigProperty']);
const PLACEHOLDER = /^\$\{([\w.-]+)(?::([^{}]*))?\}$/;
const VARIABLE = /^[A-Z][A-Z0-9_]*$/;

/** What an annotation says that a field or a parameter is given, as a read of the environment. */
export function injectedValue(c: Context, node: SyntaxNode): Expression | undefined {
  const annotation = annotationsOf(node).find((one) => INJECTING.has(textOf(c, childOf(one, 'name') ?? one)));
  if (!annotation) return undefined;
  const given = childOf(annotation, 'arguments')?.children ?? [];
  const pairOf = (key: string) =>
    given.find((one) => one.children[0] && textOf(c, one.children[0]) === key)?.children[1];
  const [only] = given;
  const text = only?.type === 'string_literal' ? only : undefined;
  if (text) return placeholder(c, text);
  const name = pairOf('name');
  const fallback = pairOf('defaultValue');
  if (!name || !/^"[A-Z][A-Z0-9_]*"$/.test(textOf(c, name))) return undefined;
  const read = environmentRead(c, inside(name), name);
  return fallback ? orElse(c, annotation, read, () => convertExpression(c, fallback)) : read;
}

function placeholder(c: Context, text: SyntaxNode): Expression | undefined {
  const found = PLACEHOLDER.exec(c.text.slice(text.start + 1, text.end - 1));
  const [, name = '', fallback = ''] = found ?? [];
  if (!found) return undefined;
  const start = text.start + 3;
  if (!VARIABLE.test(name)) return property(c, text, start + name.length + 1, fallback);
  const read = environmentRead(c, { start, end: start + name.length }, text);
  if (fallback === '') return read;
  const from = start + name.length + 1;
  return orElse(c, text, read, () => pieceNode(c, { start: from, end: from + fallback.length }, '"'));
}

/** A property of a file's, or of whatever sets it: nobody here knows its value, but for what the annotation has. */
function property(c: Context, text: Span, start: number, fallback: string): OperationNode {
  const value = unknown(c, text);
  if (fallback === '') return value;
  const piece = pieceNode(c, { start, end: start + fallback.length }, '"');
  piece.use = { as: 'operand', operation: value };
  value.operands.push(piece);
  return value;
}

function inside({ start, end }: Span): Span {
  return { start: start + 1, end: end - 1 };
}

/** As if the program read the variable there. */
function environmentRead(c: Context, name: Span, whole: Span): CallNode {
  const at = { start: whole.start, end: whole.start };
  const call = add<CallNode>(c, {
    kind: 'call',
    ...spanOf(whole),
    callee: undefined as unknown as Expression,
    arguments: [],
    isNew: false,
  });
  const object = add<ReferenceNode>(c, { kind: 'reference', name: 'System', ...at });
  const member = add<MemberNode>(c, { kind: 'member', ...at, object, property: 'getenv', propertySpan: at });
  object.use = { as: 'object', member };
  member.use = { as: 'callee', call };
  call.callee = member;
  const argument = { ...spanOf(name), value: pieceNode(c, name, '"') };
  argument.value.use = { as: 'argument', call, argument };
  call.arguments.push(argument);
  return call;
}

function orElse(c: Context, span: Span, first: Expression, second: () => Expression): ChoiceNode {
  const choice = add<ChoiceNode>(c, { kind: 'choice', ...spanOf(span), operator: 'nullish', options: [] });
  choice.options = [first, second()];
  for (const option of choice.options) option.use = { as: 'option', choice };
  return choice;
}

/** `@JsonProperty("max_tokens")`: the name under which a field is sent. Source: jackson-annotations, gson. */
export function sentName(c: Context, node: SyntaxNode | undefined): string | undefined {
  const annotation = node && annotationsOf(node).find((one) => SENDING.has(textOf(c, childOf(one, 'name') ?? one)));
  const [only] = annotation ? (childOf(annotation, 'arguments')?.children ?? []) : [];
  const value = only?.type === 'element_value_pair' ? only.children[1] : only;
  return value?.type === 'string_literal' ? c.text.slice(value.start + 1, value.end - 1) : undefined;
}

const SENDING = new Set(['JsonProperty', 'SerializedName', 'JSONField', 'JsonbProperty']);
