import { hostOf } from '../catalog/hosts.js';
import { isPlaceholder } from '../catalog/keys.js';
import { isForNoDeployment } from '../discover/file-kinds.js';
import type { ConfigEntry, ConfigModel } from '../ir.js';
import { positionOf } from '../text-position.js';
import { settingUrls } from './assess.js';
import type { PlanInput } from './plan.js';
import { isVariable, leadsElsewhere } from './setting-values.js';
import type { Unit } from './types.js';
import type { Used, Variables } from './variables.js';

/**
 * Where a unit is led to another service by the variable from which it takes its address: all files that set that for a deployment lead
 * elsewhere, and code says no address of its own. An example, or what is for tests and whoever develops the app, says nothing of that.
 */
export function addressSetElsewhere(
  unit: Unit,
  used: readonly Used[],
  variables: Variables,
  { linked, configs, readers, options }: PlanInput,
): string | undefined {
  if (settingUrls(unit.baseUrl, linked, options).some(({ host }) => host !== 'environment')) return undefined;
  const deployed = configs.filter(({ path }) => !isForNoDeployment(path));
  for (const { name, role } of used) {
    const variable = role === 'baseUrl' ? variables.find(name, unit.model.path) : undefined;
    if (!variable) continue;
    const setters = deployed.flatMap((config) =>
      config.entries
        .filter((entry) => isVariable(entry, options.from) && !entry.isCommented && !entry.isTest && !entry.isPassedOn)
        .filter((entry) => !readers.foreign.has(entry) && variables.find(entry.name, config.path) === variable)
        .map((entry) => ({ config, entry, host: otherHost(config, entry, options) })),
    );
    const [first] = setters;
    if (first?.host === undefined || setters.some(({ host }) => host === undefined)) continue;
    const { line } = positionOf(first.config.text, first.entry.start);
    return `${first.host}, by ${name} at ${first.config.path}:${line}`;
  }
  return undefined;
}

/** The host of another service to which a value leads, or the default where it has none; undefined where it may lead anywhere. */
function otherHost(config: ConfigModel, entry: ConfigEntry, options: PlanInput['options']): string | undefined {
  const [reference, ...others] = entry.references;
  const value = reference ? (reference.fallback?.value ?? '') : entry.value;
  const isAll = !reference || (others.length === 0 && reference.start === entry.valueSpan.start);
  if (!isAll || value === '' || isPlaceholder(value)) return undefined;
  if (!leadsElsewhere(config, { ...entry, value }, 'baseUrl', options)) return undefined;
  return hostOf(value) ?? value;
}
