import type { Service } from '../catalog/service.js';
import type { ClassNode, Field, SourceModel } from '../ir.js';
import type { Linked } from '../link/link.js';
import { type OriginOf, only, type Site } from '../link/origins.js';
import { settingsClass } from '../link/settings-classes.js';
import { named } from '../names.js';
import type { EnvironmentRead } from './variable-reads.js';

/** A field of a class of settings, and the variable that it is read from. */
export interface DeclaredField {
  owner: ClassNode;
  field: Field;
  variable: OriginOf<'environment'>;
}

/** What classes of settings of a file declare, of the variables that are wanted. */
export function declaredFields(
  model: SourceModel,
  { resolver }: Linked,
  isWanted: (name: string) => boolean,
): DeclaredField[] {
  const owners = named(model, 'subclasses', () => true).filter((owner) => settingsClass(resolver, owner));
  return owners.flatMap((owner) =>
    owner.fields.flatMap((field) =>
      only(resolver.objects.instance(owner, [{ name: field.name }]), 'environment')
        .filter(({ name, node }) => node === owner && isWanted(name))
        .map((variable) => ({ owner, field, variable })),
    ),
  );
}

/**
 * Variables that a class of settings declares: it reads them when an instance is made, whether or not something asks for the
 * field, and raises an exception where one is missing.
 */
export function declaredReads(model: SourceModel, linked: Linked, from: Service): EnvironmentRead[] {
  return declaredFields(model, linked, from.names).map((one) => ({
    ...one.variable,
    sites: [...one.variable.sites, ...askedOnUnknown(one, linked)],
    declared: one.variable.sites,
  }));
}

/** Where the field is asked for on something that is not known, and that can be no other class's. */
function askedOnUnknown({ owner, field, variable }: DeclaredField, { project, resolver }: Linked): Site[] {
  const { name, nameSpan } = field;
  const [declared] = variable.sites;
  // Behind an alias or a prefix the field has a name of its own, which much else may have.
  if (declared?.span.start !== nameSpan.start || declared.before !== undefined) return [];
  if (project.objects.has(name) || project.classes.get(name).some((other) => other !== owner)) return [];
  return project.members.get(name).flatMap(({ model, object, propertySpan }) => {
    const origins = resolver.briefly(object);
    const isUnknown = origins.every(({ kind }) => kind === 'unknown' || kind === 'parameter');
    return isUnknown && propertySpan ? [{ ...declared, model, span: propertySpan }] : [];
  });
}
