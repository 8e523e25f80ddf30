import { realpathSync } from 'node:fs';
import { posix, resolve, sep, win32 } from 'node:path';
import { CONFIG_KEYS } from './config-keys.js';

/** What is wrong with a value that comes from a repository, which may be a stranger's; undefined when nothing is. */
export function faultOf(key: string, text: string, folder: string): string | undefined {
  if (key === 'format' && text.includes('='))
    return 'may not name a file in a repository, since that would be written. Name it on the command line.';
  if (!CONFIG_KEYS[key]?.isPath) return undefined;
  if (posix.isAbsolute(text) || win32.isAbsolute(text) || /^[a-z][\w+.-]*:/i.test(text))
    return 'must be a path relative to the folder of this file.';
  if (text.split(/[\\/]/).includes('..') || leadsOut(resolve(folder, text), folder))
    return 'must stay in the folder of this file.';
  return undefined;
}

/** Through a link. What is not there leads nowhere, and is missed when it is read. */
function leadsOut(path: string, folder: string): boolean {
  try {
    return !realpathSync(path).startsWith(realpathSync(folder) + sep);
  } catch {
    return false;
  }
}
