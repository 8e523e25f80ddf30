import { posix } from 'node:path';
import type { Files, VersionSet } from '../front-end.js';
import { rangesMeet } from '../version-range.js';
import { readJson } from './modules.js';
import { ancestors } from './workspace.js';

const KINDS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** What the nearest package.json that names the package says of its version; undefined when none does. */
export function installedVersion(distribution: string, from: string, files: Files): VersionSet | undefined {
  const range = rangeIn(distribution, from, files, KINDS);
  return range === undefined ? undefined : versionSet(range);
}

/** As it is written there, among the dependencies of some kinds. */
export function rangeIn(name: string, from: string, files: Files, kinds: readonly string[]): string | undefined {
  for (const folder of ancestors(from)) {
    const manifest = readJson(files.read(posix.join(folder, 'package.json')));
    for (const kind of kinds) {
      const range = (manifest?.[kind] as Record<string, unknown> | undefined)?.[name];
      if (typeof range === 'string') return range;
    }
  }
  return undefined;
}

/** `1.x` is any version of 1, and each part of `^0.1 || ^0.2` is enough. What names no version admits all. */
function versionSet(range: string): VersionSet {
  const parts = range.replaceAll(/\.[xX](?![\w.])/g, '.*').split('||');
  return { text: range, admits: (wanted) => parts.some((part) => rangesMeet(part, wanted)) };
}
