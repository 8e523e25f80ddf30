import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../errors.js';
import { skippedByName } from './file-kinds.js';
import { LinkedFolders, lstat } from './linked-folders.js';
import type { ListingBuilder } from './listing.js';

const NEVER_ENTERED = /(?:^|\/)(?:\.git|\.hg|\.svn)$/;

/** Outside git, and for directories that git knows nothing about. Never follows a link, so that it cannot loop. */
export function walk(root: string, top: string, builder: ListingBuilder): void {
  if (top !== '.' && new LinkedFolders(root).isBehindLink(`${top}/.`)) {
    builder.skip(top, 'symlink');
    return;
  }
  const pending = [top];
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    let entries: ReturnType<typeof read>;
    try {
      entries = read(join(root, directory));
    } catch (error) {
      builder.skip(directory, 'unreadable', codeOf(error));
      continue;
    }
    for (const entry of entries) {
      const path = directory === '.' ? entry.name : `${directory}/${entry.name}`;
      if (entry.name.includes('\ufffd')) builder.skip(path, 'name-not-utf8');
      else if (entry.isSymbolicLink()) builder.skip(path, 'symlink');
      else if (entry.isFile()) builder.add(path);
      else if (!entry.isDirectory()) builder.skip(path, 'not-a-file');
      else if (NEVER_ENTERED.test(path)) continue;
      else {
        const reason = skippedByName(`${path}/`);
        if (reason !== undefined) builder.countSkipped(reason);
        else if (lstat(join(root, path, '.git')) !== undefined) builder.skip(path, 'nested-repository');
        else pending.push(path);
      }
    }
  }
}

function read(directory: string) {
  return readdirSync(directory, { withFileTypes: true });
}
