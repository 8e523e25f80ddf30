import { PARAMETERS, type ParameterFact } from '../catalog/capabilities.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { SourceModel, Span } from '../ir.js';
import type { Origin } from '../link/origins.js';
import { placeIn } from '../link/place-in.js';
import type { Resolver } from '../link/resolve.js';
import { note } from './finding.js';
import { isMoved } from './moved-uses.js';
import type { ClientUse, Finding, Unit } from './types.js';

/** A request parameter that the target treats otherwise, at the place where it is given. */
export interface ParameterUse {
  fact: ParameterFact;
  model: SourceModel;
  span: Span;
  /** The value, or for a fact about a key, its name. */
  origin?: Origin;
  use: ClientUse;
}

/** The facts that apply to what a call sends. Only what can be followed is found; the rest is not guessed. */
export function parameterUses(resolver: Resolver, use: ClientUse): ParameterUse[] {
  const found: ParameterUse[] = [];
  const sent = new Set(use.sends);
  for (const fact of PARAMETERS) {
    if (sent.has(fact.id)) found.push({ fact, model: use.call.model, span: use.call, use });
    else found.push(...at(resolver, fact, use));
  }
  return found;
}

function at(resolver: Resolver, fact: ParameterFact, use: ClientUse): ParameterUse[] {
  return given(resolver, use, fact.path.split('.')).flatMap((origin) => {
    if (!('node' in origin) || origin.kind === 'absent' || !applies(fact, origin)) return [];
    if (isTestPath(origin.node.model.path)) return [];
    return [{ fact, model: origin.node.model, span: origin.node, origin, use }];
  });
}

function given(resolver: Resolver, { call, parameters }: ClientUse, names: readonly string[]): Origin[] {
  if (parameters !== 'arguments') return parameters ? resolver.resolve(parameters, names) : [];
  const [first = '', ...rest] = names;
  const place = placeIn(call, first);
  return place ? resolver.at(place.value, [...place.steps, ...rest.map((name) => ({ name }))]) : [];
}

/** Whether the value is one that matters. A value that is not written (a variable) counts when all values do. */
function applies(fact: ParameterFact, origin: Origin): boolean {
  const value =
    origin.kind === 'string' ? origin.node.value : origin.kind === 'constant' ? origin.node.value : NOT_WRITTEN;
  if (value === undefined) return false;
  if (!fact.when)
    return value === NOT_WRITTEN ? origin.kind !== 'unknown' && origin.kind !== 'parameter' : value !== null;
  if (value === NOT_WRITTEN) return false;
  if (fact.when.equals) return fact.when.equals.includes(value);
  return fact.when.not ? !fact.when.not.includes(value) : true;
}

const NOT_WRITTEN = Symbol('not written');

/** Parameters of a unit that moves which the target treats otherwise, and that only their owner can decide about. */
export function parameterFindings(resolver: Resolver, unit: Unit): Finding[] {
  return unit.uses
    .filter(isMoved)
    .flatMap((use) => parameterUses(resolver, use))
    .filter(({ fact }) => fact.action === 'warn')
    .map(({ fact, model, span }) => note('parameter', model.path, span, 'review', 'parameter', fact.advice, unit.id));
}
