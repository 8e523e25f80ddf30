import { type FileKind, fileKind, isMarkdown } from '../discover/file-kinds.js';
import type { FrontEnd, ModelsAhead } from './front-end.js';
import { packAhead } from './packed/parse-ahead.js';

type Language = Exclude<FileKind, 'dotenv' | 'text'> | 'markdown';

const MODULES: Record<Language, () => Promise<FrontEnd>> = {
  javascript: async () => (await import('./javascript/index.js')).javascript,
  component: async () => (await import('./component/index.js')).component,
  python: async () => (await import('./python/index.js')).python,
  csharp: async () => (await import('./csharp/index.js')).csharp,
  go: async () => (await import('./go/index.js')).go,
  java: async () => (await import('./java/index.js')).java,
  php: async () => (await import('./php/index.js')).php,
  ruby: async () => (await import('./ruby/index.js')).ruby,
  notebook: async () => (await import('./notebook/index.js')).notebook,
  markdown: async () => (await import('./markdown/index.js')).markdown,
};

const imported = new Map<Language, FrontEnd>();

/**
 * The front end that reads a file, by its name; undefined for what is not read as a program, and for a language in which no file of
 * the run can matter. `docs`: the code in documents is read too.
 */
export function frontEndFor(path: string, docs = false): FrontEnd | undefined {
  const language = languageOf(path, docs);
  return language && imported.get(language);
}

function languageOf(path: string, docs: boolean): Language | undefined {
  const kind = fileKind(path);
  if (kind !== 'text' && kind !== 'dotenv') return kind;
  return docs && isMarkdown(path) ? 'markdown' : undefined;
}

/** Imports the front ends of the files: what a run does not meet costs it nothing. */
export async function importFrontEnds(paths: readonly string[], docs: boolean): Promise<void> {
  const languages = new Set(paths.flatMap((path) => languageOf(path, docs) ?? []));
  const fresh = [...languages].filter((language) => !imported.has(language));
  await Promise.all(fresh.map(async (language) => imported.set(language, await MODULES[language]())));
}

/** Makes them ready to parse. */
export async function loadFrontEnds(paths: readonly string[], docs: boolean): Promise<void> {
  await importFrontEnds(paths, docs);
  const wanted = new Set(paths.map((path) => frontEndFor(path, docs)));
  await Promise.all([...wanted].map((frontEnd) => frontEnd?.load?.()));
}

/** Has other threads begin to parse the files, where that pays. They are read on the way. */
export async function parseAhead(
  paths: readonly string[],
  read: (path: string) => string | undefined,
): Promise<ModelsAhead | undefined> {
  const packable = paths.flatMap((path) => {
    const { language, pack } = frontEndFor(path) ?? {};
    if (!language || !pack) return [];
    return [{ path, language, read: () => read(path), pack: (text: string) => pack(path, text) }];
  });
  return packAhead(packable);
}
