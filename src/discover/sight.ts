import { LinkedFolders } from './linked-folders.js';
import { isOwnReport } from './own-report.js';
import { createPrefilter, hasNeedle } from './prefilter.js';

/** What is seen of a file's bytes; nothing of one that cannot matter. */
export type Sight = 'candidate' | 'missing' | { reason: string; detail?: string };

/** Looks at one file of a directory after the other. */
export function createSight(root: string): (path: string) => Sight | undefined {
  const prefilter = createPrefilter();
  const folders = new LinkedFolders(root);
  return (path) => {
    if (folders.isBehindLink(path)) return { reason: 'symlink' };
    // What `join` does to a path that git gives, without its cost.
    const result = prefilter(`${root}/${path}`);
    if ('failure' in result) {
      if (result.failure === 'missing') return 'missing';
      return { reason: result.failure, ...(result.detail !== undefined && { detail: result.detail }) };
    }
    return result.candidate ? ofCandidate(path, result.bytes) : undefined;
  };
}

/** What is seen of bytes that stand for a file's. */
export function sightOf(path: string, bytes: Buffer): Sight | undefined {
  return hasNeedle(bytes, path) ? ofCandidate(path, bytes) : undefined;
}

function ofCandidate(path: string, bytes: Buffer): Sight {
  return isOwnReport(path, bytes) ? { reason: 'own-report' } : 'candidate';
}
