import { type FileKind, fileKind, isMarkdown } from '../discover/file-kinds.js';
import type { FrontEnd, ModelsAhead } from './front-end.js';
import { go } from './go/index.js';
import { javascript } from './javascript/index.js';
import { markdown } from './markdown/index.js';
import { notebook } from './notebook/index.js';
import { packAhead } from './packed/parse-ahead.js';
import { python } from './python/index.js';

const FRONT_ENDS: Partial<Record<FileKind, FrontEnd>> = { javascript, python, go, notebook };

/**
 * The front end that reads a file, by its name; undefined for what is not read as a program. `docs`: the code in
 * documents is read too.
 */
export function frontEndFor(path: string, docs = false): FrontEnd | undefined {
  return FRONT_ENDS[fileKind(path)] ?? (docs && isMarkdown(path) ? markdown : undefined);
}

/** Makes the front ends of the files ready: what a run does not meet costs it nothing. */
export async function loadFrontEnds(paths: readonly string[], docs: boolean): Promise<void> {
  const wanted = new Set(paths.map((path) => frontEndFor(path, docs)));
  await Promise.all([...wanted].map((frontEnd) => frontEnd?.load?.()));
}

/** Has other threads begin to parse the files, where that pays. They are read on the way. */
export function parseAhead(
  paths: readonly string[],
  read: (path: string) => string | undefined,
): ModelsAhead | undefined {
  const packable = paths.flatMap((path) => {
    const { language, pack } = frontEndFor(path) ?? {};
    if (!language || !pack) return [];
    return [{ path, language, read: () => read(path), pack: (text: string) => pack(path, text) }];
  });
  return packAhead(packable);
}
