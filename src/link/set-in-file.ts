import { rootOf } from '../callee-names.js';
import { named } from '../names.js';
import { type Origin, type OriginOf, only } from './origins.js';
import type { Resolver } from './resolve.js';

/**
 * `process.env.MODEL = DEFAULT_MODEL`: what the file itself sets a variable to that it reads. A text that is written right there is
 * the setting's own value.
 */
export function setInFile(
  resolver: Resolver,
  { node, path: [root] }: OriginOf<'global'>,
  read: readonly Origin[],
): Origin[] {
  const names = new Set(only(read, 'environment').map(({ name }) => name));
  return named(node.model, 'assignments', (name) => names.has(name)).flatMap(({ target, value }) => {
    const at = rootOf(target);
    const isSame = at.kind === 'reference' && !at.binding && at.name === root && value.kind !== 'string';
    // What is read from another variable is that one's own affair.
    return isSame ? resolver.at(value, []).filter(({ kind }) => kind !== 'environment') : [];
  });
}
