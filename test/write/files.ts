import { change } from './write.js';

/** Before and after; of different lengths, in two directories. */
export const TEXTS: Record<string, [string, string]> = {
  'a.txt': ['old a\r\n', 'new text of a\r\n'],
  'sub/b.txt': ['\ufeffold b '.repeat(2000), '\ufeffnew b '.repeat(1500)],
  'sub/c.txt': ['', 'new c'],
};

export const CHANGES = Object.entries(TEXTS).map(([path, [before, after]]) => change(path, after, before));
