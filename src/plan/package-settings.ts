import type { ClientShape, Sdk } from '../catalog/sdk.js';
import type { Assignment } from '../ir.js';
import type { Linked } from '../link/link.js';
import { named } from '../names.js';
import { componentsOf } from './components.js';
import { optionsOf } from './set-on-clients.js';
import type { Setting, Unit } from './types.js';

/** What a client leaves out is what its program has given the package for all of its clients. */
export function takeFromPackage(linked: Linked, unit: Unit, sdk: Sdk, shape: ClientShape): void {
  const { configuredAt } = shape;
  if (!configuredAt) return;
  const assigned = (name: string) => assignmentsOf(linked, unit, sdk, configuredAt, name);
  for (const setting of optionsOf(unit))
    if (setting.isMissing || setting.absent.length > 0) take(linked, setting, assigned(setting.place));
  for (const { place, equals, stays } of shape.switches ?? []) {
    const values = assigned(place).flatMap(({ value }) => linked.resolver.at(value, []));
    if (stays !== undefined && values.some((one) => one.kind === 'string' && one.node.value === equals))
      unit.stays ??= stays;
  }
}

function take({ resolver }: Linked, setting: Setting, assigned: readonly Assignment[]): void {
  const [only, ...others] = assigned;
  if (!only) return;
  setting.origins.push(
    ...assigned.flatMap(({ value }) => resolver.at(value, [])).filter(({ kind }) => kind !== 'absent'),
  );
  setting.isMissing = false;
  setting.isOfPackage = true;
  setting.absent = [];
  if (others.length === 0) setting.value ??= only.value;
  if (assigned.every(({ isConditional }) => isConditional)) setting.isConditional = true;
}

function assignmentsOf(
  { project, resolver }: Linked,
  { model }: Unit,
  { packages }: Sdk,
  paths: readonly string[],
  name: string,
): Assignment[] {
  const component = componentsOf(project);
  const isOfPackage = ({ target }: Assignment) =>
    resolver
      .briefly(target.object)
      .some((one) => one.kind === 'external' && packages.includes(one.package) && paths.includes(one.path.join('.')));
  return [...project.models.values()]
    .filter((one) => one.language === model.language && component(one) === component(model))
    .flatMap((one) => named(one, 'assignments', (property) => property === name).filter(isOfPackage));
}
