import type {
  Argument,
  CallNode,
  ChoiceNode,
  Expression,
  ListNode,
  MemberNode,
  ObjectNode,
  OperationNode,
  SuperNode,
  WrapperNode,
} from '../../ir.js';
import { EACH, EACH_ENTRY } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { conditionally } from '../conditionally.js';
import { grown } from '../packed/grown.js';
import { type Call, Given, type Mapping, NONE, Pair } from '../packed/node-classes.js';
import {
  callNode,
  choiceNode,
  constantNode,
  definitionUse,
  listNode,
  memberNode,
  objectNode,
  operationNode,
  superNode,
  TEST,
  templateNode,
  WHOLE,
  wrapperNode,
} from '../packed/nodes.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { VersionedScope } from '../versioned-scope.js';
import { type Context, convertAs, reference } from './convert.js';
import { convertLambda } from './functions.js';

import { convertConcatenated, convertFormatted, convertString } from './strings.js';
import { bindTarget } from './targets.js';
import { collectType, genericClass } from './types.js';

/** Every expression becomes a node of the model; what has no meaning to rules becomes an operation on its parts. */
export function convertExpression(c: Context, node: SyntaxNode): Expression {
  switch (node.type) {
    case 'string':
      return convertString(c, node);
    case 'concatenated_string':
      return convertConcatenated(c, node);
    case 'identifier':
      return reference(c, node);
    case 'integer':
    case 'float':
      return constantNode(c, node, Number(textOf(c, node).replaceAll('_', '')));
    case 'true':
    case 'false':
      return constantNode(c, node, node.type === 'true');
    case 'none':
      return constantNode(c, node, null);
    case 'parenthesized_expression':
    case 'type':
      return node.children[0] ? convertExpression(c, node.children[0]) : constantNode(c, node, undefined);
    case 'attribute':
      return attribute(c, node);
    case 'subscript':
      return subscript(c, node);
    case 'call':
      return call(c, node);
    case 'dictionary':
      return dictionary(c, node);
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
    case 'pattern_list':
      return list(c, node);
    case 'conditional_expression':
      return conditional(c, node);
    case 'boolean_operator':
      return logical(c, node);
    case 'binary_operator':
      return binary(c, node);
    case 'comparison_operator':
      return comparison(c, node);
    case 'named_expression':
      return named(c, node);
    case 'await':
      return wrapper(c, node, 'await');
    case 'yield':
      return yielded(c, node);
    case 'list_splat':
      return wrapper(c, node, 'spread');
    case 'lambda':
      return convertLambda(c, node);
    case 'list_comprehension':
    case 'set_comprehension':
    case 'dictionary_comprehension':
    case 'generator_expression':
      return comprehension(c, node);
    case 'generic_type':
      collectType(c, node);
      return constantNode(c, node, undefined);
    default:
      return operation(c, node, node.type, node.children);
  }
}

function attribute(c: Context, node: SyntaxNode): MemberNode {
  const [object, name] = node.children as [SyntaxNode, SyntaxNode];
  const made = memberNode(c, node, textOf(c, name));
  made.object = convertAs(c, object, made);
  return made;
}

function subscript(c: Context, node: SyntaxNode): Expression {
  const [object, ...keys] = node.children as [SyntaxNode, ...SyntaxNode[]];
  const [key] = keys;
  if (/(?:^|\.)Literal$/.test(textOf(c, object))) {
    collectType(c, node);
    return constantNode(c, node, undefined);
  }
  if (!key || keys.length > 1 || key.type === 'slice') return operation(c, node, 'subscript', [object, ...keys]);
  const made = memberNode(c, node);
  made.object = convertAs(c, object, made);
  made.key = convertAs(c, key, { as: 'key', of: made });
  if (made.key.kind === 'string') made.property = made.key.value;
  else if (made.key.kind === 'constant' && typeof made.key.value === 'number') made.property = String(made.key.value);
  return made;
}

function call(c: Context, node: SyntaxNode): Expression {
  const callee = childOf(node, 'function') as SyntaxNode;
  const listed = childOf(node, 'arguments') as SyntaxNode;
  const isGenerator = listed.type === 'generator_expression';
  const given = isGenerator ? [listed] : listed.children;
  const name = textOf(c, callee);
  if (callee.type === 'attribute' && name.endsWith('.format') && callee.children[0]) {
    const values = given.map((one) =>
      one.type === 'keyword_argument'
        ? { name: textOf(c, one.children[0] as SyntaxNode), value: one.children[1] as SyntaxNode }
        : { value: one },
    );
    const made = convertFormatted(c, node, callee.children[0], values, /(?<!\{)\{(\w*)(?:![rsa])?\}(?!\})/g);
    if (made) return made;
  }
  if (name === 'getattr' && !c.scope.lookup('getattr')) {
    const made = attributeByName(c, node, given);
    if (made) return made;
  }
  if (isRecordMaker(c, name, given)) return keywords(c, node, given);
  const inset = isGenerator ? 0 : 1;
  const made = callNode(c, node, listed.start + inset, listed.end - inset);
  const [first] = given;
  if (first && name.endsWith('.__new__') && isClassReceiver(c, first)) {
    // An instance of the class, made without its constructor.
    made.callee = convertAs(c, first, made);
    return made;
  }
  made.callee = superInit(c, callee, made) ?? convertAs(c, genericClass(c, callee), made);
  if (given.length > 0) made.arguments = given.map((one) => argument(c, made, one));
  return made;
}

/** `getattr(a, "b", otherwise)`: an attribute, or what there is in its place. */
function attributeByName(c: Context, node: SyntaxNode, given: readonly SyntaxNode[]): Expression | undefined {
  const [object, name, otherwise] = given;
  if (!object || name?.type !== 'string' || name.children.length > 3) return undefined;
  const key = convertExpression(c, name);
  if (key.kind !== 'string') return undefined;
  const made = memberNode(c, node, key.value);
  made.key = key;
  key.use = { as: 'key', of: made };
  made.object = convertAs(c, object, made);
  if (!otherwise) return made;
  const choice = choiceNode(c, node, 'or');
  made.use = choice;
  choice.options = [made, convertAs(c, otherwise, choice)];
  return choice;
}

function isClassReceiver(c: Context, node: SyntaxNode): boolean {
  const binding = node.type === 'identifier' ? c.scope.lookup(textOf(c, node)) : undefined;
  return binding !== undefined && c.receivers.get(binding)?.is === 'class';
}

function isKeyword(node: SyntaxNode): boolean {
  return node.type === 'keyword_argument' || node.type === 'dictionary_splat';
}

/** `super().__init__(…)` runs the constructor of the class that is extended. */
function superInit(c: Context, callee: SyntaxNode, made: Call): SuperNode | undefined {
  if (!c.class || callee.type !== 'attribute' || !/^super\([^)]*\)\.__init__$/.test(textOf(c, callee)))
    return undefined;
  const node = superNode(c, callee, c.class);
  node.use = made;
  return node;
}

function argument(c: Context, call: CallNode, node: SyntaxNode): Argument {
  const [first, second] = node.children;
  if (node.type === 'keyword_argument' && first && second)
    return given(c, new Given(node, call, textOf(c, first)), second);
  if (node.type === 'dictionary_splat' && first) return given(c, new Given(node, call, undefined, 'mapping'), first);
  if (node.type === 'list_splat' && first) return given(c, new Given(node, call, undefined, 'list'), first);
  return given(c, new Given(node, call), node);
}

function given(c: Context, made: Given, value: SyntaxNode): Argument {
  made.value = convertAs(c, value, made);
  return made;
}

/** What makes an object of its keyword arguments; `dict` takes one to begin with, too. */
const RECORD_MAKERS = /^(?:(?:types\.)?SimpleNamespace|(?:argparse\.)?Namespace)$/;

function isRecordMaker(c: Context, name: string, given: readonly SyntaxNode[]): boolean {
  const [first, ...others] = given;
  if (name === 'dict' && !c.scope.lookup('dict'))
    return others.length > 0 && first?.type !== 'list_splat' ? others.every(isKeyword) : given.every(isKeyword);
  if (!RECORD_MAKERS.test(name) || !given.every(isKeyword)) return false;
  const binding = c.scope.lookup(name.split('.')[0] ?? '');
  return (
    binding?.definitions.some((one) => one.from === 'import' && /^(?:types|argparse)$/.test(one.specifier)) === true
  );
}

/** `dict(a=1, **b)`: an object in effect. */
function keywords(c: Context, node: SyntaxNode, given: readonly SyntaxNode[]): ObjectNode {
  const made = objectNode(c, node, 'attributes');
  if (given.length > 0)
    made.entries = given.map((one) => {
      const [name] = one.type === 'keyword_argument' ? one.children : [];
      const held = new Pair(one, made, name && textOf(c, name));
      held.value = convertAs(c, isKeyword(one) ? (one.children.at(-1) as SyntaxNode) : one, held);
      return held;
    });
  return made;
}

function dictionary(c: Context, node: SyntaxNode): ObjectNode {
  const made = objectNode(c, node, 'literal');
  if (node.children.length > 0) made.entries = node.children.map((one) => entry(c, pair(c, made, one), one));
  return made;
}

function pair(c: Context, made: Mapping, node: SyntaxNode): Pair {
  if (node.type !== 'pair') return new Pair(node, made);
  const key = convertAs(c, node.children[0] as SyntaxNode, made);
  return new Pair(node, made, key.kind === 'string' ? key.value : undefined, key);
}

function entry(c: Context, made: Pair, node: SyntaxNode): Pair {
  made.value = convertAs(c, node.children.at(-1) as SyntaxNode, made);
  return made;
}

export function list(c: Context, node: SyntaxNode): ListNode {
  const made = listNode(c, node);
  if (node.children.length > 0) made.items = node.children.map((item) => convertAs(c, item, made));
  return made;
}

function conditional(c: Context, node: SyntaxNode): ChoiceNode {
  const [first, test, second] = node.children as [SyntaxNode, SyntaxNode, SyntaxNode];
  const made = choiceNode(c, node, 'conditional');
  made.test = convertAs(c, test, TEST);
  conditionally(c, node, () => {
    made.options = [first, second].map((option) => convertAs(c, option, made));
  });
  return made;
}

function logical(c: Context, node: SyntaxNode): ChoiceNode {
  const [left, right] = node.children as [SyntaxNode, SyntaxNode];
  const isAnd = operatorBetween(c, left, right) === 'and';
  const made = choiceNode(c, node, isAnd ? 'and' : 'or');
  if (isAnd) {
    made.test = convertAs(c, left, TEST);
    conditionally(c, node, () => {
      made.options = [convertAs(c, right, made)];
    });
  } else made.options = [left, right].map((option) => convertAs(c, option, made));
  return made;
}

function binary(c: Context, node: SyntaxNode): Expression {
  const [left, right] = node.children as [SyntaxNode, SyntaxNode];
  const operator = operatorBetween(c, left, right);
  if (operator === '%') {
    const values = right.type === 'tuple' ? right.children : [right];
    const made = convertFormatted(
      c,
      node,
      left,
      values.map((value) => ({ value })),
      /(?<!%)%s()/g,
    );
    if (made) return made;
  }
  if (operator !== '+') return operation(c, node, operator, [left, right]);
  const made = templateNode(c, node, true);
  const parts: SyntaxNode[] = [];
  const flatten = (part: SyntaxNode): void => {
    const [first, second] = part.children;
    if (part.type === 'binary_operator' && first && second && operatorBetween(c, first, second) === '+') {
      flatten(first);
      flatten(second);
    } else parts.push(part);
  };
  flatten(node);
  made.parts = parts.map((part) => convertAs(c, part, made));
  return made;
}

function operatorBetween(c: Context, left: SyntaxNode, right: SyntaxNode): string {
  return c.text.slice(left.end, right.start).replace(/[\s()\\]|#[^\n]*/g, '');
}

function comparison(c: Context, node: SyntaxNode): OperationNode {
  const [left, right] = node.children as [SyntaxNode, SyntaxNode];
  const between = c.text.slice(left.end, right.start);
  const operator = /\bin\b/.test(between) ? 'in' : operatorBetween(c, left, right);
  return operation(c, node, operator, node.children);
}

/** `name := value`: the name is bound, and the value is that of the expression. */
function named(c: Context, node: SyntaxNode): Expression {
  const [name, value] = node.children as [SyntaxNode, SyntaxNode];
  const converted = convertExpression(c, value);
  converted.use = definitionUse(bindTarget(c, name, { value: converted, path: WHOLE, assignments: [] }));
  return reference(c, name);
}

function wrapper(c: Context, node: SyntaxNode, operator: WrapperNode['operator']): WrapperNode {
  const made = wrapperNode(c, node, operator);
  made.value = convertAs(c, node.children[0] as SyntaxNode, made);
  return made;
}

function yielded(c: Context, node: SyntaxNode): Expression {
  if (node.children.length === 0) return operation(c, node, 'yield', []);
  const made = wrapper(c, node, 'yield');
  // What `yield from` gives is in the value.
  if (c.function && !/^yield\s+from\b/.test(textOf(c, node))) {
    made.value.use = { as: 'yielded', from: c.function };
    c.function.yields = grown(c.function.yields ?? NONE, made.value);
  }
  return made;
}

/** The clauses bind names for the body, which stands before them. */
function comprehension(c: Context, node: SyntaxNode): OperationNode {
  const outer = c.scope;
  c.scope = new VersionedScope(c.model, 'comprehension', outer);
  const made = operationNode(c, node, node.type === 'dictionary_comprehension' ? EACH_ENTRY : EACH);
  const convert = (child: SyntaxNode) => {
    for (const part of child.type === 'pair' ? child.children : [child])
      made.operands = grown(made.operands, convertAs(c, part, made));
  };
  conditionally(c, node, () => {
    for (const child of node.children)
      if (child.type === 'for_in_clause') bindClause(c, child);
      else if (child.type === 'if_clause') child.children.forEach(convert);
    for (const child of node.children) if (child.type !== 'for_in_clause' && child.type !== 'if_clause') convert(child);
  });
  c.scope = outer;
  return made;
}

function bindClause(c: Context, clause: SyntaxNode): void {
  const left = childOf(clause, 'left');
  const right = childOf(clause, 'right');
  if (!left || !right) return;
  const value = convertExpression(c, right);
  for (const name of identifiersIn(left)) c.scope.declare(textOf(c, name), 'variable', spanOf(name));
  value.use = definitionUse(bindTarget(c, left, { value, path: ['*'], assignments: [] }));
}

function identifiersIn(node: SyntaxNode): SyntaxNode[] {
  return node.type === 'identifier' ? [node] : node.children.flatMap(identifiersIn);
}

export function operation(
  c: Context,
  node: SyntaxNode,
  operator: string,
  operands: readonly SyntaxNode[],
): OperationNode {
  const made = operationNode(c, node, operator);
  if (operands.length > 0) made.operands = operands.map((operand) => convertAs(c, operand, made));
  return made;
}
