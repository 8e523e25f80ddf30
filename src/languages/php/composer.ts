import { posix } from 'node:path';
import type { Files, VersionSet } from '../front-end.js';
import { rangesMeet } from '../version-range.js';

/** What the nearest `composer.lock`, or else `composer.json`, says of a package's version; undefined when neither names it. */
export function composerVersion(distribution: string, from: string, files: Files): VersionSet | undefined {
  for (let folder = posix.dirname(from); ; folder = posix.dirname(folder)) {
    const lock = files.read(posix.join(folder, 'composer.lock'));
    const locked = lock === undefined ? undefined : lockedVersion(lock, distribution);
    const range = locked ?? requiredRange(files.read(posix.join(folder, 'composer.json')), distribution);
    if (range !== undefined) return composerSet(range);
    if (folder === '.') return undefined;
  }
}

/** `^0.8 || ^0.10` is either of the two. */
export function composerSet(range: string): VersionSet {
  const each = range.split(/\|\|?/);
  return { text: range, admits: (wanted) => each.some((one) => rangesMeet(one, wanted)) };
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function lockedVersion(lock: string, name: string): string | undefined {
  return new RegExp(`"name": "${escaped(name)}",\\s*"version": "v?([^"]{1,40})"`).exec(lock)?.[1];
}

function requiredRange(manifest: string | undefined, name: string): string | undefined {
  return manifest === undefined
    ? undefined
    : new RegExp(`"${escaped(name)}"\\s*:\\s*"([^"]{1,80})"`).exec(manifest)?.[1];
}
