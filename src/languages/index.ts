import { fileKind } from '../discover/file-kinds.js';
import type { FrontEnd } from './front-end.js';
import { javascript } from './javascript/index.js';

/** The front end that reads a file, by its name; undefined for what is not read as a program. */
export function frontEndFor(path: string): FrontEnd | undefined {
  return fileKind(path) === 'javascript' ? javascript : undefined;
}
