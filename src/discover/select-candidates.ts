import { join } from 'node:path';
import { createPrefilter } from './prefilter.js';
import type { Repository } from './repository.js';

/** The files that can matter, by their bytes. What cannot be opened is noted in the repository's `skipped`. */
export function selectCandidates(repository: Repository): string[] {
  const prefilter = createPrefilter();
  return repository.listing.files.filter((path) => {
    const result = prefilter(join(repository.root, path));
    if ('failure' in result) {
      if (result.failure !== 'missing')
        repository.skipped.push({ file: path, reason: result.failure, detail: result.detail });
      return false;
    }
    return result.candidate;
  });
}
