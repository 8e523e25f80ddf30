import { namesOpenai, namesOtherProvider, renamed } from '../catalog/variables.js';
import type { Expression, SourceModel } from '../ir.js';
import type { Linked } from '../link/link.js';
import { type Origin, only, type Site } from '../link/origins.js';
import { textsOfOrigin } from '../link/texts.js';
import { isMoved, modelOrigins } from './moved-uses.js';
import { needsOpenai } from './needs-openai.js';
import type { PlanOptions, Role, Unit } from './types.js';

/** One variable of the environment: who reads it, and what becomes of its name. */
export interface Variable {
  name: string;
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
  /** Files that read it in a language that is not read yet. */
  unread: readonly string[];
  /** A base URL to which the code itself adds `/v1`. */
  isOrigin: boolean;
  /** Units that still need it for OpenAI. */
  stayers: Unit[];
  /** Something that is at the gateway already reads it. */
  isMoved: boolean;
}

export interface Variables {
  byName: ReadonlyMap<string, Variable>;
  /** Units whose key is read at a place that something else still needs for OpenAI. */
  sharedKeys: ReadonlySet<Unit>;
}

/** Decides for every variable, over all files, so that a name moves everywhere or nowhere. */
export function planVariables(
  linked: Linked,
  units: readonly Unit[],
  unread: ReadonlyMap<string, readonly string[]>,
  options: PlanOptions,
): Variables {
  const byName = new Map<string, Variable>();
  const variable = (name: string): Variable => {
    const known = byName.get(name);
    if (known) return known;
    const made: Variable = {
      name,
      to: name,
      mode: 'stay',
      roles: new Set(),
      sites: [],
      movedSites: [],
      unread: unread.get(name) ?? [],
      stayers: [],
      isMoved: false,
      isOrigin: false,
    };
    byName.set(name, made);
    return made;
  };
  for (const { name, sites } of environmentReads(linked)) addSites(variable(name).sites, sites);

  const moving = units.filter((unit) => unit.verdict === 'migrate');
  const staying = units.filter((unit) => unit.verdict !== 'migrate');
  const heldSites = new Set<string>();
  for (const unit of staying)
    for (const { name, sites } of usedBy(unit, linked)) {
      if (unit.reasons[0]?.code === 'already-moved') variable(name).isMoved = true;
      if (!needsOpenai(unit)) continue;
      variable(name).stayers.push(unit);
      for (const site of sites) heldSites.add(keyOf(site));
    }
  for (const unit of staying.filter(needsOpenai))
    for (const name of spelledBy(unit)) if (byName.has(name)) variable(name).stayers.push(unit);
  for (const unit of moving.filter(staysInPart))
    for (const name of [...(unit.sdk?.environment.apiKey ?? []), ...(unit.sdk?.environment.baseUrl ?? [])])
      variable(name).stayers.push(unit);
  const sharedKeys = new Set<Unit>();
  for (const unit of moving)
    for (const { name, sites, role, isOrigin } of usedBy(unit, linked)) {
      // One of several services that the client may talk to has a key of its own.
      if (namesOtherProvider(name)) continue;
      const used = variable(name);
      used.roles.add(role);
      used.isOrigin ||= isOrigin === true;
      const isHeld = sites.some((site) => heldSites.has(keyOf(site)));
      if (isHeld && role === 'apiKey') sharedKeys.add(unit);
      addSites(used.sites, sites);
      // A key that is read at a held place gets a read of its own, which takes the place of this one.
      if (isHeld && role === 'apiKey') continue;
      addSites(
        used.movedSites,
        sites.filter((site) => !heldSites.has(keyOf(site))),
      );
    }
  for (const one of byName.values()) decide(one, staying, linked, options);
  return { byName, sharedKeys };
}

function decide(variable: Variable, staying: readonly Unit[], linked: Linked, options: PlanOptions): void {
  if (variable.roles.size === 0 || options.env === 'keep') return;
  const to = renamed(variable.name, options.profile);
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
  const hasOtherReader = staying.some((unit) =>
    usedBy(unit, linked).some(
      (used) => used.name === variable.name && !unit.isTest && used.sites.some((site) => !moved.has(keyOf(site))),
    ),
  );
  variable.mode = variable.stayers.length > 0 || variable.unread.length > 0 || hasOtherReader ? 'add' : 'rename';
}

interface Used {
  name: string;
  sites: Site[];
  role: Role;
  /** `/v1` is put behind the value. */
  isOrigin?: boolean;
}

/** The variables that flow into a unit, and those that its SDK reads by itself where no option is given. */
export function usedBy(unit: Unit, linked: Linked): Used[] {
  const found: Used[] = [];
  const add = (origins: readonly Origin[], role: Role) => {
    for (const origin of origins)
      for (const text of textsOfOrigin(linked.resolver, origin))
        for (const [index, part] of text.entries()) {
          if (part.kind !== 'environment') continue;
          const next = text[index + 1];
          const isOrigin = role === 'baseUrl' && next?.kind === 'written' && /^\/v1(?:\/|$)/.test(next.text);
          found.push({ name: part.origin.name, sites: part.origin.sites, role, isOrigin });
        }
    for (const origin of only(origins, 'environment'))
      if (!found.some((known) => known.name === origin.name && known.role === role))
        found.push({ name: origin.name, sites: origin.sites, role });
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

/** Names that a unit reads from an object which cannot be followed to the environment: `c.env.OPENAI_API_KEY`. */
function spelledBy({ apiKey, baseUrl }: Unit): string[] {
  return [apiKey.value, baseUrl.value].flatMap((value) => {
    const node = value?.kind === 'wrapper' ? value.value : value;
    return node?.kind === 'member' && namesOpenai(node.property ?? '') ? [node.property ?? ''] : [];
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
function environmentReads(linked: Linked): { name: string; sites: Site[] }[] {
  const found: { name: string; sites: Site[] }[] = [];
  for (const model of linked.project.models.values()) {
    for (const { name, span } of model.reads ?? [])
      if (namesOpenai(name)) found.push({ name, sites: [{ model, span, form: 'text' }] });
    if (!mayReadEnvironment(model)) continue;
    for (const expression of model.expressions) {
      if (!spellsOpenai(expression)) continue;
      for (const origin of only(linked.resolver.at(expression, []), 'environment'))
        if (namesOpenai(origin.name)) found.push(origin);
    }
  }
  return found;
}

/** Whether an expression holds the name of a variable of OpenAI's, as a property, an argument or a pattern's key. */
function spellsOpenai(expression: Expression): boolean {
  switch (expression.kind) {
    case 'member':
      return /open_?ai/i.test(expression.property ?? '') && namesOpenai(asVariable(expression.property ?? ''));
    case 'call':
      return expression.arguments.some(({ value }) => value.kind === 'string' && namesOpenai(value.value));
    case 'reference':
      return (
        expression.binding?.definitions.some(
          (one) =>
            (one.from === 'value' && namesOpenai(one.path.at(-1) ?? '')) ||
            (one.from === 'import' && namesOpenai(one.imported)),
        ) ?? false
      );
    default:
      return false;
  }
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

/** Of the units that need a variable for OpenAI, the one that a reader of the file would think of. */
export function nearestStayer(variable: Variable, path: string): Unit | undefined {
  const parts = path.split('/');
  const nearness = (unit: Unit) => {
    const others = unit.model.path.split('/');
    const apart = parts.findIndex((part, index) => part !== others[index]);
    return apart === -1 ? parts.length : apart;
  };
  return [...variable.stayers].sort((a, b) => nearness(b) - nearness(a))[0];
}

export function keyOf(site: Site): string {
  return `${site.model.path}\0${site.span.start}`;
}
