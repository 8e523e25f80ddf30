import type { CallNode, Expression, MemberNode, StringNode } from '../../ir.js';
import { add } from '../tree-sitter/add-node.js';
import { assign } from './assignments.js';
import type { Context } from './convert.js';
import { referenceTo } from './names.js';

/** Methods that put a value under a name into what they are called on. */
const PUTTING = new Set(['put', 'addProperty', 'add', 'set', 'putIfAbsent', 'accumulate']);

/** Methods that put it under a name of their own. Source: docs.spring.io, HttpHeaders. */
const PUTTING_NAMED: Readonly<Record<string, string>> = { setBearerAuth: 'Authorization' };

/** `body.put("model", model);`: what a variable's object then has under the name. */
export function noteFilled(c: Context, node: Expression): void {
  if (node.kind !== 'call' || node.callee.kind !== 'member') return;
  const { callee } = node;
  const [key, value, ...others] = node.arguments;
  const named = PUTTING_NAMED[callee.property ?? ''];
  if (named !== undefined && key && !value) {
    const filled = namedAgain(c, callee.object);
    if (filled) putInto(c, filled, node, { value: named, inner: callee.propertySpan }, key.value);
    return;
  }
  if (!key || !value || others.length > 0 || key.value.kind !== 'string' || !isPutting(node)) return;
  // Several calls in a row are all on what the first one is called on.
  let object = callee.object;
  while (object.kind === 'call' && object.callee.kind === 'member' && isPutting(object)) {
    noteFilled(c, object);
    object = object.callee.object;
  }
  const filled = namedAgain(c, object);
  if (filled) putInto(c, filled, node, key.value, value.value);
}

function putInto(
  c: Context,
  object: Expression,
  call: CallNode,
  { value: property, inner: propertySpan }: Pick<StringNode, 'value' | 'inner'>,
  value: Expression,
): void {
  const target = add<MemberNode>(c, {
    kind: 'member',
    start: call.start,
    end: call.end,
    object,
    property,
    propertySpan,
  });
  object.use = { as: 'object', member: target };
  assign(c, target, value, call);
}

function isPutting({ callee }: CallNode): boolean {
  return callee.kind === 'member' && PUTTING.has(callee.property ?? '');
}

function namedAgain(c: Context, object: Expression): Expression | undefined {
  const at = { start: object.start, end: object.start };
  if (object.kind === 'reference' && object.binding) return referenceTo(c, at, object.binding);
  if (object.kind === 'member' && object.object.kind === 'self' && object.property !== undefined) {
    const self = add(c, { kind: 'self' as const, ...at, of: object.object.of } as Expression);
    const member = add<MemberNode>(c, {
      kind: 'member',
      ...at,
      object: self,
      property: object.property,
      propertySpan: at,
    });
    self.use = { as: 'object', member };
    return member;
  }
  return undefined;
}
