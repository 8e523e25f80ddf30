import { posix } from 'node:path';
import { flowFacts } from '../catalog/flow.js';
import type { Expression } from '../ir.js';
import { nearest } from './declared-variables.js';
import type { Origin, OriginOf, Step } from './origins.js';
import type { Resolver } from './resolve.js';

const NAME = /^[\w$]+$/;

/**
 * What a framework gives of its configuration: `useRuntimeConfig().key`, of `runtimeConfig: { key: process.env.KEY }`;
 * `Constants.expoConfig.extra.key`. Undefined where a variable that is called after the setting may take its place, since the framework
 * alone reads that.
 */
export function frameworkSetting(
  resolver: Resolver,
  origin: OriginOf<'external'> | OriginOf<'global'>,
  path: readonly Step[],
): Origin[] | undefined {
  const { node } = origin;
  // Asked of all that comes from outside: mostly the first name says that it is something else.
  const first = origin.path[0] ?? path[0]?.name;
  const facts = flowFacts(node.model.language).frameworkSettings?.filter(
    (one) => one.path[0] === first && (origin.kind === 'global' ? one.isGlobal : one.packages.includes(origin.package)),
  );
  if (!facts || facts.length === 0) return undefined;
  const names = [...origin.path, ...path.map(({ name }) => name)];
  const fact = facts.find((one) => one.path.every((name, index) => name === names[index]));
  const inside = names.slice(fact?.path.length);
  if (!fact || inside.length === 0 || !inside.every((name) => NAME.test(name))) return undefined;
  const config = nearest(resolver, node.model.path, fact.files);
  const variable = fact.prefix === undefined ? undefined : variableOf(fact.prefix, inside);
  if (!config || (variable !== undefined && isSpelledBeside(config.path, variable, resolver))) return undefined;
  const isGiven = (one: Origin) => one.kind === 'environment' || (one.kind === 'string' && one.node.value !== '');
  const isTaken = (one: Origin) => one.kind === 'environment' && one.name === variable;
  const places = fact.at.map(([exported = '', ...at]) => {
    const steps = [...at, ...inside].map((name) => ({ name }));
    const made = resolver.modules.exported(config, [{ name: exported }], node).flatMap(madeBy);
    return made.flatMap((one) => resolver.at(one, steps)).filter(({ kind }) => kind !== 'absent');
  });
  const found = places.find((origins) => origins.some(isGiven));
  if (!found || found.some(isTaken)) return undefined;
  // The program gets it from there, wherever it runs: a browser has no environment.
  return found.map((one) => (one.kind === 'environment' ? { ...one, isStored: true as const } : one));
}

/** A configuration, or what the function returns that makes it. */
function madeBy(origin: Origin): Expression[] {
  if (origin.kind === 'object') return [origin.node];
  return origin.kind === 'function' ? origin.node.returns : [];
}

/** `openaiKey` → `NUXT_OPENAI_KEY`. */
function variableOf(prefix: string, names: readonly string[]): string {
  const words = names.map((name) => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase());
  return prefix + words.join('_');
}

/** Whether what sets variables for the program, or tells which to set, may set this one. */
function isSpelledBeside(config: string, variable: string, { project: { host } }: Resolver): boolean {
  const folder = posix.dirname(config) === '.' ? '' : posix.dirname(config);
  const folders = new Set([folder, '']);
  return [...folders]
    .flatMap((one) => host.inFolder(one))
    .filter((path) => /(?:^|\/)(?:\.env|Dockerfile|[^/]*\.(?:ya?ml|toml|md|json)$)/i.test(path))
    .some((path) => host.read(path)?.includes(variable));
}
