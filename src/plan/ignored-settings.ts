import type { Ignores } from '../ignore/ignores.js';
import type { CommandRequest } from './command-requests.js';
import { type ConfigClient, commonOf, connectionOf } from './config-clients.js';

/** A client of which a setting is ignored stays as a whole. */
export function withIgnored(client: ConfigClient, ignores: Ignores): ConfigClient {
  if (client.verdict === 'keep') return client;
  for (const { config, entry } of [...connectionOf(client), ...commonOf(client)]) {
    const ignored = ignores.at(config.path, entry);
    if (ignored) return { ...client, verdict: 'keep', reason: { code: 'ignored', detail: ignores.use(ignored) } };
  }
  return client;
}

/** So does a request of which a line is ignored, or something that the script sets for it. */
export function ignoreRequest(request: CommandRequest, ignores: Ignores): void {
  const { config, command, parts, hosts, models, references, entries } = request;
  for (const span of [command, ...parts, ...hosts, ...models, ...references, ...entries]) {
    const ignored = ignores.at(config.path, span);
    if (ignored) request.hindrance = { code: 'ignored', detail: ignores.use(ignored) };
  }
}
