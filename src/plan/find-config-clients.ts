import { boundNames } from '../catalog/config-clients.js';
import type { ConfigModel } from '../ir.js';
import { assessConfig, outcomeOf, type SettingsContext } from './assess-config.js';
import { type ConfigClient, connectionOf, settingsGroups } from './config-clients.js';
import { entriesBelow, hasBelow, usesAnchors } from './config-paths.js';
import { type Owners, programOf } from './foreign-programs.js';
import { programGroups } from './program-clients.js';
import type { PlanOptions } from './types.js';

/** Clients that files set up, with what becomes of each. */
export function findConfigClients(
  configs: readonly ConfigModel[],
  owners: Owners,
  options: PlanOptions,
  spelling: SettingsContext['spelling'],
): ConfigClient[] {
  const variables = new Map(
    configs.flatMap(({ path, entries }) =>
      entries.filter(({ kind }) => kind === 'variable').map(({ name }) => [name, `${name} in ${path}`] as const),
    ),
  );
  const context: SettingsContext = {
    options,
    spelling,
    overriding: ({ entry }) => boundNames(entry.path).flatMap((name) => variables.get(name) ?? [])[0],
    otherSources: ({ config, entry }) => {
      const holder = programOf(config, entry, owners)?.holder;
      if (!holder) return undefined;
      const source = OTHER_SOURCES.find((key) => hasBelow(config, [...holder, key], entry.start));
      return source ?? (usesAnchors(config, entriesBelow(config, holder, entry.start)) ? 'anchors' : undefined);
    },
  };
  const found = [...settingsGroups(configs), ...programGroups(configs, owners)].flatMap(
    (group) => assessConfig(group, context) ?? [],
  );
  return found.map((client) => (isCollapsed(client, found, options) ? { ...client, ...COLLAPSED } : client));
}

const COLLAPSED: Pick<ConfigClient, 'verdict' | 'reason'> = { verdict: 'review', reason: { code: 'choices' } };

/** One of several to choose from in a file, of which two would become the same. */
function isCollapsed(client: ConfigClient, all: readonly ConfigClient[], options: PlanOptions): boolean {
  if (!('isChoice' in client.facts) || client.verdict !== 'migrate') return false;
  const file = connectionOf(client)[0]?.config;
  const model = modelAfter(client, options);
  return all.some(
    (other) =>
      other !== client &&
      other.facts === client.facts &&
      connectionOf(other)[0]?.config === file &&
      modelAfter(other, options) === model,
  );
}

function modelAfter(client: ConfigClient, options: PlanOptions): string | undefined {
  const [model] = connectionOf(client).filter(({ role }) => role === 'model');
  const outcome = model && outcomeOf(model.entry, client.facts, options);
  return outcome?.kind === 'map' ? outcome.to : model?.entry.value;
}

/** Keys of a container under which it is given variables from elsewhere. */
const OTHER_SOURCES = ['env_file', 'envFrom', 'extends'];
