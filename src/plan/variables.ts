import type { ModelForm } from '../catalog/sdk.js';
import type { SettingInCode } from '../link/environment-settings.js';
import type { Linked } from '../link/link.js';
import type { Site } from '../link/origins.js';
import { push } from '../push.js';
import type { ConfigReaders } from './config-readers.js';
import { noteConfigs } from './note-configs.js';
import { noteMovers } from './note-movers.js';
import { noteReaders, noteSpellings } from './note-readers.js';
import { noteStayers } from './note-stayers.js';
import type { PackageThatReads } from './packages-that-read.js';
import { type Read, settingReads } from './setting-reads.js';
import type { SilentRead } from './silent-reads.js';
import type { PlanOptions, Role, Unit } from './types.js';
import type { Used } from './used-variables.js';
import { nameVariable } from './variable-names.js';
import { VariableTable } from './variable-table.js';
import type { VariableUses } from './variable-uses.js';

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
  silentReads: SilentRead[];
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
}

/** What is noted of all variables, before any gets a name. */
export interface VariableNotes {
  table: VariableTable;
  linked: Linked;
  uses: VariableUses;
  readers: ConfigReaders;
  options: PlanOptions;
  moving: readonly Unit[];
  staying: readonly Unit[];
  /** Sites (`keyOf`) whose value goes to something that does not move: none of them can become the gateway's. */
  heldSites: Set<string>;
  /** Reads that go where a variable goes, since that is set to them. */
  readsInSettings(variable: Variable): Read[];
}

/** Decides for every variable, over all files, so that a name moves everywhere or nowhere. */
export function planVariables(
  linked: Linked,
  units: readonly Unit[],
  uses: VariableUses,
  unread: ReadonlyMap<string, readonly string[]>,
  readers: ConfigReaders,
  options: PlanOptions,
): Variables {
  const { settings } = uses;
  const table = new VariableTable(linked, settings, unread, units);
  const notes: VariableNotes = {
    table,
    linked,
    uses,
    readers,
    options,
    moving: units.filter((unit) => unit.verdict === 'migrate'),
    staying: units.filter((unit) => unit.verdict !== 'migrate'),
    heldSites: new Set(),
    readsInSettings: settingReads(linked.resolver, settings, table),
  };
  noteReaders(notes);
  noteSpellings(notes);
  noteStayers(notes);
  const sharedKeys = noteMovers(notes);
  noteConfigs(notes);
  nameAll(notes);
  return { all: table.all, settings, find: (name, path) => table.spelledSo(name, path), sharedKeys };
}

/** Gives each its name. */
function nameAll({ table, uses, staying, options }: VariableNotes): void {
  const others = new Map<string, Used[]>();
  for (const unit of staying.filter(({ isTest }) => !isTest))
    for (const one of uses.by.get(unit) ?? []) {
      const key = table.keyOf(one.name, unit.model.path);
      push(others, key, one);
    }
  const { apiKey } = options.from.profile.variables;
  const isKeyUsed = table.all.some(({ name, roles }) => name === apiKey && roles.size > 0);
  for (const variable of table.all)
    nameVariable(variable, others.get(variable.key) ?? [], isKeyUsed && variable.name !== apiKey, options);
}
