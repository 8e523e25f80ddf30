import type { Argument, CallNode, ClassNode, Expression, SuperNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, childOfType, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs, convertTyped, typeBinding } from './convert.js';
import { constant } from './expressions.js';
import { convertGiven, convertInitialized } from './initializers.js';
import { convertJoined } from './strings.js';
import { classOf, typeArguments, typeUse } from './types.js';

/** A call of what the tree has as its function. */
export function convertInvocation(c: Context, node: SyntaxNode): Expression {
  const callee = childOf(node, 'function');
  const given = childOf(node, 'arguments');
  if (!callee || !given || (callee.type === 'identifier' && textOf(c, callee) === 'nameof'))
    return constant(c, node, undefined);
  const made = callNode(c, node, given, false);
  made.callee = convertAs(c, callee, { as: 'callee', call: made });
  noteExtension(c, made);
  const [type] = typeArguments(generic(callee));
  if (type) made.typeArguments = [classOf(c, type)];
  // A function that is handed over makes what the call is about: `AddSingleton<Client>(_ => new(key))`.
  const outer = c.target;
  c.target = type;
  made.arguments = argumentsOf(c, made, given);
  c.target = outer;
  return made;
}

/** The part of a callee that may have types in angle brackets. */
function generic(callee: SyntaxNode): SyntaxNode {
  return callee.type === 'generic_name' ? callee : (childOf(callee, 'name') ?? callee);
}

/** Any value may have a method of a namespace in use, which declares it beside the value's own class. */
function noteExtension(c: Context, { callee }: CallNode): void {
  if (callee.kind !== 'member' || callee.property === undefined || callee.key) return;
  const isType = callee.object.kind === 'reference' && callee.object.binding?.kind === 'import';
  if (!isType || callee.object.kind === 'reference')
    callee.extension = typeBinding(c, callee.property, callee.propertySpan);
}

/** `new T(…)`, with what its fields are given behind it, and `new(…)`, where the type is written elsewhere. */
export function convertCreation(c: Context, node: SyntaxNode): Expression {
  const isImplicit = node.type === 'implicit_object_creation_expression';
  const type = isImplicit ? c.target : childOf(node, 'type');
  const given = childOfType(node, 'argument_list');
  const initializer = childOfType(node, 'initializer_expression');
  const isActive = type !== undefined && ACTIVE.test(textOf(c, type));
  if (initializer && !isActive && (given?.children.length ?? 0) === 0)
    return convertInitialized(c, node, initializer, type, isImplicit);
  if (!initializer && type && RECORD.test(textOf(c, type)) && (given?.children.length ?? 0) === 0)
    return convertInitialized(c, node, { ...node, children: [] }, type, isImplicit);
  const header = type && !isImplicit ? bearer(c, node, type, given) : undefined;
  if (header) return header;
  const made = callNode(c, node, given, true);
  const word = { start: node.start, end: node.start + 'new'.length };
  made.callee = type ? classOf(c, type, isImplicit ? word : undefined) : constant(c, { ...node, ...word }, undefined);
  made.callee.use = { as: 'callee', call: made };
  if (given) made.arguments = argumentsOf(c, made, given);
  for (const one of initializer?.children ?? []) made.arguments.push(...fieldArgument(c, made, one));
  return made;
}

/** By what types are called: those whose instances do something, and do not only hold what they are given. */
const ACTIVE = /(?:Client|Service|Message|Handler)$/;

/** … and those that are filled after they are made, by assignments. */
const RECORD = /(?:Options|Settings|Request|Config|Configuration|Parameters)$/;

/** What a field is given behind the call is as good as an argument of its name. */
function fieldArgument(c: Context, call: CallNode, node: SyntaxNode): Argument[] {
  const [name, value] = node.children;
  if (node.type !== 'assignment_expression' || name?.type !== 'identifier' || !value) {
    convertAs(c, node, { as: 'test' });
    return [];
  }
  const made: Argument = {
    ...spanOf(node),
    value: undefined as unknown as Expression,
    name: textOf(c, name),
    nameSpan: spanOf(name),
  };
  made.value = convertGiven(c, value, { as: 'argument', call, argument: made });
  return [made];
}

/** `new AuthenticationHeaderValue("Bearer", key)` is the header's text. */
function bearer(c: Context, node: SyntaxNode, type: SyntaxNode, given: SyntaxNode | undefined): Expression | undefined {
  const parts = (given?.children ?? []).map((one) => one.children.at(-1) ?? one);
  if (parts.length !== 2 || !/(?:^|\.)AuthenticationHeaderValue$/.test(textOf(c, type))) return undefined;
  typeUse(c, type);
  const made = convertJoined(c, node, parts);
  const [scheme] = made.parts;
  if (scheme?.kind === 'string') scheme.value += ' ';
  return made;
}

function callNode(c: Context, node: SyntaxNode, given: SyntaxNode | undefined, isNew: boolean): CallNode {
  return add<CallNode>(c, {
    kind: 'call',
    ...spanOf(node),
    callee: undefined as unknown as Expression,
    arguments: [],
    isNew,
    ...(given ? { argumentsSpan: { start: given.start + 1, end: given.end - 1 } } : {}),
  });
}

function argumentsOf(c: Context, call: CallNode, given: SyntaxNode): Argument[] {
  return given.children.filter(({ type }) => type === 'argument').map((one) => argument(c, call, one));
}

function argument(c: Context, call: CallNode, node: SyntaxNode): Argument {
  const name = childOf(node, 'name');
  const value = node.children.filter((child) => child !== name && child.type !== 'modifier').at(-1) ?? node;
  const made: Argument = { ...spanOf(node), value: undefined as unknown as Expression };
  if (name) Object.assign(made, { name: textOf(c, name), nameSpan: spanOf(name) });
  const use = { as: 'argument', call, argument: made } as const;
  // What a function without a name gives is what the call asks for; any other argument has a type of its own.
  made.value = convertTyped(c, value, value.type === 'lambda_expression' ? c.target : undefined, use);
  return made;
}

/** A call of the constructor of the class that the class extends; of another one of its own where there is none. */
export function convertSuperCall(c: Context, node: SyntaxNode, given: SyntaxNode, of: ClassNode | undefined): CallNode {
  const made = callNode(c, node, given, false);
  made.callee = of
    ? add<SuperNode>(c, { kind: 'super', start: node.start, end: given.start, class: of })
    : constant(c, { ...node, end: given.start }, undefined);
  made.callee.use = { as: 'callee', call: made };
  made.arguments = argumentsOf(c, made, given);
  return made;
}
