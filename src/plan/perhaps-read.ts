import type { Service } from '../catalog/service.js';
import type { Linked } from '../link/link.js';
import { type Origin, only, type Site } from '../link/origins.js';
import type { Project } from '../link/project.js';
import { environmentNames, isTypedIn } from './assess.js';
import { componentsOf } from './components.js';
import { roleOf } from './setting-values.js';
import type { Role, Unit } from './types.js';
import { variableTexts } from './variable-texts.js';

export interface PerhapsRead {
  name: string;
  /** The text that says it. */
  site?: Site;
}

/** A variable that a unit is known to read. */
interface Used {
  name: string;
  role: Role;
}

/**
 * Names of variables that a unit may have its key or its address from, where these could not be followed. A text of the program that is
 * one (`env: 'OPENAI_API_KEY'`) may be what a library reads, and a library may put one together (viper of `openai.api_key`): then it
 * is the service's own, or one that the program is known to read. `isRead` says which texts are known to be read for something else.
 */
export function perhapsReadBy(
  { project }: Linked,
  from: Service,
  used: ReadonlyMap<Unit, readonly Used[]>,
  isRead: (site: Site) => boolean,
): (unit: Unit) => PerhapsRead[] {
  const { variables } = from.profile;
  const programOf = componentsOf(project);
  let known: Spelled[] | undefined;
  const spelled = () => {
    known ??= spelledNames(project, from).filter(({ site }) => !isRead(site));
    return known;
  };
  return (unit) => {
    const program = programOf(unit.model);
    return (['apiKey', 'baseUrl'] as const).flatMap((role): PerhapsRead[] => {
      const { origins } = unit[role];
      if (!origins.some(isOpen) || environmentNames(origins).length > 0) return [];
      if (only(origins, 'unknown').some(({ isVariable }) => isVariable)) return [{ name: variables[role] }];
      const texts = spelled().filter((one) => one.role === role && programOf(one.site.model) === program);
      // What a function of the program is given by others, they have from elsewhere.
      if (origins.every(({ kind }) => kind === 'parameter')) return texts;
      const read = [...used].filter(([other]) => programOf(other.model) === program).flatMap(([, names]) => names);
      const names = read.filter((one) => one.role === role && from.names(one.name)).map(({ name }) => name);
      return [...texts, ...[...new Set([variables[role], ...names])].map((name) => ({ name }))];
    });
  };
}

interface Spelled {
  name: string;
  site: Site;
  role: Role | undefined;
}

/** Texts that are the name of a variable, in all files. */
function spelledNames({ models }: Project, from: Service): Spelled[] {
  return [...models.values()].flatMap((one) =>
    variableTexts(one, from).map(({ value, model, inner }): Spelled => {
      const site: Site = { model, span: inner, form: 'text' };
      return { name: value, site, role: roleOf({ name: value }, undefined) };
    }),
  );
}

function isOpen(origin: Origin): boolean {
  return (
    origin.kind === 'unknown' || ((origin.kind === 'external' || origin.kind === 'parameter') && !isTypedIn(origin))
  );
}
