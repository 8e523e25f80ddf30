import { flowFacts, type RecordFiller } from '../catalog/flow.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { CallNode, ClassNode } from '../ir.js';
import { type EnvironmentOrigin, type Origin, only } from './origins.js';
import { placeIn } from './place-in.js';
import type { Resolver } from './resolve.js';

/**
 * The variables that fields of a class name, as they are called by who fills an instance of it with what stands behind a prefix:
 * `envconfig.Process("myapp", &config)`. One that is not known is among them where a prefix cannot be followed.
 */
export function behindPrefixes(resolver: Resolver, owner: ClassNode, values: readonly Origin[]): readonly Origin[] {
  const { recordFillers = [] } = flowFacts(owner.model.language);
  if (recordFillers.length === 0 || !values.some(isDeclared)) return values;
  const fillings = recordFillers.flatMap((filler) =>
    callsOf(resolver, filler, owner).map((call) => ({ ...filler, prefix: prefixIn(resolver, filler, call) })),
  );
  const prefixes = new Set(fillings.map(({ prefix }) => prefix));
  if (fillings.length === 0 || (prefixes.size === 1 && prefixes.has(''))) return values;
  const isBare = fillings.some(({ prefix, isOptional }) => prefix === '' || isOptional);
  const named = [...prefixes].flatMap((prefix): Origin[] => {
    if (prefix === undefined) return [{ kind: 'unknown', node: owner, isVariable: true }];
    return prefix === '' ? [] : values.map((one) => (isDeclared(one) ? behind(prefix, one) : one));
  });
  return isBare ? [...named, ...values] : named;
}

/** A variable behind a prefix: what is written of its name is the part behind it. */
export function behind(prefix: string, origin: EnvironmentOrigin): EnvironmentOrigin {
  // Another variable than the one that has the same place without the prefix.
  const sites = origin.sites.map((site) => ({ ...site, span: { ...site.span }, before: prefix + (site.before ?? '') }));
  return { ...origin, name: prefix + origin.name, sites };
}

/** Whether the tag of a field names the variable. */
export function isDeclared(origin: Origin): origin is EnvironmentOrigin {
  return origin.kind === 'environment' && origin.node.kind === 'string';
}

/** The calls that fill an instance of the class. */
function callsOf(
  resolver: Resolver,
  { package: name, export: called, record }: RecordFiller,
  owner: ClassNode,
): CallNode[] {
  const { project, classes } = resolver;
  project.readHolding(name, owner.model.language);
  return project.calls.get(called).filter((call) => {
    if (isTestPath(call.model.path)) return false;
    const filled = placeIn(call, record);
    if (!filled || !classes.recordsOf(filled.value).includes(owner)) return false;
    return only(resolver.at(call.callee, []), 'external').some(
      (one) => one.path.join('.') === called && (one.package === name || one.package.startsWith(`${name}/v`)),
    );
  });
}

/** What stands before the names; undefined where it cannot be followed. */
function prefixIn(resolver: Resolver, { prefix, separator }: RecordFiller, call: CallNode): string | undefined {
  const at = placeIn(call, prefix);
  if (!at) return '';
  const [first, ...others] = resolver.at(at.value, at.steps);
  if (first?.kind === 'absent' && others.length === 0) return '';
  if (first?.kind !== 'string' || others.length > 0) return undefined;
  const { value } = first.node;
  return value === '' || separator === undefined ? value : (value + separator).toUpperCase();
}
