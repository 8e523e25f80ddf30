import { isSource } from './discover/file-kinds.js';
import { importingText } from './discover/import-index.js';
import type { Repository } from './discover/repository.js';
import { loadConfigFrontEnds } from './languages/config/index.js';
import { Addresses } from './plan/addresses-set.js';
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
  const { files, texts } = repository.listing;
  const addresses = new Addresses(models, options, repository);
  const known = new Set(candidates);
  const spellings = new Map<string, (text: string) => boolean>();
  const isReader = (path: string) => {
    // One that names OpenAI is a needle.
    const names = addresses.namesFor(path).filter((name) => /^\w+$/.test(name) && !options.from.names(name));
    if (names.length === 0) return false;
    const isSpelled = spellings.get(names.join()) ?? spelling(names);
    spellings.set(names.join(), isSpelled);
    return isSpelled(texts?.get(path)?.toString('latin1') ?? importingText(repository.root, path));
  };
  return files.filter((path) => isSource(path) && !known.has(path) && isReader(path));
}

/**
 * Whether a text may read one of the variables. Of `URL` and the like, which very many texts hold, it has to stand as what is taken of something
 * does; a name of several words is read by classes of settings in any case.
 */
function spelling(names: readonly string[]): (text: string) => boolean {
  const taken = new RegExp(`(?:[.$"'\`]|[{,]\\s{0,9})(?:${names.join('|')})(?!\\w)`);
  const several = names.filter((name) => /[^_]_[^_]/.test(name));
  if (several.length === 0) return (text) => taken.test(text);
  const named = new RegExp(`(?<!\\w)(?:${several.join('|')})(?!\\w)`, 'i');
  return (text) => taken.test(text) || named.test(text);
}
