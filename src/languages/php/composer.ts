import { posix } from 'node:path';
import { foldersOf } from '../../discover/folders-of.js';
import { escapePattern } from '../../escape-pattern.js';
import type { Files, VersionSet } from '../front-end.js';
import { rangesMeet } from '../version-range.js';

/** What the nearest `composer.lock`, or else `composer.json`, says of a package's version; undefined when neither names it. */
export function composerVersion(distribution: string, from: string, files: Files): VersionSet | undefined {
  for (const folder of foldersOf(from)) {
    const lock = files.read(posix.join(folder, 'composer.lock'));
    const locked = lock === undefined ? undefined : lockedVersion(lock, distribution);
    const range = locked ?? requiredRange(files.read(posix.join(folder, 'composer.json')), distribution);
    if (range !== undefined) return composerSet(range);
  }
  return undefined;
}

/** `^0.8 || ^0.10` is either of the two. */
export function composerSet(range: string): VersionSet {
  const each = range.split(/\|\|?/);
  return { text: range, admits: (wanted) => each.some((one) => rangesMeet(one, wanted)) };
}

function lockedVersion(lock: string, name: string): string | undefined {
  return new RegExp(`"name": "${escapePattern(name)}",\\s*"version": "v?([^"]{1,40})"`).exec(lock)?.[1];
}

function requiredRange(manifest: string | undefined, name: string): string | undefined {
  return manifest === undefined
    ? undefined
    : new RegExp(`"${escapePattern(name)}"\\s*:\\s*"([^"]{1,80})"`).exec(manifest)?.[1];
}
