import { type ClientFacts, programFacts } from '../catalog/config-clients.js';
import type { ConfigModel } from '../ir.js';
import { push } from '../push.js';
import type { ConfigClient, SettingPlace } from './config-clients.js';
import { documentAt } from './config-paths.js';
import { type Owners, programOf } from './foreign-programs.js';

/** What the containers and steps of known programs are given: the variables of each are one group of settings. */
export function programGroups(
  configs: readonly ConfigModel[],
  owners: Owners,
): Pick<ConfigClient, 'facts' | 'settings' | 'isProgram'>[] {
  return configs.flatMap((config) => {
    const groups = new Map<string, { facts: ClientFacts; settings: Map<string, SettingPlace[]>; isProgram: true }>();
    for (const entry of config.entries) {
      if (entry.kind !== 'variable' || entry.isCommented) continue;
      const found = programOf(config, entry, owners);
      const facts = found && !found.isOfChart ? programFacts(found.program) : undefined;
      if (!facts?.baseUrl || !facts.apiKey) continue;
      const id = [documentAt(config, entry.start), ...(found?.holder ?? [])].join('\0');
      const { baseUrl, apiKey } = facts;
      const group = groups.get(id) ?? { facts: { ...facts, baseUrl, apiKey }, settings: new Map(), isProgram: true };
      groups.set(id, group);
      push(group.settings, entry.name, { config, entry });
    }
    return [...groups.values()].filter(({ facts: { apiKey, baseUrl }, settings }) =>
      [apiKey.key, baseUrl?.key].some((key) => key !== undefined && settings.has(key)),
    );
  });
}
