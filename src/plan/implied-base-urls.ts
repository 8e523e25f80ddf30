import { SDKS } from '../catalog/sdk.js';
import type { SourceModel } from '../ir.js';
import { settingsInCode } from '../link/environment-settings.js';
import type { Linked } from '../link/link.js';
import type { Origin } from '../link/origins.js';
import { componentsOf } from './components.js';
import type { Unit } from './types.js';

/**
 * What the program itself sets the variable to from which an SDK takes its base URL: `os.environ["OPENAI_BASE_URL"] = …`.
 * Nothing for a client that is given its base URL.
 */
export function impliedBaseUrls({ project, resolver }: Linked): (unit: Unit) => Origin[] {
  const programOf = componentsOf(project);
  const names = new Set(SDKS.flatMap((sdk) => sdk.environment.baseUrl));
  const set = [...project.models.values()].flatMap((model) =>
    settingsInCode(model, resolver, (name) => names.has(name)).filter(({ isCertain }) => isCertain),
  );
  return ({ sdk, baseUrl, model }) => {
    if (!sdk || !baseUrl.isMissing || set.length === 0) return [];
    // Of a program's files, one that nobody imports (a notebook, say) sets it for itself.
    const isFor = (setter: SourceModel) =>
      setter === model || (programOf(setter) === programOf(model) && project.isImported(setter));
    const own = set.filter((one) => sdk.environment.baseUrl.includes(one.name) && isFor(one.model));
    return own.flatMap(({ value }) => resolver.at(value, []));
  };
}
