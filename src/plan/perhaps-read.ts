import type { Service } from '../catalog/service.js';
import type { SourceModel } from '../ir.js';
import type { Linked } from '../link/link.js';
import { type Origin, only, type Site } from '../link/origins.js';
import { named } from '../names.js';
import { environmentNames, isTypedIn } from './assess.js';
import { componentsOf } from './components.js';
import { roleOf } from './setting-values.js';
import type { Unit } from './types.js';

export interface PerhapsRead {
  name: string;
  /** The text that says it. */
  site?: Site;
}

/**
 * Names of variables that a unit may have its key or its address from, where these could not be followed: a name that is put together
 * when the app runs may be any, and a text of the program that is one (`env: 'OPENAI_API_KEY'`) may be what a library reads. `isRead`
 * says which texts are known to be read for something else.
 */
export function perhapsRead(unit: Unit, linked: Linked, from: Service, isRead: (site: Site) => boolean): PerhapsRead[] {
  const { variables } = from.profile;
  return (['apiKey', 'baseUrl'] as const).flatMap((role): PerhapsRead[] => {
    const { origins } = unit[role];
    if (!origins.some(isOpen) || environmentNames(origins).length > 0) return [];
    if (only(origins, 'unknown').some(({ isVariable }) => isVariable)) return [{ name: variables[role] }];
    const isName = (text: string) =>
      /^[A-Z][A-Z0-9_]+$/.test(text) && from.names(text) && roleOf({ name: text }, undefined) === role;
    return ofProgram(unit, linked)
      .flatMap((model) => named(model, 'strings', isName))
      .map(({ value, model, inner }): PerhapsRead => ({ name: value, site: { model, span: inner, form: 'text' } }))
      .filter(({ site }) => site && !isRead(site));
  });
}

function isOpen(origin: Origin): boolean {
  return (
    origin.kind === 'unknown' || ((origin.kind === 'external' || origin.kind === 'parameter') && !isTypedIn(origin))
  );
}

function ofProgram({ model }: Unit, { project }: Linked): SourceModel[] {
  const programOf = componentsOf(project);
  return [...project.models.values()].filter((one) => programOf(one) === programOf(model));
}
