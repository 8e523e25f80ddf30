import { settingsInCode } from '../link/environment-settings.js';
import type { Linked } from '../link/link.js';
import { only, type Site } from '../link/origins.js';

interface Read {
  name: string;
  sites: Site[];
}

/**
 * The reads that stand in what code sets a variable to (`os.environ["NAME"] = os.getenv("OTHER") or ask()`), and in what
 * it sets those to. They go where the variable goes.
 */
export function settingReads(linked: Linked, isWanted: (name: string) => boolean): (name: string) => Read[] {
  const read = new Map<string, Read[]>();
  for (const model of linked.project.models.values())
    for (const { name, value } of settingsInCode(model, linked.resolver, isWanted))
      read.set(name, [...(read.get(name) ?? []), ...only(linked.resolver.at(value, []), 'environment')]);
  return (name) => {
    const names = new Set([name]);
    for (const one of names) for (const inner of read.get(one) ?? []) names.add(inner.name);
    return [...names].flatMap((one) => read.get(one) ?? []);
  };
}
