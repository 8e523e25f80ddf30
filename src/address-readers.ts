import { isSource } from './discover/file-kinds.js';
import { importingText } from './discover/import-index.js';
import type { Repository } from './discover/repository.js';
import { loadConfigFrontEnds } from './languages/config/index.js';
import { addressesSet } from './plan/addresses-set.js';
import type { RunOptions } from './run.js';

/**
 * `CHAT_URL=https://api.openai.com/…`: who asks with that variable need not name OpenAI at all. The sources that spell it, in the order of the
 * listing.
 */
export async function addressReaders(
  repository: Repository,
  candidates: readonly string[],
  options: RunOptions,
): Promise<string[]> {
  const configs = candidates.filter((path) => !isSource(path));
  await loadConfigFrontEnds(configs.map((path) => repository.configFrontEndFor(path)));
  const models = configs.flatMap((path) => repository.config(path) ?? []);
  // One that names OpenAI is a needle.
  const names = [...addressesSet(models, options).keys()].filter(
    (name) => /^\w+$/.test(name) && !options.from.names(name),
  );
  if (names.length === 0) return [];
  const known = new Set(candidates);
  // Classes of settings and their like read names in any case.
  const spelled = new RegExp(names.join('|'), 'i');
  const isReader = (path: string) => spelled.test(importingText(repository.root, path));
  return repository.listing.files.filter((path) => isSource(path) && !known.has(path) && isReader(path));
}
