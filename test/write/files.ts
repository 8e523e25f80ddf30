import { change } from './write.js';

/** Before and after; of different lengths, in two directories. One is a new file. */
export const TEXTS: Record<string, [string | undefined, string]> = {
  'a.txt': ['old a\r\n', 'new text of a\r\n'],
  'sub/b.txt': ['\ufeffold b '.repeat(2000), '\ufeffnew b '.repeat(1500)],
  'sub/c.txt': ['', 'new c'],
  'sub/d.txt': [undefined, 'new d'],
};

export const CHANGES = Object.entries(TEXTS).map(([path, [before, after]]) =>
  before === undefined ? { path, after } : change(path, after, before),
);
