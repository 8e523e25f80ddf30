import type { CallNode, Expression } from '../ir.js';
import type { Step } from './origins.js';

/** The argument and the names inside it that a place means in a call. */
export function placeIn(call: CallNode, place: string): { value: Expression; steps: Step[] } | undefined {
  const [head = '', ...names] = place.split('.');
  const steps = names.map((name) => ({ name }));
  if (/^\d+$/.test(head)) {
    const positional = call.arguments.filter((argument) => argument.name === undefined);
    const argument = positional[Number(head)];
    if (argument && !argument.spread) return { value: argument.value, steps };
    return undefined;
  }
  const named = call.arguments.find((argument) => argument.name === head);
  if (named) return { value: named.value, steps };
  const mapping = call.arguments.find((argument) => argument.spread === 'mapping');
  return mapping && { value: mapping.value, steps: [{ name: head }, ...steps] };
}

/** The first of the places at which the call gives something. */
export function givenAt(
  call: CallNode,
  places: string | number | readonly (string | number)[],
): { value: Expression; steps: Step[] } | undefined {
  for (const place of [places].flat()) {
    const at = placeIn(call, String(place));
    if (at) return at;
  }
  return undefined;
}
