import type { Expression, MemberNode, StringNode } from '../ir.js';
import { ANY } from '../ir.js';
import { type EnvironmentOrigin, type Frame, type Origin, only, type Step } from './origins.js';
import type { Resolver } from './resolve.js';

/** What is worked out for the names of `a.b[key]` after its root, outermost first; nothing for one that is written. */
export function keysOf(member: MemberNode): (Expression | undefined)[] {
  const keys: (Expression | undefined)[] = [];
  let node: Expression = member;
  while (node.kind === 'member') {
    keys.unshift(node.property === undefined ? node.key : undefined);
    node = node.object;
  }
  return keys;
}

/**
 * `for name in NAMES: config[name] = os.environ[name]`: what lies under a key is the variable that the same text names, and none of the
 * others. Whoever asks for the key spells that text once more.
 */
export function ofKey(resolver: Resolver, origins: Origin[], key: Expression, step: Step, frame?: Frame): Origin[] {
  if (step.name === ANY || !origins.some(({ kind }) => kind === 'environment')) return origins;
  const texts = only(resolver.at(key, [], frame), 'string').map(({ node }) => node);
  const textOf = (origin: Origin) =>
    origin.kind === 'environment' ? texts.find((text) => isReadBy(origin, text)) : undefined;
  if (!origins.some(textOf)) return origins;
  const isAsked = (origin: Origin) => textOf(origin)?.value === step.name;
  // The key is made of the name in a way that is not known.
  const isLost = !origins.some(isAsked) && !isItem(key);
  return [
    ...origins.flatMap((origin) =>
      textOf(origin) === undefined ? [origin] : isAsked(origin) ? [at(origin, step)] : [],
    ),
    ...(isLost ? [{ kind: 'unknown' as const, node: key }] : []),
  ];
}

function isReadBy({ sites }: EnvironmentOrigin, { model, inner }: StringNode): boolean {
  return sites.some((site) => site.model === model && site.span.start === inner.start);
}

/** What a loop or a caller gives, as it is. */
function isItem(key: Expression): boolean {
  const definitions = key.kind === 'reference' ? (key.binding?.definitions ?? []) : [];
  return (
    definitions.length > 0 &&
    definitions.every((one) => one.from === 'parameter' || (one.from === 'value' && one.path.length > 0))
  );
}

function at(origin: Origin, { site }: Step): Origin {
  return origin.kind === 'environment' && site ? { ...origin, sites: [...origin.sites, site] } : origin;
}
