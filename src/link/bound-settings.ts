import { type BoundSettings, flowFacts } from '../catalog/flow.js';
import type { CallNode, Expression, Parameter } from '../ir.js';
import { named } from '../names.js';
import type { Origin, Step } from './origins.js';
import type { Resolver } from './resolve.js';

/**
 * A parameter by which a program is handed settings of a class of its own, which a part of the configuration fills: `IOptions<Settings>
 * options`, with `Configure<Settings>(configuration.GetSection("Chat"))` somewhere. Undefined for another parameter, and where
 * it is not known which part that is.
 */
export function boundSettings(
  resolver: Resolver,
  { type }: Parameter,
  path: readonly Step[],
  node: Expression,
): Origin[] | undefined {
  const fact = flowFacts(node.model.language).boundSettings;
  const [holder, name] = type?.names ?? [];
  const [value, field, ...rest] = path;
  if (!fact || !holder || !name || !value || !field) return undefined;
  if (!fact.holders.includes(holder) || !fact.values.includes(value.name)) return undefined;
  resolver.project.readHolding(name, node.model.language);
  const sections = sectionsOf(resolver, fact, name);
  const [section] = sections;
  if (section === undefined || sections.length > 1) return undefined;
  const read: Origin = {
    kind: 'environment',
    name: [section, field.name, ...rest.map((one) => one.name)].join(fact.joined),
    sites: [],
    node,
    mayBeNothing: true,
    isStored: true,
  };
  return rest.length > 0 ? [read] : [read, ...defaultsOf(resolver, name, field, node)];
}

/** The parts of the configuration that fill a class; an empty text stands for one that is not known. */
function sectionsOf(resolver: Resolver, fact: BoundSettings, name: string): string[] {
  const { project } = resolver;
  const isFor = (call: CallNode | undefined) => {
    const [type] = call?.typeArguments ?? [];
    return type?.kind === 'reference' && type.name === name;
  };
  const direct = fact.binders.flatMap((one) => project.calls.get(one)).filter(isFor);
  const chained = fact.chained.flatMap((one) => project.calls.get(one)).filter((call) => isFor(madeBefore(call)));
  const texts = [...direct, ...chained].flatMap(({ arguments: [first] }) => {
    const value = first?.value;
    const inner = value?.kind === 'call' && nameOf(value) === fact.section ? value.arguments[0]?.value : value;
    const found = inner ? resolver.strings(inner) : [];
    return found.length > 0 ? found.map((one) => one.value) : [''];
  });
  return texts.includes('') ? [] : [...new Set(texts)];
}

/** `AddOptions<T>()` of `AddOptions<T>().BindConfiguration("Chat")`. */
function madeBefore({ callee }: CallNode): CallNode | undefined {
  const object = callee.kind === 'member' ? callee.object : undefined;
  if (object?.kind !== 'call') return undefined;
  return object.typeArguments ? object : madeBefore(object);
}

function nameOf({ callee }: CallNode): string | undefined {
  return callee.kind === 'member' ? callee.property : undefined;
}

/** What a field of the class is given where it is declared. */
function defaultsOf(resolver: Resolver, name: string, field: Step, node: Expression): Origin[] {
  const classes = named(node.model, 'bindings', (one) => one === name).flatMap((one) =>
    resolver.binding(one, [], undefined, node),
  );
  const values = classes.flatMap((one) =>
    one.kind === 'class' ? one.node.fields.filter((own) => own.name === field.name) : [],
  );
  return values.flatMap(({ value }) => (value ? resolver.at(value, []) : [])).filter(({ kind }) => kind === 'string');
}
