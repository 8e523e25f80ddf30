import type { ModelForm } from '../catalog/sdk.js';
import { type Service, staysThere } from '../catalog/service.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { Expression, SourceModel } from '../ir.js';
import { type SettingInCode, settingsInCode } from '../link/environment-settings.js';
import type { Linked } from '../link/link.js';
import { type Origin, type OriginOf, only, type Site } from '../link/origins.js';
import { type SpelledKey, spelledKeys } from '../link/spelled-keys.js';
import { textsOfOrigin } from '../link/texts.js';
import { inOrder, named } from '../names.js';
import { variablesOf } from './assess-config.js';
import { isServedRequest } from './command-requests.js';
import type { ConfigReaders } from './config-readers.js';
import { isMoved, modelOrigins } from './moved-uses.js';
import { namesBesideAddresses } from './names-beside-addresses.js';
import { namesNotFollowed } from './names-not-followed.js';
import { needsOpenai } from './needs-openai.js';
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
  /** Something that moves reads it by a name that stands nowhere as a whole, behind a prefix: it keeps that name. */
  isUnwritten: boolean;
  /** A base URL to which the code itself adds `/v1`. */
  isOrigin: boolean;
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
}

/** Who uses which variables: what does not depend on what moves, and is asked for again and again. */
export interface VariableUses {
  by: ReadonlyMap<Unit, readonly Used[]>;
  /** Where code sets one of them, or another one that names OpenAI. */
  settings: readonly SettingInCode[];
  reads: ReturnType<typeof environmentReads>;
  /** Keys that spell one of them, to which no value is followed. */
  spelled: readonly SpelledKey[];
  /** How many files had been read. */
  generation: number;
}

export function variableUses(linked: Linked, units: readonly Unit[], from: Service): VariableUses {
  const by = new Map(units.map((unit) => [unit, usedBy(unit, linked)]));
  const names = new Set([...by.values()].flatMap((all) => all.map(({ name }) => name)));
  const isWanted = (name: string) => names.has(name) || from.names(name);
  const settings = [...linked.project.models.values()].flatMap((model) =>
    settingsInCode(model, linked.resolver, isWanted),
  );
  const set = new Set(settings.map(({ model, nameSpan }) => `${model.path}\0${nameSpan.start}`));
  const spelled = [...linked.project.models.values()]
    .filter(({ path }) => !isTestPath(path))
    .flatMap((model) => spelledKeys(model, linked.resolver, (name) => names.has(name)))
    .filter(({ model, span }) => !set.has(`${model.path}\0${span.start}`));
  return { by, settings, reads: environmentReads(linked, from), spelled, generation: linked.project.generation };
}

/** Decides for every variable, over all files, so that a name moves everywhere or nowhere. */
export function planVariables(
  linked: Linked,
  units: readonly Unit[],
  { by: used, settings, reads, spelled }: VariableUses,
  unread: ReadonlyMap<string, readonly string[]>,
  readers: ConfigReaders,
  options: PlanOptions,
): Variables {
  const { from } = options;
  const table = new VariableTable(linked, settings, unread, units);
  for (const { name, model, isForUnknown } of settings) {
    const variable = isForUnknown && !isTestPath(model.path) ? table.of(name, model.path) : undefined;
    if (variable) variable.unread = [...new Set([...variable.unread, model.path])];
  }
  for (const { name, sites, node } of reads) addSites(table.of(name, node.model.path).sites, sites);
  for (const one of spelled) addSpelled(table.of(one.name, one.model.path), one, linked);

  // Written in another case, it is another variable, unless a class of settings spells it so.
  for (const { name, path } of readers.inLowerCase) {
    const variable = table.of(name.toUpperCase(), path);
    if (!isSpelledSo(variable, name)) variable.unread = [...variable.unread, path];
  }
  const readsInSettings = settingReads(linked.resolver, settings, table);
  const moving = units.filter((unit) => unit.verdict === 'migrate');
  const staying = units.filter((unit) => unit.verdict !== 'migrate');
  const known = new Set([...used.values()].flatMap((all) => all.flatMap(({ sites }) => sites.map(keyOf))));
  for (const { value, model, inner } of [
    ...namesBesideAddresses(linked, moving, from),
    ...namesNotFollowed(linked, staying, from),
  ]) {
    const site: Site = { model, span: inner, form: 'text' };
    const variable = table.find(value, model.path);
    if (!variable || known.has(keyOf(site)) || variable.sites.some((one) => keyOf(one) === keyOf(site))) continue;
    variable.unread = [...new Set([...variable.unread, model.path])];
    variable.spelledAt = [...variable.spelledAt, site];
  }
  const heldSites = new Set<string>();
  for (const unit of staying)
    for (const { name, sites } of used.get(unit) ?? []) {
      const variable = table.of(name, unit.model.path);
      if (unit.reasons[0]?.code === 'already-moved') variable.isMoved = true;
      if (!needsOpenai(unit)) {
        if (!unit.isTest) variable.keepers.push(unit);
        continue;
      }
      variable.stayers.push(unit);
      for (const site of sites) heldSites.add(keyOf(site));
    }
  for (const unit of staying.filter(needsOpenai))
    for (const name of spelledBy(unit, from)) table.find(name, unit.model.path)?.stayers.push(unit);
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
  for (const unit of moving) {
    const { path } = unit.model;
    const own = used.get(unit) ?? [];
    const inSettings = own.flatMap((one) => {
      const variable = table.of(one.name, path);
      return isKept(variable) ? [] : readsInSettings(variable).map((read) => ({ ...one, ...read }));
    });
    for (const { name, sites, role, isOrigin, isUnwritten } of [...own, ...inSettings]) {
      // One of several services that the client may talk to has a key of its own.
      if (from.namesOther(name)) continue;
      if (role !== 'model' && staysThere(options)) {
        table.of(name, path).isMoved = true;
        continue;
      }
      const variable = table.of(name, path);
      variable.roles.add(role);
      variable.isOrigin ||= isOrigin === true;
      if (role === 'model') variable.modelForm ??= unit.modelForm;
      const isHeld =
        sites.some((site) => heldSites.has(keyOf(site))) || (isUnwritten === true && variable.stayers.length > 0);
      if (isHeld && role === 'apiKey') sharedKeys.add(unit);
      addSites(variable.sites, sites);
      // A key that is read at a held place gets a read of its own, which takes the place of this one.
      if (isHeld && role === 'apiKey') continue;
      variable.isUnwritten ||= isUnwritten === true;
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
        if (variable) variable.unread = [...new Set([...variable.unread, path])];
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
  return { all: table.all, settings, find: (name, path) => spelledSo(table, name, path), sharedKeys };
}

/** What a schema calls a variable changes with it, unless something reads it there under that name and is not followed. */
function addSpelled(variable: Variable, { name, model, span, isSchema }: SpelledKey, linked: Linked): void {
  const site: Site = { model, span, form: 'name' };
  if (variable.sites.some((known) => keyOf(known) === keyOf(site))) return;
  if (isSchema && isReadAsVariable(name, variable, linked)) {
    addSites(variable.sites, [site]);
    return;
  }
  variable.unread = [...new Set([...variable.unread, model.path])];
  variable.spelledAt = [...variable.spelledAt, site];
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
  if (variable.roles.size === 0 || variable.isUnwritten) return;
  // One name cannot hold two keys: a key that OpenAI still needs gets another name beside it, whatever is asked for.
  const isKeyOfBoth = variable.stayers.length > 0 && variable.roles.has('apiKey');
  if (options.env === 'keep' && !isKeyOfBoth) return;
  const to = options.from.renamed(variable.name, options.profile, isKeyTaken);
  if (to === variable.name) return;
  // Every client that it gave a key to reads the gateway's own variable now: nobody would read this one.
  const isKeyOnly = [...variable.roles].every((role) => role === 'apiKey') && to !== options.profile.variables.apiKey;
  if (isKeyOnly && variable.sites.length > 0 && variable.movedSites.length === 0) {
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

/** A variable that flows into a unit. */
export interface Used {
  name: string;
  sites: Site[];
  role: Role;
  /** Its name stands nowhere as a whole. */
  isUnwritten?: boolean;
  /** `/v1` is put behind the value. */
  isOrigin?: boolean;
}

/** The variables that flow into a unit, and those that its SDK reads by itself where no option is given. */
function usedBy(unit: Unit, linked: Linked): Used[] {
  const found: Used[] = [];
  const add = (origins: readonly Origin[], role: Role) => {
    for (const origin of origins)
      for (const text of textsOfOrigin(linked.resolver, origin))
        for (const [index, part] of text.entries()) {
          if (part.kind !== 'environment') continue;
          const next = text[index + 1];
          const isOrigin = role === 'baseUrl' && next?.kind === 'written' && /^\/v1(?:\/|$)/.test(next.text);
          found.push({ ...readOf(part.origin, role), isOrigin });
        }
    for (const origin of only(origins, 'environment'))
      if (!found.some((known) => known.name === origin.name && known.role === role)) found.push(readOf(origin, role));
  };
  add(unit.baseUrl.origins, 'baseUrl');
  add(unit.apiKey.origins, 'apiKey');
  add(unit.headerKeys ?? [], 'apiKey');
  add(modelOrigins(unit), 'model');
  const { sdk, stays, call } = unit;
  // What is read in the arguments of a client of another kind, in whatever option.
  if (stays !== undefined && call)
    for (const argument of call.arguments) add(valuesInside(argument.value, linked), 'apiKey');
  if (!sdk || stays === 'azure' || stays === 'other-provider') return found;
  const implicit = (names: readonly string[], role: Role) => {
    for (const name of names) found.push({ name, sites: [], role });
  };
  if (isOpen(unit.apiKey)) implicit(sdk.environment.apiKey, 'apiKey');
  if (isOpen(unit.baseUrl)) implicit(sdk.environment.baseUrl, 'baseUrl');
  return found;
}

function readOf({ name, sites }: OriginOf<'environment'>, role: Role): Used {
  return { name, sites, role, isUnwritten: sites.length === 0 };
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

function valuesInside(value: Expression, linked: Linked): Origin[] {
  return linked.resolver
    .at(value, [])
    .flatMap((origin) =>
      origin.kind === 'object' ? origin.node.entries.flatMap((entry) => linked.resolver.at(entry.value, [])) : [origin],
    );
}

function isOpen(setting: Unit['apiKey']): boolean {
  return setting.isMissing || setting.absent.length > 0;
}

/** Every read of a variable that names OpenAI, or that a value is followed to, in all files read so far. */
function environmentReads(
  linked: Linked,
  from: Service,
): { name: string; sites: Site[]; node: { model: SourceModel } }[] {
  const found: { name: string; sites: Site[]; node: { model: SourceModel } }[] = [];
  for (const model of linked.project.models.values()) {
    for (const { name, span } of model.reads ?? [])
      if (from.names(name)) found.push({ name, sites: [{ model, span, form: 'text' }], node: { model } });
    if (!mayReadEnvironment(model)) continue;
    for (const expression of spelling(model, from)) {
      for (const origin of only(linked.resolver.at(expression, []), 'environment'))
        if (from.names(origin.name)) found.push(origin);
    }
  }
  return found;
}

/** Expressions that hold the name of a variable of OpenAI's, as a property, an argument or a pattern's key. */
function spelling(model: SourceModel, from: Service): Expression[] {
  const isProperty = (name: string) => from.word.test(name) && from.names(asVariable(name));
  const calls = named(model, 'strings', from.names).flatMap(({ use }) => (use?.as === 'argument' ? use.call : []));
  const references = named(model, 'parts', from.names).flatMap((binding) => binding.references);
  return inOrder<Expression>(model, [...named(model, 'members', isProperty), ...calls, ...references]);
}

/** A field that is read from the environment may be written in small letters. */
function asVariable(property: string): string {
  return /^[a-z][a-z0-9_]*$/.test(property) ? property.toUpperCase() : property;
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
  return `${site.model.path}\0${site.span.start}`;
}
