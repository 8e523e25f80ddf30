import { type Service, staysThere } from '../catalog/service.js';
import { only } from '../link/origins.js';
import { isKept } from './note-stayers.js';
import { silentReads } from './silent-reads.js';
import { addSites, hasSite, keyOf } from './sites.js';
import { testsBeside } from './tests-beside.js';
import type { Unit } from './types.js';
import type { Used } from './used-variables.js';
import { isSharedFor } from './variable-names.js';
import type { EnvironmentRead } from './variable-reads.js';
import type { VariableNotes } from './variables.js';

/** What moves and reads variables, and where. Gives the units whose key is read at a place that is held. */
export function noteMovers(notes: VariableNotes): Set<Unit> {
  const { table, uses, heldSites, moving, readsInSettings, options, linked } = notes;
  const { from } = options;
  const sharedKeys = new Set<Unit>();
  for (const unit of moving) {
    const { path } = unit.model;
    const own = uses.by.get(unit) ?? [];
    const inSettings = own.flatMap((one) => {
      const variable = table.of(one.name, path);
      return isKept(variable) ? [] : readsInSettings(variable).map((read) => ({ ...one, ...read }));
    });
    for (const { name, sites, role, isOrigin, isHost } of [...own, ...inSettings]) {
      // One of several services that the client may talk to has a key of its own, and models. What alone says the model of a client
      // that moves is that client's, whatever it is called: `LITELLM_MODEL`.
      if (from.namesOther(name) && !(role === 'model' && isAlone(name, own))) continue;
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
      const isHeld = sites.some((site) => heldSites.has(keyOf(site))) || isSharedFor(variable, sites, options);
      if (isHeld && role === 'apiKey') sharedKeys.add(unit);
      addSites(variable.sites, sites);
      // A key that is read at a held place gets a read of its own, which takes the place of this one.
      if (isHeld && role === 'apiKey') continue;
      addSites(
        variable.movedSites,
        sites.filter((site) => !heldSites.has(keyOf(site))),
      );
    }
    // What it reads in place of a key that is shared gives an empty text, but from where keys are stored.
    if (sharedKeys.has(unit) && !only(unit.apiKey.origins, 'environment').some(({ isStored }) => isStored)) continue;
    for (const { name, ...read } of silentReads(unit, linked)) table.of(name, path).silentReads.push(read);
  }
  // A field that gets another name has it for all who read it.
  for (const { name, sites, node } of uses.reads) {
    const { movedSites } = table.of(name, node.model.path);
    const isMovedField = sites.some((site) => hasSite(movedSites, site));
    if (isMovedField)
      addSites(
        movedSites,
        sites.filter((site) => !heldSites.has(keyOf(site))),
      );
  }
  const ofRead = ({ name, node }: EnvironmentRead) => table.of(name, node.model.path);
  for (const read of testsBeside(uses.reads, ofRead))
    addSites(
      ofRead(read).movedSites,
      read.sites.filter((site) => !heldSites.has(keyOf(site))),
    );
  return sharedKeys;
}

/** Whether no other variable says what this one does. */
function isAlone(name: string, own: readonly Used[]): boolean {
  return own.every((one) => one.role !== 'model' || one.name === name);
}

/** The address of a request that is taken where a variable has none: `process.env.OPENAI_URL ?? 'https://…/v1/chat/completions'`. */
function addressBeside({ kind, baseUrl }: Unit, from: Service): string | undefined {
  const written = only(baseUrl.origins, 'string').map(({ node }) => node.value);
  const [address, ...others] = new Set(written.filter((text) => from.hostsIn(text).length > 0));
  return kind === 'request' && others.length === 0 && address !== undefined && /\/v1\/./.test(address)
    ? address
    : undefined;
}
