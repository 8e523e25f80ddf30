import type { Binding, CallNode, Expression, OperationNode, ReferenceNode, Span, WrapperNode } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { add } from '../tree-sitter/add-node.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';
import { addLinks, linksOn } from './chains.js';
import type { Context } from './convert.js';
import { referenceTo } from './names.js';

/** What is known of a builder that is not asked for the thing where it is made. */
export interface Held {
  call: CallNode;
  /** Where it is made; elsewhere, a call on it may not happen. */
  branch?: Span;
  /** The reads of its variable that are calls on it. */
  reads: Set<ReferenceNode>;
}

/** A variable of a block holds a builder from now on. */
export function holdBuilder(c: Context, binding: Binding, value: Expression): void {
  if (value.kind !== 'call' || !c.unfinished.delete(value)) return;
  c.builders.set(binding, { call: value, branch: c.branch, reads: new Set() });
}

/** `builder.a(v)` and `builder.build()`, where a variable of the block holds the builder: what is given is given to its chain. */
export function callOnBuilder(c: Context, node: SyntaxNode): Expression | undefined {
  const found = linksOn(c, node);
  const binding = found && c.scope.lookup(found.name);
  const held = binding && c.builders.get(binding);
  if (!found || !binding || !held) return undefined;
  addLinks(c, held.call, found.links, c.branch !== held.branch);
  const value = referenceTo(c, node, binding);
  held.reads.add(value);
  const made = add<WrapperNode>(c, { kind: 'wrapper', ...spanOf(node), operator: 'cast', value });
  value.use = { as: 'wrapped', wrapper: made };
  return made;
}

/** Whoever else has a builder may give it anything. */
export function settleBuilders(c: Context): void {
  for (const call of c.unfinished) leaveOpen(c, call);
  for (const [binding, { call, reads }] of c.builders)
    if (binding.references.some((one) => !reads.has(one) && !isGivenItself(one, binding))) leaveOpen(c, call);
}

/** `builder = builder.a(v)`. */
function isGivenItself({ use }: ReferenceNode, binding: Binding): boolean {
  return use?.as === 'definition' && use.targets.some((one) => one.binding === binding);
}

function leaveOpen(c: Context, call: CallNode): void {
  const span = { start: call.end, end: call.end };
  const value = add<OperationNode>(c, { kind: 'operation', ...span, operator: 'unknown', operands: [] });
  const argument = { ...span, value, spread: 'mapping' as const };
  value.use = { as: 'argument', call, argument };
  call.arguments.push(argument);
}
