import { type FileKind, fileKind } from '../discover/file-kinds.js';
import type { FrontEnd } from './front-end.js';
import { javascript } from './javascript/index.js';
import { notebook } from './notebook/index.js';
import { python } from './python/index.js';

const FRONT_ENDS: Partial<Record<FileKind, FrontEnd>> = { javascript, python, notebook };

/** The front end that reads a file, by its name; undefined for what is not read as a program. */
export function frontEndFor(path: string): FrontEnd | undefined {
  return FRONT_ENDS[fileKind(path)];
}

/** Makes the front ends of the files ready: what a run does not meet costs it nothing. */
export async function loadFrontEnds(paths: readonly string[]): Promise<void> {
  const wanted = new Set(paths.map(frontEndFor));
  await Promise.all([...wanted].map((frontEnd) => frontEnd?.load?.()));
}
