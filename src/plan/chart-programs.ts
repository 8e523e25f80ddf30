import { posix } from 'node:path';
import { isChart } from '../discover/companions.js';
import { foldersOf } from '../discover/folders-of.js';
import type { ConfigEntry, ConfigModel } from '../ir.js';
import { valueAt } from './config-paths.js';

/** The chart of others that is given an entry, and the keys that lead to its values. */
export interface ChartProgram {
  chart: string;
  holder: readonly string[];
}

/** Where a release says which chart its values are for. Source: helmfile, Argo CD Application, Flux HelmRelease. */
const CHART_KEYS = [['chart'], ['chart', 'spec', 'chart']];

/**
 * Which chart of others the values are for: by the dependency of a chart beside the file (`Chart.yaml`, and Helm 2's
 * `requirements.yaml`), whose values stand under its name or alias, or by the release around them.
 */
export function chartPrograms(
  configs: readonly ConfigModel[],
): (config: ConfigModel, entry: ConfigEntry) => ChartProgram | undefined {
  const dependencies = new Map(configs.flatMap((config) => dependenciesOf(config)));
  return (config, { path, start }) => {
    const [first = ''] = path;
    for (const folder of foldersOf(config.path)) {
      const chart = dependencies.get(posix.join(folder, first));
      if (chart !== undefined) return { chart, holder: [first] };
    }
    for (let depth = path.length - 1; depth > 0; depth--)
      for (const key of CHART_KEYS) {
        const holder = path.slice(0, depth);
        const chart = valueAt(config, [...holder, ...key], start);
        if (chart) return isLocal(chart) ? undefined : { chart: nameOf(chart), holder };
      }
    return undefined;
  };
}

/** Folder and key of values → the chart that reads them. A chart that lies in the repository is its own. */
function dependenciesOf({ path, entries }: ConfigModel): [string, string][] {
  if (!isChart(path)) return [];
  const found = new Map<string, Record<string, string>>();
  for (const { path: keys, name, value } of entries) {
    const [list, index, ...rest] = keys;
    if (list !== 'dependencies' || index === undefined || rest.length !== 1) continue;
    found.set(index, { ...found.get(index), [name]: value });
  }
  return [...found.values()].flatMap(({ name, alias, repository = '' }) =>
    name === undefined || repository === '' || isLocal(repository)
      ? []
      : [[posix.join(posix.dirname(path), alias ?? name), name] as [string, string]],
  );
}

function isLocal(chart: string): boolean {
  return /^(?:file:|\.{0,2}\/)/.test(chart);
}

/** `oci://host/charts/name`, `repository/name` → `name`. */
function nameOf(chart: string): string {
  return chart.split('/').at(-1) ?? chart;
}
