import type { Capability } from '../catalog/capability.js';
import { servedModel } from '../catalog/profile.js';
import type { Linked } from '../link/link.js';
import { describe } from './describe.js';
import { mediaOf } from './media.js';
import { isMoved, modelMoves } from './moved-uses.js';
import { parametersOf, wrapperParameters } from './parameters.js';
import { partsInFile } from './parts-in-file.js';
import type { PlanOptions, Unit, UnitReason } from './types.js';

/** Says for each call which the usual model cannot answer whether another one does that the user named for it. */
export function routeCalls(unit: Unit, linked: Linked, options: PlanOptions): void {
  if (Object.keys(options.modelFor ?? {}).length === 0) return;
  const always = [
    ...wrapperParameters(unit, linked, options),
    ...partsInFile(unit, options),
    ...mediaOf(unit, options),
  ];
  for (const use of unit.uses.filter(isMoved)) {
    const own = use.model.length === 0 ? always : [];
    const blocking = [...parametersOf(unit, use, linked, options), ...own].filter(
      ({ fact }) => fact.action === 'block',
    );
    const asked = blocking.map(({ fact }) => fact.capability);
    use.answeredBy = asked.length > 0 ? answering(asked, options) : undefined;
  }
  const asked = always.filter(({ fact }) => fact.action === 'block').map(({ fact }) => fact.capability);
  if (asked.length > 0) unit.answeredBy = answering(asked, options);
}

/** The one of the named models that is able to do all of it. */
function answering(asked: readonly (Capability | undefined)[], { modelFor, profile }: PlanOptions): string | undefined {
  const named = asked.flatMap((capability) => (capability && modelFor?.[capability]) ?? []);
  return named.find((id) => asked.every((one) => one && servedModel(profile, id)?.can?.includes(one)));
}

/** A call that another model answers has to say so itself: what its model is made of must be written, in the code. */
export function routeReasons(unit: Unit): UnitReason[] {
  const own = unit.ownModel?.origins ?? [];
  const wrapper = unit.call ? [{ call: unit.call, model: own, answeredBy: unit.answeredBy }] : [];
  return [...unit.uses, ...wrapper].flatMap(({ call, model, answeredBy }) => {
    const origins = model.length > 0 ? model : own;
    const isWritten = origins.length > 0 && origins.every(({ kind }) => kind === 'string');
    if (answeredBy === undefined || isWritten) return [];
    const at = { model: call.model, span: call };
    return [{ code: 'model-of-its-own', detail: `${answeredBy}, and its model is ${describe(origins)}`, at }];
  });
}

/** Units with a call whose model has to become one thing for it and another for other calls. */
export function sharedRoutes(units: readonly Unit[], options: PlanOptions): Map<Unit, string> {
  const all = units
    .filter(({ verdict }) => verdict === 'migrate')
    .flatMap((unit) => modelMoves(unit, options).map((move) => ({ unit, ...move })));
  const found = new Map<Unit, string>();
  for (const { unit, node, outcome, answeredBy } of all)
    if (answeredBy !== undefined && all.some((other) => other.node === node && other.outcome.to !== outcome.to))
      found.set(unit, `${answeredBy}, and other calls take theirs from the same place`);
  return found;
}
