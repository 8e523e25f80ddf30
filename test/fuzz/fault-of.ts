import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { parseAllDocuments } from 'yaml';
import { PROFILES } from '../../src/catalog/profile.js';
import { targetOf } from '../../src/catalog/target.js';
import { READER_FAULT } from '../../src/discover/repository.js';
import type { FileChange, Report } from '../../src/report.js';
import { type RunOptions, run } from '../../src/run.js';
import type { Random } from './random.js';

export type Files = Readonly<Record<string, Buffer>>;

/** What the user may ask for. */
export type Asked = Pick<RunOptions, 'env' | 'responses' | 'envFiles' | 'docs'>;

export function anyAsked(random: Random): Asked {
  return {
    env: random.one(['rename', 'rename', 'keep']),
    responses: random.one(['keep', 'chat']),
    envFiles: true,
    docs: random.below(2) === 0,
  };
}

/** What is wrong with how some files are planned and rewritten; undefined where nothing is. */
export async function faultOf(files: Files, asked: Asked): Promise<string | undefined> {
  const root = mkdtempSync(join(tmpdir(), 'fuzz-'));
  try {
    writeFiles(root, files);
    const before = await planned(root, asked);
    const unread = before.skipped.find(({ detail }) => detail?.includes(READER_FAULT));
    if (unread) return `${unread.file}: ${unread.detail}`;
    for (const change of before.changes) {
      const fault = faultOfChange(change);
      if (fault) return `${change.path}: ${fault}`;
    }
    writeFiles(root, Object.fromEntries(before.changes.map(({ path, after }) => [path, Buffer.from(after)])));
    const after = await planned(root, asked);
    const broken = brokenIn(after).filter((file) => !brokenIn(before).includes(file));
    if (broken.length > 0) return `${broken[0]} no longer parses`;
    if (after.changes.length > 0) return `${after.changes[0]?.path}: a second plan is not empty`;
    return undefined;
  } catch (error) {
    return `crash: ${error instanceof Error ? error.stack : String(error)}`;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function writeFiles(root: string, files: Files): void {
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
}

function planned(root: string, asked: Asked): Promise<Report> {
  const { holysheep } = PROFILES;
  if (!holysheep) throw new Error('no profile');
  return run({
    ...asked,
    root,
    selection: [],
    staged: false,
    profile: targetOf(holysheep),
    modelMap: [],
    write: false,
    allowDirty: true,
    allowNoVcs: true,
    typecheck: false,
    userTransforms: [],
  });
}

function brokenIn({ skipped }: Report): string[] {
  return skipped.filter(({ reason }) => reason === 'parse-failed').map(({ file }) => file);
}

/** Edits lie in order inside the text, nothing else differs, and parsers of another make read what they read before. */
function faultOfChange({ path, before, after, edits }: FileChange): string | undefined {
  let [at, written] = [0, ''];
  for (const { start, end, text } of edits) {
    if (start < at || end < start || end > before.length) return `an edit at ${start}-${end} behind ${at}`;
    written += before.slice(at, start) + text;
    at = end;
  }
  if (written + before.slice(at) !== after) return 'a change outside of the edits';
  if (HALF.test(after) && !HALF.test(before)) return 'half a character';
  const read = READERS.find(([name]) => name.test(path))?.[1];
  if (read && isRead(read, before) && !isRead(read, after)) return 'another parser no longer reads it';
  return undefined;
}

/** One unit of two that make a character. */
const HALF = /\p{Surrogate}/u;

const READERS: [name: RegExp, read: (text: string) => void][] = [
  [/\.(?:json|ipynb)$/, JSON.parse],
  [/\.toml$/, parseToml],
  [
    /\.ya?ml$/,
    (text) => {
      for (const { errors } of parseAllDocuments(text)) for (const error of errors ?? []) throw error;
    },
  ],
];

function isRead(read: (text: string) => void, text: string): boolean {
  try {
    read(text);
    return true;
  } catch {
    return false;
  }
}
