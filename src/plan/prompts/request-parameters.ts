import { becomes, type ParameterFact } from '../../catalog/capabilities.js';
import type { Expression } from '../../ir.js';
import type { Linked } from '../../link/link.js';
import { only, type Step } from '../../link/origins.js';
import { givenIn, type ParameterSource } from '../parameter-sources.js';
import { parametersOf, wrapperParameters } from '../parameters.js';
import { linesOf } from '../places.js';
import type { ClientUse, PlanOptions, Unit } from '../types.js';
import { jsonOfOrigin } from './json-of.js';
import { isPlainJson } from './plain-text.js';
import type { Json } from './prompt.js';

/** What a request holds beside its prompt, for the old model and for the new one, and what is not carried over. */
export interface RequestParameters {
  before: Record<string, Json>;
  after: Record<string, Json>;
  notes: string[];
}

/** What makes no difference to an answer, or is said elsewhere. */
const NOT_CARRIED = new Set([
  'model',
  'messages',
  'prompt',
  'input',
  'instructions',
  'system',
  'stream',
  'stream_options',
]);

export function requestParameters(
  unit: Unit,
  use: ClientUse,
  to: string,
  linked: Linked,
  options: PlanOptions,
): RequestParameters {
  const notes: string[] = [];
  const before: Record<string, Json> = {};
  for (const source of [...(use.parameters ?? []), ...(unit.parameters ?? [])])
    for (const name of namesIn(source, linked)) {
      if (NOT_CARRIED.has(name) || name in before) continue;
      const origins = givenIn(linked, source, name).flatMap(({ origin }) => (origin.kind === 'absent' ? [] : [origin]));
      const [origin, ...others] = origins;
      if (!origin || (origin.kind === 'constant' && origin.node.value === undefined)) continue;
      const value = others.length === 0 ? jsonOfOrigin(linked, origin) : undefined;
      if (value === undefined) notes.push(`${name} is not carried over: its value is known only when it runs.`);
      else if (!isPlainJson(value)) notes.push(`${name} is not carried over: promptfoo would read more into its text.`);
      else if (value !== null) before[name] = value;
    }
  const after = structuredClone(before);
  const facts = [...parametersOf(unit, use, linked, options), ...wrapperParameters(unit, linked, options)];
  for (const { fact, sentence } of facts) {
    if (fact.path === 'model' || (fact.path.startsWith('messages.') && fact.action === 'rewrite')) continue;
    // What the gateway takes in its own way is sent as it will be.
    if (fact.served === 'yes') notes.push(sentence);
    else notes.push(...changed(after, fact, to, sentence));
  }
  return { before, after, notes: [...new Set(notes)] };
}

/** The parameters that a source gives, as they are sent. */
function namesIn({ call, value, steps, shape }: ParameterSource, { resolver }: Linked): string[] {
  if (shape?.names) return Object.keys(shape.names);
  const objects = (node: Expression, path: readonly Step[] = []) => only(resolver.at(node, path), 'object');
  const names = value ? [] : call.arguments.flatMap(({ name }) => name ?? []);
  const pending = value
    ? objects(value, steps)
    : call.arguments.flatMap((one) => (one.spread === 'mapping' ? objects(one.value) : []));
  const seen = new Set<Expression>();
  for (let origin = pending.pop(); origin; origin = pending.pop()) {
    if (seen.has(origin.node)) continue;
    seen.add(origin.node);
    for (const entry of origin.node.entries)
      if (entry.spread) pending.push(...objects(entry.value));
      else if (entry.key !== undefined) names.push(entry.key);
  }
  return names;
}

/** Makes of a request what the new model takes, and says what that was; of what is no part of it, nothing. */
function changed(request: Record<string, Json>, fact: ParameterFact, to: string, sentence: string): string[] {
  const paths = [fact.path, ...(fact.also ?? [])].map((path) => path.split('.'));
  const own = paths.filter((path) => {
    const [name = '', ...below] = path;
    const value = request[name];
    if (!remove(request, path, fact.when?.equals)) return false;
    if (isEmpty(request[name])) delete request[name];
    if (fact.action === 'rewrite' && fact.to !== undefined && below.length === 0 && value !== undefined)
      request[fact.to] ??= value;
    return true;
  });
  if (own.length === 0) return [];
  if (fact.action === 'rewrite') return [becomes(fact)];
  const said = own.map((path) => path.filter((name) => name !== '*').join('.')).join(', ');
  return [`${said} is left out for ${to}. ${sentence}`];
}

function isEmpty(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** Takes out what stands at a path, `*` for each element of a list; only these values, where they are named. Whether it was there. */
function remove(
  value: Json | undefined,
  [name, ...rest]: readonly string[],
  values: readonly unknown[] | undefined,
): boolean {
  if (name === undefined || typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return name === '*' && value.map((item) => remove(item, rest, values)).includes(true);
  if (!(name in value)) return false;
  if (rest.length > 0) return remove(value[name], rest, values);
  if (values !== undefined && !values.includes(value[name])) return false;
  delete value[name];
  return true;
}

/** Where a request is made, for people. */
export function callPlace({ call }: ClientUse): string {
  return linesOf([{ model: call.model, span: call }]);
}
