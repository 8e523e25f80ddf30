import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fileKind } from './discover/file-kinds.js';
import type { Repository } from './discover/repository.js';
import { differing } from './edit/differing.js';
import type { PlannedChange } from './edit/edit-files.js';
import { Failure } from './errors.js';

const require = createRequire(import.meta.url);

/** A jscodeshift transform that the user named on the command line, never one that the scanned repository names. */
export interface UserTransform {
  path: string;
  transform(file: { path: string; source: string }, api: object, options: object): unknown;
  parser?: string;
}

/** @throws Failure when the file holds no transform. */
export async function loadUserTransform(path: string): Promise<UserTransform> {
  const absolute = resolve(path);
  let loaded: unknown;
  try {
    loaded = await load(absolute);
  } catch (error) {
    throw new Failure('usage', `${path} could not be loaded: ${firstLineOf(error)}`);
  }
  const module = loaded as { default?: unknown; parser?: string };
  const transform = typeof module === 'function' ? module : module.default;
  if (typeof transform !== 'function') throw new Failure('usage', `${path} exports no jscodeshift transform.`);
  return { path: absolute, transform: transform as UserTransform['transform'], parser: module.parser };
}

/** Node before 20.19 does not `require` an ES module. */
async function load(path: string): Promise<unknown> {
  try {
    return require(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_REQUIRE_ESM') throw error;
    return import(pathToFileURL(path).href);
  }
}

/** Runs the user's transforms over every candidate program, on the text as our own rewrite leaves it. */
export async function userEdits(
  transforms: readonly UserTransform[],
  repository: Repository,
  changes: readonly PlannedChange[],
  candidates: readonly string[],
): Promise<PlannedChange[]> {
  if (transforms.length === 0) return [...changes];
  const jscodeshift = require('jscodeshift');
  const byPath = new Map(changes.map((change) => [change.path, change]));
  for (const path of candidates) {
    if (fileKind(path) !== 'javascript') continue;
    const source = repository.source(path);
    if (!source) continue;
    const before = byPath.get(path)?.after ?? source.text;
    let after = before;
    for (const one of transforms) after = await applied(one, path, after, repository, jscodeshift);
    if (after === before) continue;
    byPath.set(path, {
      path,
      before: source.text,
      after,
      edits: [{ path, ...differing(source.text, after) }],
      units: byPath.get(path)?.units ?? [],
      hash: source.hash,
    });
  }
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function applied(
  { transform, parser, path: own }: UserTransform,
  path: string,
  source: string,
  repository: Repository,
  // biome-ignore lint/suspicious/noExplicitAny: jscodeshift's own types describe its default parser only.
  jscodeshift: any,
): Promise<string> {
  const isTypeScript = /\.[cm]?tsx?$/.test(path);
  const j = jscodeshift.withParser(parser ?? (isTypeScript ? 'tsx' : 'babel'));
  let result: unknown;
  try {
    result = await transform({ path, source }, { j, jscodeshift: j, stats: () => {}, report: () => {} }, {});
  } catch (error) {
    throw new Failure('transform', `${own} failed on ${path}: ${firstLineOf(error)}.`);
  }
  if (typeof result !== 'string' || result === source) return source;
  if (!repository.parses(path, result)) throw new Failure('transform', `What ${own} makes of ${path} does not parse.`);
  return result;
}

/** Anything can be thrown. */
function firstLineOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n', 1)[0] ?? '';
}
