import type { ParameterShape, Place } from '../catalog/sdk.js';
import type { CallNode, Expression } from '../ir.js';
import type { Origin, Step } from '../link/origins.js';
import { placeIn } from '../link/place-in.js';
import type { Resolver } from '../link/resolve.js';

/** Where parameters of a request are given: by a call's own keyword arguments, or inside a value. */
export interface ParameterSource {
  call: CallNode;
  value?: Expression;
  steps: Step[];
  /** For a wrapper: what it takes, by which names. */
  shape?: ParameterShape;
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

/** Where a parameter's value comes from, by the path that it has in the request. */
export function givenIn(resolver: Resolver, source: ParameterSource, path: string): Origin[] {
  const [first = '', ...rest] = path.split('.');
  return namesFor(source, first).flatMap((name) => {
    const inside = [...name.split('.'), ...rest];
    if (source.value) return resolver.at(source.value, [...source.steps, ...inside.map((one) => ({ name: one }))]);
    const place = placeIn(source.call, inside[0] ?? '');
    return place ? resolver.at(place.value, [...place.steps, ...inside.slice(1).map((one) => ({ name: one }))]) : [];
  });
}

function namesFor({ shape }: ParameterSource, name: string): readonly string[] {
  return shape?.names ? (shape.names[name] ?? []) : [name];
}
