import { clientOf } from '../plan/command-body.js';
import { isServedRequest } from '../plan/command-requests.js';
import { connectionOf } from '../plan/config-clients.js';
import type { Plan } from '../plan/plan.js';
import { positionIn, positionOf } from '../text-position.js';

/** A unit that moves, as people are asked about it: a client, a request, a group of settings, a command. */
export interface Movable {
  id: string;
  /** `OpenAI`, `fetch`, `curl`. */
  name: string;
  path: string;
  /** In the file, 1-based. */
  line: number;
}

/** All that moves in a plan, in the order of the files. */
export function movablesIn({ units, configClients, commandRequests }: Plan): Movable[] {
  const found: Movable[] = [
    ...units
      .filter(({ verdict }) => verdict === 'migrate')
      .map(({ id, name, model, span }) => ({ id, name, path: model.path, line: positionIn(model, span.start).line })),
    ...configClients.flatMap((client) => {
      const [first] = client.verdict === 'migrate' ? connectionOf(client) : [];
      if (!first) return [];
      const { path, text } = first.config;
      return [{ id: client.id, name: client.facts.name, path, line: positionOf(text, first.entry.start).line }];
    }),
    ...commandRequests.filter(isServedRequest).map(({ id, config, command }) => ({
      id,
      name: command.words[clientOf(command) ?? 0]?.value ?? '',
      path: config.path,
      line: positionOf(config.text, command.start).line,
    })),
  ];
  return found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line));
}
