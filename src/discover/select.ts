import { join } from 'node:path';
import { Failure } from '../errors.js';
import { skippedByName } from './file-kinds.js';
import { askGit } from './git.js';
import { keyFilesBeside } from './key-files-beside.js';
import { type Listing, listFiles } from './list-files.js';
import type { Look } from './look.js';
import { createPrefilter, hasNeedle } from './prefilter.js';
import { readIndex, textsOf } from './staged.js';

export interface Selected {
  /** All that may be read. */
  listing: Listing;
  /** Whether anything is to be said about a file, and written to it. */
  isSelected(path: string): boolean;
}

/**
 * What was asked for, within all that it hangs together with: in a git repository a file's values are followed into
 * files that were not named, so that the verdict is the same whatever is selected.
 */
export async function select(root: string, selection: readonly string[], look: Look): Promise<Selected> {
  const known = (files: readonly string[]) => look.begin(files);
  const chosen = await listFiles(root, selection, known);
  if (selection.length === 0) return { listing: chosen, isSelected: () => true };
  const files = new Set(chosen.files);
  const isSelected = (path: string) => files.has(path);
  if (!chosen.isGit) return { listing: withKeyFiles(root, chosen), isSelected };
  const whole = await listFiles(root, [], known);
  const all = new Set(whole.files);
  const added = chosen.files.filter((path) => !all.has(path));
  const listing: Listing = {
    ...whole,
    files: added.length > 0 ? [...whole.files, ...added].sort() : whole.files,
    ignored: new Set([...whole.ignored, ...chosen.ignored]),
    skipped: chosen.skipped,
  };
  return { listing, isSelected };
}

/** Outside of git a file is not followed into others, but asks what it is given. */
function withKeyFiles(root: string, listing: Listing): Listing {
  const beside = keyFilesBeside(root, listing.files);
  return { ...listing, files: [...new Set([...listing.files, ...beside])].sort() };
}

/**
 * What the next commit adds or changes, as it is staged, within all that the commit is made of, and beside what this machine gives to it.
 * Where nothing that is staged can matter, nothing else is looked at.
 * @throws Failure outside of a git repository.
 */
export function selectStaged(root: string): Selected {
  const { staged, all } = readIndex(root);
  const read = (paths: Iterable<string>) => [...paths].filter((path) => skippedByName(path) === undefined).sort();
  const own = read(staged.keys());
  const texts = textsOf(root, own, staged);
  const isOfInterest = mayMatter(root, own, texts);
  const entries = isOfInterest ? all() : NONE;
  const others = read(entries.keys()).filter((path) => !staged.has(path));
  for (const [path, text] of textsOf(root, others, entries)) texts.set(path, text);
  const keyFiles = isOfInterest ? keyFilesBeside(root, [...own, ...others]).filter((path) => !entries.has(path)) : [];
  const listing: Listing = {
    skipped: [],
    skippedByName: {},
    ignored: new Set(keyFiles),
    isGit: true,
    files: [...own, ...others, ...keyFiles].sort(),
    texts,
  };
  return { listing, isSelected: (path) => staged.has(path) };
}

const NONE: ReadonlyMap<string, string> = new Map();

/** A text as the file of that name; in a git repository, among all others. */
export async function selectPiped(root: string, { path, bytes }: Piped): Promise<Selected> {
  const answer = await askGit(root, ['rev-parse', '--is-inside-work-tree']);
  const whole = answer?.toString().trim() === 'true' ? await listFiles(root, []) : NOTHING;
  const own = skippedByName(path) === undefined ? [path] : [];
  const listing: Listing = {
    ...whole,
    files: [...new Set([...whole.files, ...own])].sort(),
    texts: new Map([[path, bytes]]),
  };
  return { listing: whole.isGit ? listing : withKeyFiles(root, listing), isSelected: (one) => one === path };
}

export interface Piped {
  /** Relative to the root; there need not be such a file. */
  path: string;
  bytes: Buffer;
}

const NOTHING: Listing = { files: [], skipped: [], skippedByName: {}, ignored: new Set(), isGit: false };

function mayMatter(root: string, staged: readonly string[], texts: ReadonlyMap<string, Buffer>): boolean {
  const prefilter = createPrefilter();
  return staged.some((path) => {
    const text = texts.get(path);
    if (text) return hasNeedle(text, path);
    const found = prefilter(join(root, path));
    return 'failure' in found || found.candidate;
  });
}

/**
 * A unit moves whole, and a name everywhere: with a part of a repository selected, nothing is written when more than
 * that part would have to change.
 * @throws Failure that names the other files.
 */
export function assertWhole(changes: readonly { path: string }[], isSelected: (path: string) => boolean): void {
  const others = changes.filter(({ path }) => !isSelected(path)).map(({ path }) => path);
  if (others.length === 0 || others.length === changes.length) return;
  const named = others.slice(0, 5).join(', ');
  throw new Failure(
    'partial-selection',
    `Other files would have to change as well: ${named}${others.length > 5 ? ', …' : ''}.`,
  );
}
