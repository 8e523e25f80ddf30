import type { Linked } from '../link/link.js';
import type { Origin } from '../link/origins.js';
import type { Unit } from './types.js';

const NAME = 'NAME';

/**
 * `f"openai/{MODEL}"`: which service is meant is said where the model's name is used, and the name is a plain one where it is written.
 * A client that has all its models so spells them as the service does.
 */
export function takePrefixesOff(unit: Unit, linked: Linked): void {
  const { modelForm, ownModel, uses } = unit;
  if (!modelForm?.written.endsWith(NAME) || modelForm.written === NAME) return;
  const prefix = modelForm.written.slice(0, -NAME.length);
  const given = [...(ownModel ? [ownModel.origins] : []), ...uses.map(({ model }) => model)];
  if (given.every(({ length }) => length === 0) || !given.flat().every((origin) => isPrefixed(origin, prefix))) return;
  if (ownModel) ownModel.origins = namesIn(ownModel.origins, linked);
  for (const use of uses) use.model = namesIn(use.model, linked);
  unit.modelForm = undefined;
}

function isPrefixed(origin: Origin, prefix: string): boolean {
  if (origin.kind !== 'template') return false;
  const [first, ...others] = origin.node.parts;
  return others.length === 1 && first?.kind === 'string' && first.value === prefix;
}

function namesIn(origins: readonly Origin[], { resolver }: Linked): Origin[] {
  return origins.flatMap((origin) =>
    origin.kind === 'template' ? origin.node.parts.slice(1).flatMap((part) => resolver.at(part, [], origin.frame)) : [],
  );
}
