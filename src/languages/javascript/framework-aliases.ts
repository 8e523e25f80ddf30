import { posix } from 'node:path';
import type { Files } from '../front-end.js';
import frameworks from './framework-aliases.json' with { type: 'json' };
import { findModule } from './modules.js';
import { ancestors } from './workspace.js';

/** What a framework calls folders of a program, if its configuration is there and does not say `unless`, which may be something else. */
interface Framework {
  config: string[];
  names: Record<string, string[]>;
  unless: string[];
  source: string;
}

/** The file that a specifier means by a name of the framework: `$lib/server/chat`. */
export function resolveFrameworkAlias(from: string, specifier: string, files: Files): string | undefined {
  const [name = ''] = specifier.split('/', 1);
  for (const framework of frameworks as unknown as Framework[]) {
    const folders = Object.hasOwn(framework.names, name) ? framework.names[name] : undefined;
    const root = folders && rootOf(framework, from, files);
    if (root === undefined) continue;
    for (const folder of folders ?? []) {
      const found = findModule(posix.join(root, folder, specifier.slice(name.length + 1)), files);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The folder of the nearest configuration. */
function rootOf({ config, unless }: Framework, from: string, files: Files): string | undefined {
  for (const directory of ancestors(from)) {
    const path = config.map((name) => posix.join(directory, name)).find((one) => files.has(one));
    if (path === undefined) continue;
    const text = files.read(path) ?? '';
    return unless.some((word) => text.includes(word)) ? undefined : directory;
  }
  return undefined;
}
