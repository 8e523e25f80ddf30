import type { Service } from '../catalog/service.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { SourceModel } from '../ir.js';
import { type SettingInCode, settingsInCode } from '../link/environment-settings.js';
import type { Linked } from '../link/link.js';
import { type SpelledKey, spelledKeys } from '../link/spelled-keys.js';
import { push } from '../push.js';
import { isWithin } from '../spans.js';
import { type HandedOn, keysHandedOn } from './keys-handed-on.js';
import { type PackageThatReads, packagesThatRead } from './packages-that-read.js';
import { type PerhapsRead, perhapsReadBy } from './perhaps-read.js';
import { readInValues } from './read-in-values.js';
import { settingsHandedOn } from './settings-handed-on.js';
import { keyOf } from './sites.js';
import type { Unit } from './types.js';
import { type Used, usedBy } from './used-variables.js';
import { type EnvironmentRead, environmentReads, neutralReads } from './variable-reads.js';

/** Who uses which variables: what does not depend on what moves, and is asked for again and again. */
export interface VariableUses {
  by: ReadonlyMap<Unit, readonly Used[]>;
  /** Where code sets one of them, or another one that names OpenAI. */
  settings: readonly SettingInCode[];
  reads: readonly EnvironmentRead[];
  /** Of these, what something that is not known is given. */
  handedOn: HandedOn<EnvironmentRead>;
  /** Keys that spell one of them, to which no value is followed. */
  spelled: readonly SpelledKey[];
  /** Names that a unit may have its key from, where that is not known. */
  perhaps: ReadonlyMap<Unit, readonly PerhapsRead[]>;
  packages: readonly PackageThatReads[];
  /** How many files had been read. */
  generation: number;
}

export function variableUses(linked: Linked, units: readonly Unit[], from: Service): VariableUses {
  const by = new Map(units.map((unit) => [unit, usedBy(unit, linked, from)]));
  const neutral = neutralKeys(by, from);
  for (const { name, language } of neutral) linked.project.readHolding(name, language);
  const names = new Set([...by.values()].flatMap((all) => all.map(({ name }) => name)));
  const isWanted = (name: string) => names.has(name) || from.names(name);
  const settings = [...linked.project.models.values()].flatMap((model) =>
    settingsInCode(model, linked.resolver, isWanted),
  );
  const set = new Set(settings.map(({ model, nameSpan }) => `${model.path}\0${nameSpan.start}`));
  const used = new Set([...by.values()].flatMap((all) => all.flatMap(({ sites }) => sites.map(keyOf))));
  const spelled = [...linked.project.models.values()]
    .filter(({ path }) => !isTestPath(path))
    .flatMap((model) => spelledKeys(model, linked.resolver, (name) => names.has(name)))
    .filter(({ model, span }) => !set.has(`${model.path}\0${span.start}`))
    // What is followed to a unit is known.
    .filter(({ model, span }) => !used.has(keyOf({ model, span, form: 'name' })));
  const isKnown = ({ at, sites }: EnvironmentRead) => !at && sites.every((site) => used.has(keyOf(site)));
  const reads = environmentReads(linked, from).filter((read) => !isKnown(read));
  for (const [unit, known] of by) known.push(...readInValues(unit, reads));
  const isUsed = ({ sites }: EnvironmentRead) => sites.some((site) => used.has(keyOf(site)));
  const settingsOf = new Map<SourceModel, SettingInCode[]>();
  for (const one of settings) push(settingsOf, one.model, one);
  const isSet = ({ at }: EnvironmentRead) =>
    at !== undefined && settingsOf.get(at.model)?.some(({ value }) => isWithin(at, value)) === true;
  const withKeys = keysHandedOn(
    linked,
    [...reads, ...neutralReads(new Set(neutral.map(({ name }) => name)), linked)].filter((read) => !isSet(read)),
    isUsed,
  );
  const handedOn = { ...withKeys, calls: [...new Set([...withKeys.calls, ...settingsHandedOn(linked, by, from)])] };
  const known = new Set(reads.flatMap(({ sites }) => sites.map(keyOf)));
  const perhapsRead = perhapsReadBy(linked, from, by, (site) => known.has(keyOf(site)));
  const perhaps = new Map(units.map((unit) => [unit, perhapsRead(unit)]));
  const packages = packagesThatRead(linked, from);
  return { by, settings, reads, handedOn, spelled, perhaps, packages, generation: linked.project.generation };
}

/**
 * What a unit that moves has its key from, and does not name OpenAI: its value changes for whoever else reads it, in a file that need
 * not name OpenAI either.
 */
function neutralKeys(by: VariableUses['by'], from: Service): { name: string; language: string }[] {
  const isNeutral = ({ name, role }: Used) => role === 'apiKey' && !from.names(name) && !from.namesOther(name);
  return [...by].flatMap(([{ verdict, model }, used]) =>
    verdict === 'migrate' ? used.filter(isNeutral).map(({ name }) => ({ name, language: model.language })) : [],
  );
}
