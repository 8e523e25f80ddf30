import { terminalName } from '../callee-names.js';
import type { Argument, CallNode, Expression } from '../ir.js';
import type { Step } from './origins.js';

/** The argument and the names inside it that a place means in a call. */
export function placeIn(call: CallNode, place: string): { value: Expression; steps: Step[] } | undefined {
  const { head, index, steps } = parsed(place);
  if (index !== undefined) {
    const argument = positional(call, index);
    return argument && !argument.spread ? { value: argument.value, steps } : undefined;
  }
  if (place.endsWith('()')) {
    const given = call.arguments
      .map(({ value }) => optionIn(value, place.slice(0, -2), 0))
      .find((one) => one !== undefined);
    return given && { value: given, steps: [] };
  }
  const named = call.arguments.find((argument) => argument.name === head);
  if (named) return { value: named.value, steps };
  const mapping = call.arguments.find((argument) => argument.spread === 'mapping');
  return mapping && { value: mapping.value, steps: [{ name: head }, ...steps] };
}

/** What a place says. */
interface Place {
  head: string;
  /** Of an argument without a name. */
  index: number | undefined;
  steps: Step[];
}

/** The catalog's places are few, and asked about at each call. */
const PARSED = new Map<string, Place>();

function parsed(place: string): Place {
  const known = PARSED.get(place);
  if (known) return known;
  const [head = '', ...names] = place.split('.');
  const made = {
    head,
    index: /^\d+$/.test(head) ? Number(head) : undefined,
    steps: names.map((name) => ({ name })),
  };
  PARSED.set(place, made);
  return made;
}

function positional(call: CallNode, index: number): Argument | undefined {
  let left = index;
  for (const argument of call.arguments) if (argument.name === undefined && left-- === 0) return argument;
  return undefined;
}

/** How far lists of options are looked through. */
const MAX_DEPTH = 8;

/** What a call of the name is given: the call itself, or one in a list, however that is made. */
function optionIn(node: Expression, name: string, depth: number): Expression | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const inside = (nodes: readonly Expression[]) =>
    nodes.map((one) => optionIn(one, name, depth + 1)).find((one) => one !== undefined);
  switch (node.kind) {
    case 'call':
      return isNamed(node.callee, name) ? node.arguments[0]?.value : undefined;
    case 'wrapper':
      return inside([node.value]);
    case 'list':
      return inside(node.items);
    case 'reference':
      return inside((node.binding?.definitions ?? []).flatMap((one) => (one.from === 'value' ? [one.value] : [])));
    default:
      return undefined;
  }
}

/** Whether a callee has the name, with that of the package before it where both are given. */
function isNamed(callee: Expression, name: string): boolean {
  const [from, own] = name.includes('.') ? name.split('.') : [undefined, name];
  if (terminalName(callee) !== own) return false;
  const root = callee.kind === 'member' && callee.object.kind === 'reference' ? callee.object.binding : undefined;
  const specifiers = (root?.definitions ?? []).flatMap((one) => (one.from === 'import' ? [one.specifier] : []));
  return from === undefined || specifiers.some((one) => one === from || one.endsWith(`/${from}`));
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
