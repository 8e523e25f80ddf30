import { namesOpenai } from '../catalog/variables.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { ConfigEntry, ConfigModel } from '../ir.js';
import { type CommandRequest, commandRequests, isServedRequest } from './command-requests.js';
import { foreignProgram } from './foreign-programs.js';
import { ownImages } from './own-images.js';

/** What reads variables in the files that configure: requests that commands make, and programs of others. */
export interface ConfigReaders {
  requests: readonly CommandRequest[];
  /** Variables that something reads which does not move → where. */
  stays: ReadonlyMap<string, readonly string[]>;
  /** The program of others that an entry is for. */
  foreign: ReadonlyMap<ConfigEntry, string>;
}

export function configReaders(root: string, configs: readonly ConfigModel[]): ConfigReaders {
  const isOwn = ownImages(root, configs);
  const foreign = new Map<ConfigEntry, string>();
  const stays = new Map<string, string[]>();
  const note = (name: string, path: string) => {
    if (!isTestPath(path)) stays.set(name, [...new Set([...(stays.get(name) ?? []), path])]);
  };
  const requests = configs.flatMap(commandRequests);
  for (const config of configs)
    for (const entry of config.entries) {
      const names = [entry.name, ...entry.references.map(({ name }) => name)].filter(namesOpenai);
      const program = names.length > 0 ? foreignProgram(config, entry, isOwn) : undefined;
      if (program === undefined) continue;
      foreign.set(entry, program);
      for (const name of names) note(name, config.path);
    }
  for (const request of requests)
    if (!isServedRequest(request)) for (const { name } of request.references) note(name, request.config.path);
  for (const { path, text, unread } of configs)
    for (const { start, end } of unread)
      for (const [name] of text.slice(start, end).matchAll(/[A-Z][A-Z0-9_]{5,80}/g))
        if (namesOpenai(name)) note(name, path);
  return { requests, stays, foreign };
}
