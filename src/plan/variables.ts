import { flowFacts } from '../catalog/flow.js';
import type { ModelForm } from '../catalog/sdk.js';
import { type Service, staysThere } from '../catalog/service.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { Expression, SourceModel } from '../ir.js';
import { type SettingInCode, settingsInCode } from '../link/environment-settings.js';
import type { Linked } from '../link/link.js';
import { type Origin, only, type Site, writtenAt } from '../link/origins.js';
import { type SpelledKey, spelledKeys } from '../link/spelled-keys.js';
import { textsOfOrigin } from '../link/texts.js';
import { inOrder, named } from '../names.js';
import { isWithin } from '../spans.js';
import { mayBeWithoutKey } from './absent-keys.js';
import { variablesOf } from './assess-config.js';
import { isServedRequest } from './command-requests.js';
import type { ConfigReaders } from './config-readers.js';
import { insideArguments } from './inside-arguments.js';
import { type HandedOn, keysHandedOn } from './keys-handed-on.js';
import { isMoved, modelOrigins } from './moved-uses.js';
import { isReadForAddress, namesBesideAddresses } from './names-beside-addresses.js';
import { needsOpenai } from './needs-openai.js';
import { type PackageThatReads, packagesThatRead } from './packages-that-read.js';
import { type PerhapsRead, perhapsReadBy } from './perhaps-read.js';
import { stayingProviderIds } from './provider-ids.js';
import { originsAskedFor } from './reached-by.js';
import { settingReads } from './setting-reads.js';
import { silentReads } from './silent-reads.js';
import type { PlanOptions, Role, Unit } from './types.js';
import { VariableTable } from './variable-table.js';

/** One variable of the environment: who reads it, and what becomes of its name. */
export interface Variable {
  name: string;
  /** The name, told apart for a program that sets the variable itself. */
  key: string;
  /** The name after the migration. */
  to: string;
  /** `rename`: everywhere. `add`: the new name beside the old one. `stay`: the name stays (its value may not). */
  mode: 'rename' | 'add' | 'stay';
  /** What moved units use it for. */
  roles: Set<Role>;
  /** Every place in code that spells the name to read the variable. */
  sites: Site[];
  /** The sites whose value reaches something that moves, and nothing that stays on OpenAI. */
  movedSites: Site[];
  /** Reads, for a key of moved units, that give nothing where it is not set: an SDK would fall back to OpenAI's. */
  silentReads: Expression[];
  /** Files that may read it in a way that is not understood. */
  unread: readonly string[];
  /** Where such a file spells it, in code. */
  spelledAt: readonly Site[];
  /** Where it is read for something outside of the program that is not known. */
  handedOn: readonly Site[];
  /** Packages that may read it by themselves. */
  packages: readonly PackageThatReads[];
  /** A base URL to which the code itself adds `/v1`. */
  isOrigin: boolean;
  /** A base URL before which the code puts `https://`. */
  isHost: boolean;
  /** What the code takes where it is not set, if that is the address of a request and no base URL. */
  address?: string;
  /** How what moves and reads a model from it spells that; plainly when absent. */
  modelForm?: ModelForm;
  /** Units that still need it for OpenAI. */
  stayers: Unit[];
  /** Units that do not move and read it, though not for OpenAI. */
  keepers: Unit[];
  /** Something that is at the gateway already reads it. */
  isMoved: boolean;
}

export interface Variables {
  all: readonly Variable[];
  /** Where code sets one of them, or another one that names OpenAI. */
  settings: readonly SettingInCode[];
  /** The variable that a file means by a name, in the case in which it is written there. */
  find(name: string, path: string): Variable | undefined;
  /** Units whose key is read at a place that something else still needs for OpenAI. */
  sharedKeys: ReadonlySet<Unit>;
  /** Clients of other services that have their key from the place that gives a unit's. */
  keyKeepers: ReadonlyMap<Unit, readonly Unit[]>;
}

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
  const by = new Map(units.map((unit) => [unit, usedBy(unit, linked)]));
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
  const reads = environmentReads(linked, from);
  const isUsed = ({ sites }: EnvironmentRead) => sites.some((site) => used.has(keyOf(site)));
  const settingsOf = new Map<SourceModel, SettingInCode[]>();
  for (const one of settings) settingsOf.set(one.model, [...(settingsOf.get(one.model) ?? []), one]);
  const isSet = ({ at }: EnvironmentRead) =>
    at !== undefined && settingsOf.get(at.model)?.some(({ value }) => isWithin(at, value)) === true;
  const handedOn = keysHandedOn(
    linked,
    [...reads, ...neutralReads(new Set(neutral.map(({ name }) => name)), linked)].filter((read) => !isSet(read)),
    isUsed,
  );
  const known = new Set(reads.flatMap(({ sites }) => sites.map(keyOf)));
  const perhapsRead = perhapsReadBy(linked, from, by, (site) => known.has(keyOf(site)));
  const perhaps = new Map(units.map((unit) => [unit, perhapsRead(unit)]));
  const packages = packagesThatRead(linked, from);
  return { by, settings, reads, handedOn, spelled, perhaps, packages, generation: linked.project.generation };
}

/** Decides for every variable, over all files, so that a name moves everywhere or nowhere. */
export function planVariables(
  linked: Linked,
  units: readonly Unit[],
  { by: used, settings, reads, handedOn, spelled, perhaps, packages }: VariableUses,
  unread: ReadonlyMap<string, readonly string[]>,
  readers: ConfigReaders,
  options: PlanOptions,
): Variables {
  const { from } = options;
  const table = new VariableTable(linked, settings, unread, units);
  for (const { name, model, isForUnknown } of settings) {
    const variable = isForUnknown && !isTestPath(model.path) ? table.of(name, model.path) : undefined;
    if (variable) addReader(variable, model.path);
  }
  for (const { name, sites, node } of reads) addSites(table.of(name, node.model.path).sites, sites);
  const heldSites = new Set<string>();
  for (const { name, sites, node } of handedOn.reads) {
    for (const site of sites) heldSites.add(keyOf(site));
    const variable = table.of(name, node.model.path);
    variable.handedOn = [...variable.handedOn, ...sites];
    addSites(variable.sites, sites);
    addReader(variable, node.model.path);
  }
  for (const one of packages)
    for (const name of [from.profile.variables.apiKey, from.profile.variables.baseUrl]) {
      const variable = table.of(name, one.model.path);
      variable.packages = [...variable.packages, one];
      addReader(variable, one.model.path);
    }
  for (const one of spelled) addSpelled(table.of(one.name, one.model.path), one, linked);

  // Written in another case, it is another variable, unless a class of settings spells it so.
  for (const { name, path } of readers.inLowerCase) {
    const variable = table.of(name.toUpperCase(), path);
    if (!isSpelledSo(variable, name)) variable.unread = [...variable.unread, path];
  }
  const readsInSettings = settingReads(linked.resolver, settings, table);
  const moving = units.filter((unit) => unit.verdict === 'migrate');
  const staying = units.filter((unit) => unit.verdict !== 'migrate');
  const beside = namesBesideAddresses(linked, moving, from).map(({ value, model, inner }) => ({
    name: value,
    model,
    span: inner,
  }));
  for (const { name, model, span } of [...beside, ...readsForAddresses(linked, from)]) {
    const site: Site = { model, span, form: 'text' };
    const variable = table.find(name, model.path);
    if (!variable || variable.sites.some((known) => keyOf(known) === keyOf(site))) continue;
    addReader(variable, model.path);
    variable.spelledAt = [...variable.spelledAt, site];
  }
  for (const { model } of stayingProviderIds(linked, moving, from)) {
    const variable = table.of(from.profile.variables.apiKey, model.path);
    addReader(variable, model.path);
  }
  const keepersAt = new Map<string, Unit[]>();
  for (const unit of staying)
    for (const { name, sites } of used.get(unit) ?? []) {
      const variable = table.of(name, unit.model.path);
      if (unit.reasons[0]?.code === 'already-moved') variable.isMoved = true;
      if (!needsOpenai(unit)) {
        if (unit.isTest) continue;
        variable.keepers.push(unit);
        if (unit.reasons[0]?.code !== 'already-moved')
          for (const site of sites) keepersAt.set(keyOf(site), [...(keepersAt.get(keyOf(site)) ?? []), unit]);
        continue;
      }
      variable.stayers.push(unit);
      for (const site of sites) heldSites.add(keyOf(site));
    }
  for (const unit of staying.filter(needsOpenai)) {
    for (const name of spelledBy(unit, from)) table.find(name, unit.model.path)?.stayers.push(unit);
    for (const { name, site } of perhaps.get(unit) ?? []) {
      const variable = table.find(name, unit.model.path);
      variable?.stayers.push(unit);
      // What a test spells is the test's own.
      if (!variable || !site || isTestPath(site.model.path)) continue;
      if (!variable.spelledAt.some((one) => keyOf(one) === keyOf(site)))
        variable.spelledAt = [...variable.spelledAt, site];
    }
  }
  for (const unit of moving.filter(staysInPart))
    for (const name of [...(unit.sdk?.environment.apiKey ?? []), ...(unit.sdk?.environment.baseUrl ?? [])])
      table.of(name, unit.model.path).stayers.push(unit);
  const isKept = ({ stayers, unread }: Variable) => stayers.length > 0 || unread.length > 0;
  // What sets a variable that stays is read for what stays.
  for (const variable of table.all.filter(isKept))
    for (const { name, path, sites } of readsInSettings(variable)) {
      const read = table.of(name, path);
      // A variable may be set from itself.
      read.stayers = [...new Set([...read.stayers, ...variable.stayers])];
      for (const site of sites) heldSites.add(keyOf(site));
    }
  const sharedKeys = new Set<Unit>();
  const keyKeepers = new Map<Unit, readonly Unit[]>();
  for (const unit of moving) {
    const { path } = unit.model;
    const own = used.get(unit) ?? [];
    const inSettings = own.flatMap((one) => {
      const variable = table.of(one.name, path);
      return isKept(variable) ? [] : readsInSettings(variable).map((read) => ({ ...one, ...read }));
    });
    for (const { name, sites, role, isOrigin, isHost } of [...own, ...inSettings]) {
      // One of several services that the client may talk to has a key of its own.
      if (from.namesOther(name)) continue;
      if (role !== 'model' && staysThere(options)) {
        table.of(name, path).isMoved = true;
        continue;
      }
      const variable = table.of(name, path);
      variable.roles.add(role);
      variable.isOrigin ||= isOrigin === true;
      variable.isHost ||= isHost === true;
      if (role === 'baseUrl') variable.address ??= addressBeside(unit, from);
      if (role === 'model') variable.modelForm ??= unit.modelForm;
      // One place that gives two services their key can give the key of one of them only.
      const keepers = role === 'apiKey' ? sites.flatMap((site) => keepersAt.get(keyOf(site)) ?? []) : [];
      if (keepers.length > 0) keyKeepers.set(unit, [...(keyKeepers.get(unit) ?? []), ...keepers]);
      const isHeld =
        keepers.length > 0 || sites.some((site) => heldSites.has(keyOf(site))) || isSharedFor(variable, sites, options);
      if (isHeld && role === 'apiKey') sharedKeys.add(unit);
      addSites(variable.sites, sites);
      // A key that is read at a held place gets a read of its own, which takes the place of this one.
      if (isHeld && role === 'apiKey') continue;
      addSites(
        variable.movedSites,
        sites.filter((site) => !heldSites.has(keyOf(site))),
      );
    }
    for (const { name, node } of silentReads(unit)) table.of(name, path).silentReads.push(node);
  }
  // A field that gets another name has it for all who read it.
  for (const { name, sites, node } of reads) {
    const { movedSites } = table.of(name, node.model.path);
    const isMovedField = sites.some((site) => movedSites.some((moved) => keyOf(moved) === keyOf(site)));
    if (isMovedField)
      addSites(
        movedSites,
        sites.filter((site) => !heldSites.has(keyOf(site))),
      );
  }
  for (const request of readers.requests.filter(isServedRequest))
    for (const { name, role } of request.variables)
      if (from.names(name)) table.of(name, request.config.path).roles.add(role);
  for (const client of readers.clients.filter(({ verdict }) => verdict === 'migrate')) {
    for (const { name, config, role } of variablesOf(client)) table.of(name, config.path).roles.add(role);
    const implied = client.isProgram ? undefined : client.facts.apiKey.default;
    if (implied !== undefined) table.of(implied, '').roles.add('apiKey');
  }
  // What nothing that moves reads is still given OpenAI's.
  for (const { holder, names, path } of readers.handedOn)
    if (!table.find(holder, path)?.roles.size)
      for (const name of names) {
        const variable = table.find(name, path);
        if (variable) addReader(variable, path);
      }
  const others = new Map<string, Used[]>();
  for (const unit of staying.filter(({ isTest }) => !isTest))
    for (const one of used.get(unit) ?? []) {
      const key = table.keyOf(one.name, unit.model.path);
      others.set(key, [...(others.get(key) ?? []), one]);
    }
  const isKeyUsed = table.all.some(({ name, roles }) => name === from.profile.variables.apiKey && roles.size > 0);
  for (const variable of table.all)
    decide(
      variable,
      others.get(variable.key) ?? [],
      isKeyUsed && variable.name !== from.profile.variables.apiKey,
      options,
    );
  return { all: table.all, settings, find: (name, path) => spelledSo(table, name, path), sharedKeys, keyKeepers };
}

/** What a schema calls a variable changes with it, unless something reads it there under that name and is not followed. */
function addSpelled(variable: Variable, { name, model, span, isSchema }: SpelledKey, linked: Linked): void {
  const site: Site = { model, span, form: 'name' };
  if (variable.sites.some((known) => keyOf(known) === keyOf(site))) return;
  if (isSchema && isReadAsVariable(name, variable, linked)) {
    addSites(variable.sites, [site]);
    return;
  }
  addReader(variable, model.path);
  variable.spelledAt = [...variable.spelledAt, site];
}

/** A file that may read the variable in a way that is not understood. */
function addReader(variable: Variable, path: string): void {
  variable.unread = [...new Set([...variable.unread, path])];
}

/** Whether all that takes a part of that name out of something is known to read the variable. */
function isReadAsVariable(name: string, { sites }: Variable, { project, resolver }: Linked): boolean {
  const isFollowed = (node: Expression) =>
    only(resolver.at(node, []), 'environment').some((read) => read.name === name);
  const known = new Set(sites.map(keyOf));
  const isTakenOut = (model: SourceModel) =>
    named(model, 'parts', (part) => part === name).every(({ definitions }) =>
      definitions.every(
        (one) => one.from !== 'value' || !one.keySpan || known.has(keyOf({ model, span: one.keySpan, form: 'name' })),
      ),
    );
  return project.members.get(name).every(isFollowed) && [...project.models.values()].every(isTakenOut);
}

/** A class of settings reads its fields from the environment in whatever case. */
function isSpelledSo({ sites }: Variable, name: string): boolean {
  return sites.some(({ model, span }) => model.text.slice(span.start, span.end) === name);
}

function spelledSo(table: VariableTable, name: string, path: string): Variable | undefined {
  const known = table.find(name, path);
  if (known || name !== name.toLowerCase()) return known;
  const other = table.find(name.toUpperCase(), path);
  return other && isSpelledSo(other, name) ? { ...other, name, to: other.to.toLowerCase() } : undefined;
}

/** `isKeyTaken`: another variable gets the gateway's name for the key. `others`: what clients that do not move read it for. */
function decide(variable: Variable, others: readonly Used[], isKeyTaken: boolean, options: PlanOptions): void {
  if (variable.roles.size === 0) return;
  // A name that cannot change holds the key that something else needs: the gateway's gets a variable of its own.
  if (variable.roles.has('apiKey') && isSharedFor(variable, variable.sites, options)) {
    variable.to = ownKeyName(variable.name, options);
    variable.mode = 'add';
    return;
  }
  // One name cannot hold two keys: a key that OpenAI still needs gets another name beside it, whatever is asked for.
  const isKeyOfBoth =
    [variable.stayers, variable.handedOn, variable.packages].some(({ length }) => length > 0) &&
    variable.roles.has('apiKey');
  if (options.env === 'keep' && !isKeyOfBoth) return;
  if (isFixed(variable.name, variable.sites, options)) return;
  const to = options.from.renamed(variable.name, options.profile, isKeyTaken);
  // Every client that it gave a key to reads the gateway's own variable now: nobody would read this one.
  const isKeyOnly = [...variable.roles].every((role) => role === 'apiKey') && to !== options.profile.variables.apiKey;
  if (
    isKeyOnly &&
    publicPrefix(variable.name) === '' &&
    variable.sites.length > 0 &&
    variable.movedSites.length === 0
  ) {
    variable.roles.clear();
    return;
  }
  variable.to = to;
  const moved = new Set(variable.movedSites.map(keyOf));
  // Another service's client may read the old name at a place of its own: that place keeps it.
  // So does one that its SDK reads by itself.
  const hasOtherReader = others.some(
    ({ sites }) => sites.length === 0 || sites.some((site) => !moved.has(keyOf(site))),
  );
  variable.mode = variable.stayers.length > 0 || variable.unread.length > 0 || hasOtherReader ? 'add' : 'rename';
}

/** The name of the gateway's key beside that of another one: what a browser is given has the same beginning. */
export function ownKeyName(name: string, { profile }: PlanOptions): string {
  return publicPrefix(name) + profile.variables.apiKey;
}

/** What a variable's name has to begin with for a bundler to let it through; empty where it may be called anything. */
function publicPrefix(name: string): string {
  return flowFacts('javascript').publicPrefixes?.find(({ prefix }) => name.startsWith(prefix))?.prefix ?? '';
}

/** Whether the name has to stay: nothing in it is the service's, or a place that reads it holds only a part of it. */
export function isFixed(name: string, sites: readonly Site[], { from, profile }: PlanOptions): boolean {
  const to = from.renamed(name, profile);
  return to === name || sites.some((site) => writtenAt(site, to) === undefined);
}

/** Whether a variable is called as it is after the migration, whoever reads it. */
export function keepsName({ name, sites }: Used, options: PlanOptions): boolean {
  return options.env === 'keep' || isFixed(name, sites, options);
}

/** Whether what does not move, or of which nothing is known, reads the variable too, whose name has to stay at these places. */
function isSharedFor(variable: Variable, sites: readonly Site[], options: PlanOptions): boolean {
  const { stayers, keepers, unread, handedOn } = variable;
  const isNeeded =
    stayers.length > 0 ||
    handedOn.length > 0 ||
    (options.env === 'rename' && (keepers.length > 0 || unread.length > 0));
  return isNeeded && isFixed(variable.name, sites, options);
}

/** A variable that flows into a unit. */
export interface Used {
  name: string;
  sites: Site[];
  role: Role;
  /** `/v1` is put behind the value. */
  isOrigin?: boolean;
  /** `https://` is put before it. */
  isHost?: boolean;
}

/** The variables that flow into a unit, and those that its SDK reads by itself where no option is given. */
function usedBy(unit: Unit, linked: Linked): Used[] {
  const found: Used[] = [];
  const add = (origins: readonly Origin[], role: Role) => {
    for (const origin of origins)
      for (const text of textsOfOrigin(linked.resolver, origin))
        for (const [index, part] of text.entries()) {
          if (part.kind !== 'environment') continue;
          const [before, next] = [text[index - 1], text[index + 1]];
          const isOrigin = role === 'baseUrl' && next?.kind === 'written' && /^\/v1(?:\/|$)/.test(next.text);
          const isHost = role === 'baseUrl' && before?.kind === 'written' && /^https?:\/\/$/.test(before.text);
          found.push({ name: part.origin.name, sites: part.origin.sites, role, isOrigin, isHost });
        }
    for (const origin of only(origins, 'environment'))
      if (!found.some((known) => known.name === origin.name && known.role === role))
        found.push({ name: origin.name, sites: origin.sites, role });
  };
  add(unit.baseUrl.origins, 'baseUrl');
  add(unit.apiKey.origins, 'apiKey');
  add(unit.headerKeys ?? [], 'apiKey');
  add(modelOrigins(unit), 'model');
  add(originsAskedFor(unit, linked), 'model');
  const { sdk, stays } = unit;
  // What is read in the arguments of a client of another kind, in whatever option.
  if (stays !== undefined) add(insideArguments(unit, linked), 'apiKey');
  if (!sdk || stays === 'azure' || stays === 'other-provider') return found;
  const implicit = (names: readonly string[], role: Role) => {
    for (const name of names) found.push({ name, sites: [], role });
  };
  if (isOpen(unit.apiKey) || mayBeWithoutKey(unit)) implicit(sdk.environment.apiKey, 'apiKey');
  if (isOpen(unit.baseUrl)) implicit(sdk.environment.baseUrl, 'baseUrl');
  return found;
}

/** The address of a request that is taken where a variable has none: `process.env.OPENAI_URL ?? 'https://…/v1/chat/completions'`. */
function addressBeside({ kind, baseUrl }: Unit, from: Service): string | undefined {
  const written = only(baseUrl.origins, 'string').map(({ node }) => node.value);
  const [address, ...others] = new Set(written.filter((text) => from.hostsIn(text).length > 0));
  return kind === 'request' && others.length === 0 && address !== undefined && /\/v1\/./.test(address)
    ? address
    : undefined;
}

/** Names that a unit reads from an object which cannot be followed to the environment: `c.env.OPENAI_API_KEY`. */
function spelledBy({ apiKey, baseUrl }: Unit, from: Service): string[] {
  return [apiKey.value, baseUrl.value].flatMap((value) => {
    const node = value?.kind === 'wrapper' ? value.value : value;
    return node?.kind === 'member' && from.names(node.property ?? '') ? [node.property ?? ''] : [];
  });
}

/** A ready-made provider whose other calls, for embeddings say, go on reading the SDK's own names. */
function staysInPart(unit: Unit): boolean {
  return unit.kind === 'ready' && unit.uses.some((use) => !isMoved(use));
}

function isOpen(setting: Unit['apiKey']): boolean {
  return setting.isMissing || setting.absent.length > 0;
}

interface EnvironmentRead {
  name: string;
  sites: Site[];
  node: { model: SourceModel };
  /** What gives the value; absent in a text. */
  at?: Expression;
  isNeutral?: true;
}

/** Every read of a variable that names OpenAI, or that a value is followed to, in all files read so far. */
function environmentReads(linked: Linked, from: Service): EnvironmentRead[] {
  const found: EnvironmentRead[] = [];
  for (const model of linked.project.models.values()) {
    for (const { name, span } of model.reads ?? [])
      if (from.names(name) && !isReadForAddress(model, span, from))
        found.push({ name, sites: [{ model, span, form: 'text' }], node: { model } });
    if (!mayReadEnvironment(model)) continue;
    for (const expression of spelling(model, from)) {
      for (const origin of only(linked.resolver.at(expression, []), 'environment'))
        if (from.names(origin.name)) found.push({ ...origin, at: expression });
    }
  }
  return found;
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

/** Every read of such variables by the program itself. */
function neutralReads(names: ReadonlySet<string>, { project, resolver }: Linked): EnvironmentRead[] {
  if (names.size === 0) return [];
  const isIt = (name: string) => names.has(asVariable(name));
  return [...project.models.values()]
    .filter(({ path }) => !isTestPath(path))
    .flatMap((model) => expressionsNaming(model, isIt, isIt))
    .flatMap((expression) =>
      only(resolver.at(expression, []), 'environment')
        .filter(({ name }) => names.has(name))
        .map((origin) => ({ ...origin, at: expression, isNeutral: true as const })),
    );
}

function readsForAddresses({ project }: Linked, from: Service) {
  return [...project.models.values()].flatMap((model) =>
    (model.reads ?? []).flatMap((read) => (isReadForAddress(model, read.span, from) ? [{ ...read, model }] : [])),
  );
}

/** Expressions that hold the name of a variable of OpenAI's, as a property, an argument or a pattern's key. */
function spelling(model: SourceModel, from: Service): Expression[] {
  const isProperty = (name: string) => from.word.test(name) && from.names(asVariable(name));
  return expressionsNaming(model, isProperty, from.mayHoldNames(model.text) ? from.names : undefined);
}

/** A field that is read from the environment may be written in small letters. */
function asVariable(property: string): string {
  return /^[a-z][a-z0-9_]*$/.test(property) ? property.toUpperCase() : property;
}

/** Expressions that hold a wanted name: as a property; and, where texts may hold one, as an argument or a pattern's key. */
function expressionsNaming(
  model: SourceModel,
  isProperty: (name: string) => boolean,
  isText: ((text: string) => boolean) | undefined,
): Expression[] {
  const strings = isText ? named(model, 'strings', isText) : [];
  const calls = strings.flatMap(({ use }) => (use?.as === 'argument' ? use.call : []));
  const references = isText ? named(model, 'parts', isText).flatMap((binding) => binding.references) : [];
  return inOrder<Expression>(model, [...named(model, 'members', isProperty), ...calls, ...references]);
}

/** The name must stand somewhere in a file that reads it, or in one that it imports from. */
function mayReadEnvironment(model: SourceModel): boolean {
  return /open_?ai/i.test(model.text);
}

function addSites(to: Site[], sites: readonly Site[]): void {
  for (const site of sites) if (!to.some((known) => keyOf(known) === keyOf(site))) to.push(site);
}

/** Of the units that do not move and read a variable, for OpenAI first, the one that a reader of the file would think of. */
export function nearestStayer({ stayers, keepers }: Variable, path: string): Unit | undefined {
  const parts = path.split('/');
  const nearness = (unit: Unit) => {
    const others = unit.model.path.split('/');
    const apart = parts.findIndex((part, index) => part !== others[index]);
    return apart === -1 ? parts.length : apart;
  };
  return [...(stayers.length > 0 ? stayers : keepers)].sort((a, b) => nearness(b) - nearness(a))[0];
}

export function keyOf(site: Site): string {
  return `${site.model.path}\0${site.span.start}\0${site.before ?? ''}`;
}
