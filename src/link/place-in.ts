import { terminalName } from '../callee-names.js';
import type { Argument, Binding, CallNode, Expression } from '../ir.js';
import type { Step } from './origins.js';

interface Given {
  value: Expression;
  steps: Step[];
  /** An option that is added to a list in some cases only. */
  isConditional?: true;
}

/** The argument and the names inside it that a place means in a call. */
export function placeIn(call: CallNode, place: string): Given | undefined {
  return allPlacesIn(call, place)[0];
}

/** All that a call may be given at a place: a list of options may have one in each branch, and what is there for certain comes first. */
export function allPlacesIn(call: CallNode, place: string): Given[] {
  const given = place.endsWith('()')
    ? call.arguments.flatMap(({ value }) => optionsIn(value, place.slice(0, -2)))
    : placesOf(call, place);
  return [...given.filter((one) => !one.isConditional), ...given.filter((one) => one.isConditional)];
}

function placesOf(call: CallNode, place: string): Given[] {
  const { head, index, steps } = parsed(place);
  if (index !== undefined) {
    const argument = positional(call, index);
    return argument && !argument.spread ? [{ value: argument.value, steps }] : [];
  }
  const named = call.arguments.filter((argument) => argument.name === head);
  if (named.length > 0)
    return named.map(({ value, isConditional }) => ({ value, steps, ...(isConditional ? { isConditional } : {}) }));
  const mapping = call.arguments.find((argument) => argument.spread === 'mapping');
  return mapping ? [{ value: mapping.value, steps: [{ name: head }, ...steps] }] : [];
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
  for (const argument of call.arguments)
    if (argument.name === undefined && !argument.isBlock && left-- === 0) return argument;
  return undefined;
}

/** What calls of the name are given: the node itself, or those in a list, however that is made. */
function optionsIn(node: Expression, name: string, isConditional = false, seen = new Set<Binding>()): Given[] {
  const inside = (nodes: readonly Expression[], mayBeLeftOut = isConditional) =>
    nodes.flatMap((one) => optionsIn(one, name, mayBeLeftOut, seen));
  switch (node.kind) {
    case 'call': {
      const value = isNamed(node.callee, name) ? node.arguments[0]?.value : undefined;
      return value ? [{ value, steps: [], ...(isConditional ? { isConditional } : {}) }] : [];
    }
    case 'wrapper':
      return inside([node.value]);
    case 'list':
      return inside(node.items, isConditional || node.isConditional === true);
    case 'reference': {
      // A list to which is added is made of itself.
      if (!node.binding || seen.has(node.binding)) return [];
      seen.add(node.binding);
      return inside(node.binding.definitions.flatMap((one) => (one.from === 'value' ? [one.value] : [])));
    }
    default:
      return [];
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
