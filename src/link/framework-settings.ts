import { posix } from 'node:path';
import { type FrameworkSettings, flowFacts } from '../catalog/flow.js';
import { nearest } from './declared-variables.js';
import type { Origin, OriginOf, Step } from './origins.js';
import type { Resolver } from './resolve.js';

const NAME = /^[\w$]+$/;

/**
 * What a framework gives of its configuration: `useRuntimeConfig().key`, of `runtimeConfig: { key: process.env.KEY }`. Undefined where
 * a variable that is called after the setting may take its place, since the framework alone reads that.
 */
export function frameworkSetting(
  resolver: Resolver,
  origin: OriginOf<'external'> | OriginOf<'global'>,
  path: readonly Step[],
): Origin[] | undefined {
  const { node } = origin;
  // Asked of all that comes from outside: mostly the first name says that it is something else.
  const called = origin.path[0] ?? path[0]?.name;
  const fact = flowFacts(node.model.language).frameworkSettings?.find(
    (one) => one.function === called && (origin.kind === 'global' || one.packages.includes(origin.package)),
  );
  if (!fact) return undefined;
  const [, call, ...inside] = [...origin.path, ...path.map(({ name }) => name)];
  if (call !== '()' || inside.length === 0 || !inside.every((name) => NAME.test(name))) return undefined;
  const config = nearest(resolver, node.model.path, fact.files);
  const variable = variableOf(fact, inside);
  if (!config || isSpelledBeside(config.path, variable, resolver)) return undefined;
  const keys = [...fact.at, ...inside].map((name) => ({ name }));
  const found = resolver.modules.exported(config, keys, node).filter(({ kind }) => kind !== 'absent');
  const isGiven = (one: Origin) => one.kind === 'environment' || (one.kind === 'string' && one.node.value !== '');
  const isTaken = (one: Origin) => one.kind === 'environment' && one.name === variable;
  if (!found.some(isGiven) || found.some(isTaken)) return undefined;
  // The program gets it from there, wherever it runs: a browser has no environment.
  return found.map((one) => (one.kind === 'environment' ? { ...one, isStored: true as const } : one));
}

/** `openaiKey` → `NUXT_OPENAI_KEY`. */
function variableOf({ prefix }: FrameworkSettings, names: readonly string[]): string {
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
