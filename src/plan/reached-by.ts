import type { Expression } from '../ir.js';
import type { Linked } from '../link/link.js';
import type { Origin } from '../link/origins.js';
import { textsOfOrigin } from '../link/texts.js';
import { modelOrigins } from './assess.js';
import type { Unit } from './types.js';

/** Which units a written value flows into. */
export class ReachedBy {
  readonly #units = new Map<Expression, Unit[]>();

  constructor(linked: Linked, units: readonly Unit[]) {
    for (const unit of units)
      for (const node of valuesOf(unit, linked)) {
        const known = this.#units.get(node) ?? [];
        if (!known.includes(unit)) this.#units.set(node, [...known, unit]);
      }
  }

  unitsOf(node: Expression): readonly Unit[] {
    return this.#units.get(node) ?? [];
  }
}

/** The literals, and the object literals without an option, that decide what a unit is. */
export function valuesOf(unit: Unit, linked: Linked): Expression[] {
  const written = (origins: readonly Origin[]) =>
    origins
      .flatMap((origin) => textsOfOrigin(linked.resolver, origin))
      .flatMap((text) => text.flatMap((part) => (part.kind === 'written' ? [part.node] : [])));
  return [
    ...written(unit.baseUrl.origins),
    ...unit.baseUrl.absent.map((absent) => absent.node),
    ...written(unit.apiKey.origins),
    ...unit.apiKey.absent.map((absent) => absent.node),
    ...written(modelOrigins(unit)),
    ...written(unit.uses.flatMap((use) => use.model)),
  ];
}
