import { posix } from 'node:path';
import { foldersOf } from '../../discover/folders-of.js';
import type { Files } from '../front-end.js';

/** What the standard library has only from a version of the language on. Source: go.dev/doc/go1.22. */
const SINCE = [{ name: 'cmp.Or', minor: 22 }];

/** What a text uses that the version of Go in the nearest `go.mod` does not have. */
export function tooNewForModule(text: string, path: string, files: Files): string | undefined {
  const wanted = SINCE.find(({ name }) => text.includes(`${name}(`));
  const minor = wanted && minorOf(path, files);
  return minor !== undefined && wanted && minor < wanted.minor
    ? `${wanted.name} needs Go 1.${wanted.minor}, and go.mod says 1.${minor}`
    : undefined;
}

/** `go 1.21.4`: 21, of the module that the file belongs to. */
function minorOf(path: string, files: Files): number | undefined {
  for (const folder of foldersOf(path)) {
    const text = files.read(posix.join(folder, 'go.mod'));
    if (text !== undefined) return Number(/^[ \t]*go[ \t]+1\.(\d+)/m.exec(text)?.[1] ?? Number.NaN) || undefined;
  }
  return undefined;
}
