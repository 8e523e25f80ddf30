import { isTestPath } from '../discover/file-kinds.js';
import type { Expression, SourceModel } from '../ir.js';
import type { Linked } from '../link/link.js';
import { only, type Site } from '../link/origins.js';
import type { SpelledKey } from '../link/spelled-keys.js';
import { named } from '../names.js';
import { namesBesideAddresses } from './names-beside-addresses.js';
import { stayingProviderIds } from './provider-ids.js';
import { addSites, hasSite, keyOf } from './sites.js';
import { readsOfUnknownObjects } from './unknown-objects.js';
import { readsForAddresses } from './variable-reads.js';
import { isSpelledSo } from './variable-table.js';
import type { Variable, VariableNotes } from './variables.js';

/** Where code, packages and settings read variables, whatever for. */
export function noteReaders({ table, uses, heldSites, linked, readers, options }: VariableNotes): void {
  const { settings, reads, handedOn, packages, spelled } = uses;
  const { apiKey, baseUrl } = options.from.profile.variables;
  for (const { name, model, isForUnknown } of settings) {
    const variable = isForUnknown && !isTestPath(model.path) ? table.of(name, model.path) : undefined;
    if (variable) addReader(variable, model.path);
  }
  for (const { name, sites, node } of reads) addSites(table.of(name, node.model.path).sites, sites);
  for (const { name, sites, node } of handedOn.reads) {
    for (const site of sites) heldSites.add(keyOf(site));
    const variable = table.of(name, node.model.path);
    variable.handedOn = [...variable.handedOn, ...sites];
    addSites(variable.sites, sites);
    addReader(variable, node.model.path);
  }
  for (const one of packages)
    for (const name of [apiKey, baseUrl]) {
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
}

/** Where the name of a known variable is spelled beside what moves, for something that is not followed. */
export function noteSpellings({ table, linked, moving, options: { from } }: VariableNotes): void {
  const beside = namesBesideAddresses(linked, moving, from).map(({ value, model, inner }) => ({
    name: value,
    model,
    span: inner,
  }));
  const unfollowed = [...readsForAddresses(linked, from), ...readsOfUnknownObjects(linked, from)];
  for (const { name, model, span } of [...beside, ...unfollowed]) {
    const site: Site = { model, span, form: 'text' };
    const variable = table.find(name, model.path);
    if (!variable || hasSite(variable.sites, site)) continue;
    addReader(variable, model.path);
    variable.spelledAt = [...variable.spelledAt, site];
  }
  for (const { model } of stayingProviderIds(linked, moving, from)) {
    const variable = table.of(from.profile.variables.apiKey, model.path);
    addReader(variable, model.path);
  }
}

/** What a schema calls a variable changes with it, unless something reads it there under that name and is not followed. */
function addSpelled(variable: Variable, { name, model, span, isSchema }: SpelledKey, linked: Linked): void {
  const site: Site = { model, span, form: 'name' };
  if (hasSite(variable.sites, site)) return;
  if (isSchema && isReadAsVariable(name, variable, linked)) {
    addSites(variable.sites, [site]);
    return;
  }
  addReader(variable, model.path);
  variable.spelledAt = [...variable.spelledAt, site];
}

/** A file that may read the variable in a way that is not understood. */
export function addReader(variable: Variable, path: string): void {
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
