import type { CallNode, Expression, MemberNode } from '../../ir.js';
import { assign } from './assignments.js';
import { add, type Context } from './convert.js';
import { referenceTo } from './names.js';

/** Methods that put a value under a name into what they are called on. */
const PUTTING = new Set(['put', 'addProperty', 'add', 'set', 'putIfAbsent', 'accumulate']);

/** `body.put("model", model);`: what a variable's object then has under the name. */
export function noteFilled(c: Context, node: Expression): void {
  if (node.kind !== 'call') return;
  const [key, value, ...others] = node.arguments;
  if (!key || !value || others.length > 0 || key.value.kind !== 'string' || !isPutting(node)) return;
  const { callee } = node;
  // Several calls in a row are all on what the first one is called on.
  if (callee.kind !== 'member') return;
  let object = callee.object;
  while (object.kind === 'call' && object.callee.kind === 'member' && isPutting(object)) {
    noteFilled(c, object);
    object = object.callee.object;
  }
  const filled = namedAgain(c, object);
  if (!filled) return;
  const target = add<MemberNode>(c, {
    kind: 'member',
    start: callee.start,
    end: key.end,
    object: filled,
    property: key.value.value,
    propertySpan: key.value.inner,
    key: key.value,
  });
  filled.use = { as: 'object', member: target };
  assign(c, target, value.value, node);
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
