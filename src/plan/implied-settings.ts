import { SDKS } from '../catalog/sdk.js';
import type { SourceModel } from '../ir.js';
import { settingsInCode } from '../link/environment-settings.js';
import type { Linked } from '../link/link.js';
import type { Origin } from '../link/origins.js';
import { componentsOf } from './components.js';
import type { Unit } from './types.js';

/** What an SDK takes from the environment for a client that is given none. */
export interface Implied {
  baseUrl: Origin[];
  model: Origin[];
}

/**
 * What the program itself sets the variables to from which an SDK takes its base URL, or its model: `os.environ["OPENAI_BASE_URL"] = …`.
 * Nothing for a client that is given it.
 */
export function impliedSettings({ project, resolver }: Linked): (unit: Unit) => Implied {
  const programOf = componentsOf(project);
  const names = new Set(SDKS.flatMap(({ environment: { baseUrl, model = [] } }) => [...baseUrl, ...model]));
  const set = [...project.models.values()].flatMap((model) =>
    settingsInCode(model, resolver, (name) => names.has(name)).filter(({ isCertain }) => isCertain),
  );
  const setFor = ({ model }: Unit, wanted: readonly string[]) => {
    // Of a program's files, one that nobody imports (a notebook, say) sets it for itself.
    const isFor = (setter: SourceModel) =>
      setter === model || (programOf(setter) === programOf(model) && project.isImported(setter));
    const own = set.filter((one) => wanted.includes(one.name) && isFor(one.model));
    return own.flatMap(({ value }) => resolver.at(value, []));
  };
  return (unit) => {
    const { sdk, baseUrl, ownModel } = unit;
    const read = (isMissing: boolean | undefined, names: readonly string[] | undefined) =>
      isMissing && names && set.length > 0 ? setFor(unit, names) : [];
    return {
      baseUrl: read(baseUrl.isMissing, sdk?.environment.baseUrl),
      model: read(ownModel?.isMissing, sdk?.environment.model),
    };
  };
}
