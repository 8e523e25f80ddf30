import { posix } from 'node:path';
import { foldersOf } from '../../discover/folders-of.js';
import { escapePattern } from '../../escape-pattern.js';
import type { Files, VersionSet } from '../front-end.js';
import { rangesMeet } from '../version-range.js';

/** Manifests in one directory, what decides first: a lock tells the one version. */
const MANIFESTS = ['Gemfile.lock', 'gems.locked', 'Gemfile', 'gems.rb'];

const KNOWN = new WeakMap<Files, Map<string, VersionSet | undefined>>();

/** What the manifests nearest to the file say of a gem's version; undefined when none names it. */
export function installedVersion(gem: string, from: string, files: Files): VersionSet | undefined {
  const known = KNOWN.get(files) ?? new Map<string, VersionSet | undefined>();
  KNOWN.set(files, known);
  const key = `${gem}\0${posix.dirname(from)}`;
  if (!known.has(key)) known.set(key, nearestVersion(gem, from, files));
  return known.get(key);
}

function nearestVersion(gem: string, from: string, files: Files): VersionSet | undefined {
  for (const directory of foldersOf(from)) {
    const texts = MANIFESTS.flatMap((name) => files.read(posix.join(directory, name)) ?? []);
    const specifications = files
      .inFolder(directory === '.' ? '' : directory)
      .filter((path) => path.endsWith('.gemspec'));
    texts.push(...specifications.flatMap((path) => files.read(path) ?? []));
    for (const text of texts) {
      const range = rangeIn(text, gem);
      if (range !== undefined) return versionSet(range);
    }
  }
  return undefined;
}

export function versionSet(range: string): VersionSet {
  return { text: range, admits: (wanted) => rangesMeet(range, wanted) };
}

/** `    ruby-openai (7.3.1)` of a lock, `gem "ruby-openai", "~> 7.0", ">= 7.1"` of a manifest; empty for any version. */
function rangeIn(text: string, gem: string): string | undefined {
  const name = escapePattern(gem);
  const locked = new RegExp(`^ {4}${name} \\((\\d[\\w.]*)`, 'm').exec(text)?.[1];
  if (locked !== undefined) return `==${locked}`;
  const line = new RegExp(
    `^[^#\\n]*\\b(?:gem|add_(?:runtime_)?dependency)\\b[ \\t(]+["']${name}["']([^#\\n]*)`,
    'm',
  ).exec(text)?.[1];
  if (line === undefined) return undefined;
  return [...line.matchAll(/["'][ \t]*((?:[<>=!~]+[ \t]*)?\d[\w.]*)["']/g)]
    .map(([, one = '']) => asRange(one))
    .join(',');
}

/** `~> 7.3` means from there on, up to the next greater one of the number before the last. */
function asRange(requirement: string): string {
  const [, operator = '', version = ''] = /^([<>=!~]*)[ \t]*(.*)$/.exec(requirement) ?? [];
  if (operator === '~>') return `~=${version}`;
  return `${operator === '' || operator === '=' ? '==' : operator}${version}`;
}
