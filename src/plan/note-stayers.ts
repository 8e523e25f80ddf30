import type { Service } from '../catalog/service.js';
import { isTestPath } from '../discover/file-kinds.js';
import { isMoved } from './moved-uses.js';
import { needsOpenai } from './needs-openai.js';
import { keyOf } from './sites.js';
import type { Unit } from './types.js';
import type { Used } from './used-variables.js';
import type { Variable, VariableNotes } from './variables.js';

/** What does not move, or not as a whole, and reads variables: where it reads a value, that cannot become the gateway's. */
export function noteStayers(notes: VariableNotes): void {
  const { table, uses, heldSites, moving, staying, readsInSettings, options } = notes;
  const { from } = options;
  for (const unit of staying) {
    const own = uses.by.get(unit) ?? [];
    const isNeeded = needsOpenai(unit) || isLiveTest(unit, own);
    for (const { name, sites } of own) {
      const variable = table.of(name, unit.model.path);
      if (unit.reasons[0]?.code === 'already-moved') variable.isMoved = true;
      if (!isNeeded) {
        if (!unit.isTest) variable.keepers.push(unit);
        continue;
      }
      variable.stayers.push(unit);
      for (const site of sites) heldSites.add(keyOf(site));
    }
  }
  for (const unit of staying.filter(needsOpenai)) {
    for (const name of spelledBy(unit, from)) table.find(name, unit.model.path)?.stayers.push(unit);
    for (const { name, site } of uses.perhaps.get(unit) ?? []) {
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
  // What sets a variable that stays is read for what stays.
  for (const variable of table.all.filter(isKept))
    for (const { name, path, sites } of readsInSettings(variable)) {
      const read = table.of(name, path);
      // A variable may be set from itself.
      read.stayers = [...new Set([...read.stayers, ...variable.stayers])];
      for (const site of sites) heldSites.add(keyOf(site));
    }
}

/** Whether something that stays as it is reads a variable, or may do so. */
export function isKept({ stayers, unread }: Variable): boolean {
  return stayers.length > 0 || unread.length > 0;
}

/** A client of a test's own that reads a key where it runs asks OpenAI itself: under another name it would be sent the gateway's. */
function isLiveTest({ reasons }: Unit, own: readonly Used[]): boolean {
  return reasons[0]?.code === 'test' && own.some(({ role, sites }) => role === 'apiKey' && sites.length > 0);
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
