import { constantOf } from '../catalog/sdk.js';
import type { Expression, MemberNode, StringNode } from '../ir.js';
import type { Origin, OriginOf } from './origins.js';

const NAMED = new WeakMap<Expression, StringNode>();

/** The text that a package has a name for, where that is written: `openai.GPT4o`. */
export function namedText({ package: name, node }: OriginOf<'external'>, path: readonly string[]): Origin | undefined {
  const value = constantOf(node.model.language, name, path);
  const written = value === undefined ? undefined : writtenAs(node, path);
  if (value === undefined || !written) return undefined;
  const { start, end, use, model } = written;
  const known = NAMED.get(written);
  const made = known ?? {
    kind: 'string',
    value,
    start,
    end,
    inner: { start, end },
    quote: '',
    isNamed: true,
    use,
    model,
  };
  NAMED.set(written, made);
  return { kind: 'string', node: made };
}

/** The member that spells the last name, behind those before it or behind a name that is imported. */
function writtenAs(node: Expression, path: readonly string[]): MemberNode | undefined {
  const last = path.at(-1);
  let at = node.use?.as === 'object' ? node.use.member : undefined;
  for (let step = 1; at && at.property !== last && step < path.length; step++)
    at = at.use?.as === 'object' ? at.use.member : undefined;
  return at?.property === last ? at : undefined;
}
