import { type EnvironmentSchema, flowFacts } from '../catalog/flow.js';
import type { CallNode, Expression } from '../ir.js';
import { type Frame, type Origin, type OriginOf, only, type Site, type Step } from './origins.js';
import type { Resolver } from './resolve.js';

/**
 * `schema.parse(process.env).X`, `cleanEnv(process.env, { X: str() }).X`, `createEnv({ … }).X`: a validated set of
 * variables is what was put in, with the schema's defaults. Undefined when the call is none of these.
 */
export function resolveSchemaCall(
  resolver: Resolver,
  callee: OriginOf<'external'>,
  call: CallNode,
  path: readonly Step[],
  frame?: Frame,
): Origin[] | undefined {
  const facts = flowFacts(call.model.language);
  const [first] = call.arguments;
  for (const schema of facts.schemas) {
    const unwrap = schema.parse[callee.path.at(-1) ?? ''];
    const object = callee.path.findIndex((name) => schema.objects.includes(name));
    if (schema.package !== callee.package || !unwrap || object === -1 || !first) continue;
    const steps = path.slice(unwrap.length);
    if (steps.length === 0) continue;
    const made = callee.calls[callee.path.slice(0, object).filter((name) => name === '()').length];
    const shape = made?.arguments[0]?.value;
    const given = resolver.at(first.value, steps, frame);
    return shape ? merge(given, [shapeOf(resolver, shape, steps, schema.defaults)], path) : given;
  }
  for (const schema of facts.environmentSchemas) {
    if (schema.package !== callee.package || callee.path.at(-1) !== schema.function || path.length === 0) continue;
    const found = [schema.values, schema.alternative]
      .flatMap((place) => (place === undefined ? [] : placed(resolver, call, place, path, frame)))
      .filter((o) => o.kind !== 'absent');
    const isGiven = placed(resolver, call, schema.values, [], frame).some((o) => o.kind !== 'absent');
    const given = found.length > 0 || isGiven ? found : ofProcess(resolver, call, schema, path);
    const shapes = schema.shape.flatMap((place) => {
      const at = argumentAt(call, place);
      return at
        ? [shapeOf(resolver, at.value, [...at.steps, ...path], [schema.default.method ?? ''], schema.default)]
        : [];
    });
    return merge(given, shapes, path);
  }
  return undefined;
}

/** What the schema takes from the environment by itself. */
function ofProcess(resolver: Resolver, call: CallNode, { reads }: EnvironmentSchema, path: readonly Step[]): Origin[] {
  const [root, ...names] = reads ?? [];
  if (root === undefined) return [];
  const steps = [...names.map((name) => ({ name })), ...path];
  return resolver.leaf({ kind: 'global', path: [root], calls: [], node: call }, steps);
}

interface Shape {
  sites: Site[];
  defaults: Origin[];
}

/**
 * Every place that repeats the variable's name is renamed with it: the schema's key too, if that is the name. Where
 * the values are an object of their own (`{ KEY: process.env.KEY }`), its keys and the schema's are names of theirs.
 */
function merge(given: Origin[], shapes: Shape[], path: readonly Step[]): Origin[] {
  const sites = shapes.flatMap((shape) => shape.sites);
  const read = path.at(-1)?.site;
  const isName = (o: OriginOf<'environment'>) => read === undefined || o.sites.includes(read);
  return [
    ...given.map((o) => (o.kind === 'environment' && isName(o) ? { ...o, sites: [...o.sites, ...sites] } : o)),
    ...shapes.flatMap((shape) => shape.defaults),
  ];
}

/** The key in the schema's shape, and the default that its value declares. */
function shapeOf(
  resolver: Resolver,
  shape: Expression,
  steps: readonly Step[],
  methods: readonly string[],
  option?: { argument?: number; key?: string },
): Shape {
  const result: Shape = { sites: [], defaults: [] };
  const name = steps.at(-1)?.name;
  const owner = steps.slice(0, -1);
  for (const origin of resolver.at(shape, owner)) {
    if (origin.kind !== 'object') continue;
    for (const entry of origin.node.entries) {
      if (entry.key !== name || !entry.keySpan) continue;
      const form = entry.shorthand ? 'shorthand' : entry.quoted ? 'text' : 'name';
      result.sites.push({ model: origin.node.model, span: entry.keySpan, form });
      for (const value of resolver.at(entry.value, []))
        if (value.kind === 'external') result.defaults.push(...defaultsOf(resolver, value, methods, option));
    }
  }
  return result;
}

function defaultsOf(
  resolver: Resolver,
  value: OriginOf<'external'>,
  methods: readonly string[],
  option?: { argument?: number; key?: string },
): Origin[] {
  if (option?.key !== undefined) {
    const argument = value.calls.at(-1)?.arguments[option.argument ?? 0];
    return argument ? resolver.at(argument.value, [{ name: option.key }]).filter((o) => o.kind !== 'absent') : [];
  }
  let calls = 0;
  return value.path.flatMap((name, index) => {
    if (name !== '()') return [];
    const call = value.calls[calls++];
    const argument = call?.arguments[0];
    return argument && methods.includes(value.path[index - 1] ?? '') ? resolver.at(argument.value, []) : [];
  });
}

/** What the value of a schema's key gives where nothing is given: `string().default('x')`. */
export function declaredDefaults(resolver: Resolver, value: Expression): Origin[] {
  const { schemas } = flowFacts(value.model.language);
  return only(resolver.at(value, []), 'external').flatMap((one) => {
    const schema = schemas.find((facts) => facts.package === one.package);
    return schema ? defaultsOf(resolver, one, schema.defaults) : [];
  });
}

/** The argument at a place of the catalog's (`1`, `0.runtimeEnv`), and the steps in it. */
export function argumentAt(call: CallNode, place: number | string): { value: Expression; steps: Step[] } | undefined {
  const [index, ...names] = String(place).split('.');
  const argument = call.arguments[Number(index)];
  return argument && { value: argument.value, steps: names.map((name) => ({ name })) };
}

function placed(
  resolver: Resolver,
  call: CallNode,
  place: number | string,
  path: readonly Step[],
  frame?: Frame,
): Origin[] {
  const at = argumentAt(call, place);
  return at ? resolver.at(at.value, [...at.steps, ...path], frame) : [];
}
