import { join } from 'node:path';
import type { Progress } from '../progress.js';
import { companions } from './companions.js';
import { isOwnReport } from './own-report.js';
import { createPrefilter, hasNeedle } from './prefilter.js';
import type { Repository } from './repository.js';

/** The files that can matter, by their bytes, and what says whose these are. What cannot be opened is noted in the repository's `skipped`. */
export function selectCandidates(repository: Repository, progress?: Progress): string[] {
  const prefilter = createPrefilter();
  const { files } = repository.listing;
  const found = files.filter((path, index) => {
    progress?.('look', index, files.length);
    const staged = repository.listing.texts?.get(path);
    const result = staged ? { candidate: hasNeedle(staged) } : prefilter(join(repository.root, path));
    if ('failure' in result) {
      if (result.failure !== 'missing')
        repository.skipped.push({ file: path, reason: result.failure, detail: result.detail });
      return false;
    }
    if (!result.candidate) return false;
    if (!isOwnReport(path, repository)) return true;
    repository.skipped.push({ file: path, reason: 'own-report' });
    return false;
  });
  return [...found, ...companions(found, files)];
}
