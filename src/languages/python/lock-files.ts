import { posix } from 'node:path';
import type { Files } from '../front-end.js';
import { normalisedName } from './requirement-lines.js';

/** What a lock file holds: name → versions, several where environments differ. */
export type Locked = ReadonlyMap<string, readonly string[]>;

const NONE: Locked = new Map();
const PARSERS: readonly [name: string, beside: string, parse: (text: string) => Locked][] = [
  ['uv.lock', 'pyproject.toml', lockedInToml],
  ['poetry.lock', 'pyproject.toml', lockedInToml],
  ['pdm.lock', 'pyproject.toml', lockedInToml],
  ['pylock.toml', 'pylock.toml', lockedInToml],
  ['Pipfile.lock', 'Pipfile', lockedByPipenv],
  ['Pipfile.lock', 'Pipfile.lock', lockedByPipenv],
];

/** What the directory's lock files hold, the first that is there. They are asked for only beside their manifest. */
export function lockedIn(directory: string, files: Files): Locked {
  for (const [name, beside, parse] of PARSERS) {
    const text = files.has(posix.join(directory, beside)) ? files.read(posix.join(directory, name)) : undefined;
    if (text !== undefined) return parse(text);
  }
  return NONE;
}

/**
 * `[[package]]` with `name` and `version`, which uv, Poetry, PDM and PEP 751 all write one a line. Line by line, since
 * these files are long and nothing else in them matters.
 */
function lockedInToml(text: string): Locked {
  const locked = new Map<string, string[]>();
  let isPackage = false;
  let name: string | undefined;
  let version: string | undefined;
  const add = () => {
    if (isPackage && name !== undefined && version !== undefined) push(locked, name, version);
  };
  for (const line of text.split('\n')) {
    if (line.startsWith('[')) {
      add();
      isPackage = /^\[\[packages?\]\]/.test(line);
      name = undefined;
      version = undefined;
    } else if (isPackage) {
      name ??= /^name = "([^"]+)"/.exec(line)?.[1];
      version ??= /^version = "([^"]+)"/.exec(line)?.[1];
    }
  }
  add();
  return locked;
}

/** `{"default": {"openai": {"version": "==1.3.5"}}, "develop": …}`. */
function lockedByPipenv(text: string): Locked {
  const locked = new Map<string, string[]>();
  for (const [category, packages] of entriesOf(parseJson(text)))
    if (category !== '_meta')
      for (const [name, details] of entriesOf(packages)) {
        const version = entriesOf(details).find(([key]) => key === 'version')?.[1];
        if (typeof version === 'string') push(locked, name, version.replace(/^=+/, ''));
      }
  return locked;
}

function push(locked: Map<string, string[]>, name: string, version: string): void {
  const key = normalisedName(name);
  const known = locked.get(key);
  if (known === undefined) locked.set(key, [version]);
  else if (!known.includes(version)) known.push(version);
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
