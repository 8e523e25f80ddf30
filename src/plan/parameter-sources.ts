import type { ParameterShape, Place } from '../catalog/sdk.js';
import type { CallNode, Expression } from '../ir.js';
import type { Linked } from '../link/link.js';
import type { Origin, Step } from '../link/origins.js';
import { placeIn } from '../link/place-in.js';
import type { Project } from '../link/project.js';
import type { Resolver } from '../link/resolve.js';

/** Where parameters of a request are given: by a call's own keyword arguments, or inside a value. */
export interface ParameterSource {
  call: CallNode;
  value?: Expression;
  steps: Step[];
  /** For a wrapper: what it takes, by which names. */
  shape?: ParameterShape;
  /** The other names that fields of a request have, where its fields are those of a type. */
  fields?: Readonly<Record<string, readonly string[]>>;
}

/** The sources that a place of the catalog means in a call, and others that hold more. */
export function sourcesIn(
  call: CallNode,
  place: Place | '*' | undefined,
  more: readonly Place[] = [],
  shape?: ParameterShape,
): ParameterSource[] {
  if (place === undefined) return [];
  const at = place === '*' ? { steps: [] } : placeIn(call, place);
  const others = more.flatMap((one) => placeIn(call, one) ?? []);
  return [...(at ? [{ call, shape, ...at }] : []), ...others.map((one) => ({ call, ...one }))];
}

/** What a wrapper itself is given for its requests. */
export function wrapperSources(call: CallNode, shape: ParameterShape | undefined): ParameterSource[] {
  return shape ? sourcesIn(call, shape.place, shape.more, shape) : [];
}

/** Where a parameter's value comes from, and the expression that gives it in the request, where that can be told. */
export interface Given {
  origin: Origin;
  written?: Expression;
}

/** Whether something may be given: a look at the names that stand there rules out most parameters. */
export function mayGive({ call, value, steps, shape, fields }: ParameterSource, path: string): boolean {
  if (shape?.names || fields) return true;
  const [head] = path.split('.', 1);
  if (!value) return call.arguments.some(({ name, spread }) => name === head || spread === 'mapping');
  if (value.kind !== 'object' || steps.length > 0) return true;
  return value.entries.some(({ key, spread }) => key === head || key === undefined || spread === true);
}

/** What is given for a parameter, by the path that it has in the request. */
export function givenIn({ resolver, project }: Linked, source: ParameterSource, path: string): Given[] {
  const [first = '', ...rest] = path.split('.');
  const paths = source.fields ? fieldPaths(path.split('.'), source.fields) : [];
  const all = [...namesFor(source, first).map((name) => [...name.split('.'), ...rest]), ...paths];
  return all.flatMap((inside) => {
    const [head = '', ...others] = inside;
    const named = source.value ? undefined : placeIn(source.call, head);
    if (!source.value && !named) return [];
    const value = source.value ?? named?.value;
    if (!value) return [];
    const steps = [
      ...(named?.steps ?? source.steps),
      ...(source.value ? inside : others).map((one) => ({ name: one })),
    ];
    const written = steps.length === 0 ? [value] : entriesAt(resolver, project, value, steps);
    const told = written.flatMap((one) => resolver.at(one, []).map((origin): Given => ({ origin, written: one })));
    const known = new Set(told.map(({ origin }) => ('node' in origin ? origin.node : undefined)));
    // A class describes what is sent, and sends none of its fields.
    const isDescribed = steps.length > 0 && resolver.at(value, steps.slice(0, -1)).some(({ kind }) => kind === 'class');
    const found = isDescribed ? [] : resolver.at(value, steps);
    const resolved = found.filter((origin) => 'node' in origin && !known.has(origin.node));
    return [...told, ...resolved.map((origin): Given => ({ origin }))];
  });
}

/** `response_format.type` → `ResponseFormat.Type`, with each of the other names that a field has. */
function fieldPaths(
  path: readonly string[],
  fields: Readonly<Record<string, readonly string[]>>,
): readonly (readonly string[])[] {
  return path.reduce<readonly (readonly string[])[]>(
    (all, name) => all.flatMap((one) => [asField(name), ...(fields[name] ?? [])].map((field) => [...one, field])),
    [[]],
  );
}

function asField(name: string): string {
  return name
    .split('_')
    .map((word) => (INITIALS.has(word) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
}
/** Written in capitals in names of types. */
const INITIALS = new Set(['url', 'id', 'json']);

/** The expressions that objects have under the last of the names, or are assigned there. */
function entriesAt(resolver: Resolver, project: Project, value: Expression, steps: readonly Step[]): Expression[] {
  const name = steps.at(-1)?.name ?? '';
  const found: Expression[] = [];
  const seen = new Set<Expression>();
  const pending = [...resolver.at(value, steps.slice(0, -1))];
  for (let origin = pending.pop(); origin && seen.size < MAX_OBJECTS; origin = pending.pop()) {
    if (origin.kind !== 'object' || seen.has(origin.node)) continue;
    seen.add(origin.node);
    for (const entry of origin.node.entries) {
      if (entry.spread) pending.push(...resolver.at(entry.value, []));
      else if (entry.key === name) found.push(entry.value);
    }
    const { use } = origin.node;
    for (const { binding } of use?.as === 'definition' ? use.targets : [])
      for (const { target, value: assigned } of project.assignmentsOf(binding))
        if (target.property === name && target.object.kind === 'reference') found.push(assigned);
  }
  return found;
}

const MAX_OBJECTS = 40;

function namesFor({ shape }: ParameterSource, name: string): readonly string[] {
  return shape?.names ? (shape.names[name] ?? []) : [name];
}
