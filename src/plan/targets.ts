import { LIMITS } from '../catalog/capabilities.js';
import type { Capability } from '../catalog/capability.js';
import { type Profile, type ServedModel, servedModel } from '../catalog/profile.js';
import type { Origin } from '../link/origins.js';
import { note } from './finding.js';
import { modelOutcome } from './model-map.js';
import { type ModelMove, modelMoves } from './moved-uses.js';
import { toldOnce } from './places.js';
import type { ClientUse, Finding, PlanOptions, Unit } from './types.js';

/** The models that calls ask when they have moved. What is not written is set to the gateway's own model. */
export function targetsOf(origins: readonly Origin[], options: PlanOptions): string[] {
  const written = origins.flatMap((origin) => {
    if (origin.kind !== 'string') return [];
    const outcome = modelOutcome(origin.node.value, options);
    return outcome.kind === 'map' ? [outcome.to] : outcome.kind === 'served' ? [outcome.id] : [];
  });
  return written.length > 0 ? [...new Set(written)] : [options.profile.model];
}

/** The models that a client with a model of its own asks then. */
export function targetsOfUnit({ ownModel, answeredBy }: Unit, options: PlanOptions): string[] {
  return answeredBy === undefined ? targetsOf(ownModel?.origins ?? [], options) : [answeredBy];
}

/** The models that one call of a unit asks then. */
export function targetsOfUse({ ownModel }: Unit, { model, answeredBy }: ClientUse, options: PlanOptions): string[] {
  if (answeredBy !== undefined) return [answeredBy];
  return targetsOf(model.length > 0 ? model : (ownModel?.origins ?? []), options);
}

/** Whether what is known of the gateway's own kind of model holds for one of these too. */
export function holdsFor(
  targets: readonly string[],
  fact: { action: string; capability?: Capability },
  { profile }: { profile: Profile },
): boolean {
  if (profile.capabilities === undefined) return false;
  const isSpared = (served: ServedModel | undefined) =>
    fact.capability ? served?.can?.includes(fact.capability) : served?.isOpenais && fact.action === 'warn';
  return !targets.every((id) => isSpared(servedModel(profile, id)));
}

/** What fits the old model may be too long for the new one: told once for each pair of them. */
export function contextFindings(units: readonly Unit[], options: PlanOptions): Finding[] {
  const places = units.flatMap((unit) => modelMoves(unit, options).flatMap((move) => shrinkAt(unit, move, options)));
  const advice = LIMITS.find(({ id }) => id === 'context')?.advice ?? '';
  return [...new Set(places.map(({ said }) => said))].flatMap((said) => {
    const own = places.filter((place) => place.said === said);
    const told = toldOnce(own, `${said}. ${advice}`);
    if (!told) return [];
    const { at, text } = told;
    return [note('parameter', at.model.path, at.span, 'review', 'context-shrinks', text, at.unit.id)];
  });
}

function shrinkAt(unit: Unit, { node, outcome }: ModelMove, options: PlanOptions) {
  const before = options.from.contextOf(outcome.id.id);
  const after = servedModel(options.profile, outcome.to);
  if (!before || !after?.contextTokens || before <= after.contextTokens) return [];
  const fewer = `${outcome.to} ${tokens(after.contextTokens)} with the answer (${after.source ?? ''})`;
  const said = `${outcome.from} takes ${tokens(before)} tokens, ${fewer}`;
  return [{ unit, model: node.model, span: node, said }];
}

export function tokens(count: number): string {
  return count.toLocaleString('en');
}
