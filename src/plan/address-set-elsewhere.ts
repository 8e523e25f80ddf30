import { hostOf } from '../catalog/hosts.js';
import { isPlaceholder } from '../catalog/keys.js';
import { isForNoDeployment } from '../discover/file-kinds.js';
import type { ConfigEntry, ConfigModel } from '../ir.js';
import { push } from '../push.js';
import { positionOf } from '../text-position.js';
import { settingUrls, speaksOf } from './assess.js';
import { leadsTo } from './held-by-address.js';
import type { PlanInput } from './plan.js';
import { isVariable } from './setting-values.js';
import type { Unit } from './types.js';
import type { Used } from './used-variables.js';
import type { Variable, Variables } from './variables.js';

/**
 * Where a unit is led to another service by the variable from which it takes its address: all files that set that for a deployment lead
 * elsewhere, and code says no address of its own. An example, or what is for tests and whoever develops the app, says nothing of that
 * where the unit is known to ask OpenAI by a name or a model.
 */
export function addressesSetElsewhere(
  { linked, configs, readers, options }: PlanInput,
  variables: Variables,
): (unit: Unit, used: readonly Used[]) => string | undefined {
  const setters = new Map<Variable, Setter[]>();
  for (const config of configs)
    for (const entry of config.entries) {
      if (!isVariable(entry, options.from) || entry.isCommented || entry.isTest || entry.isPassedOn) continue;
      const variable = readers.foreign.has(entry) ? undefined : variables.find(entry.name, config.path);
      if (variable) push(setters, variable, { config, entry });
    }
  return (unit, used) => {
    const urls = settingUrls(unit.baseUrl, linked, options);
    if (urls.some(({ host }) => host !== 'environment')) return undefined;
    const isOpenais = speaksOf(unit, urls, options);
    const counts = ({ config }: Setter) => !isOpenais || !isForNoDeployment(config.path);
    for (const { name, role } of used) {
      const variable = role === 'baseUrl' ? variables.find(name, unit.model.path) : undefined;
      const [first, ...others] = ((variable && setters.get(variable)) ?? []).filter(counts);
      const host = first && otherHost(first, options);
      if (!first || host === undefined || others.some((one) => otherHost(one, options) === undefined)) continue;
      const { line } = positionOf(first.config.text, first.entry.start);
      return `${host}, by ${name} at ${first.config.path}:${line}`;
    }
    return undefined;
  };
}

/** Where a file that configures sets a variable. */
interface Setter {
  config: ConfigModel;
  entry: ConfigEntry;
}

/** The host of another service to which a value leads, or the default where it has none; undefined where it may lead anywhere. */
function otherHost({ config, entry }: Setter, options: PlanInput['options']): string | undefined {
  const [reference, ...others] = entry.references;
  const value = reference ? (reference.fallback?.value ?? '') : entry.value;
  const isAll = !reference || (others.length === 0 && reference.start === entry.valueSpan.start);
  if (!isAll || value === '' || isPlaceholder(value)) return undefined;
  return leadsTo(config, entry, value, options) ? (hostOf(value) ?? value) : undefined;
}
