import { constantOf } from '../catalog/sdk.js';
import type { Expression, StringNode } from '../ir.js';
import type { Origin, OriginOf } from './origins.js';

const NAMED = new WeakMap<Expression, StringNode>();

/** The text that a package has a name for, where that is written: `openai.GPT4o`. */
export function namedText({ package: name, node }: OriginOf<'external'>, path: readonly string[]): Origin | undefined {
  const value = constantOf(node.model.language, name, path);
  const written = node.use?.as === 'object' && node.use.member.property === path.at(-1) ? node.use.member : undefined;
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
