import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmdirSync,
  unlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { codeOf, Failure } from '../errors.js';
import { VERSION } from '../version.js';
import { visibleLine } from '../visible.js';
import { quietly } from './quietly.js';
import { syncDirectory, writeAll } from './replace-file.js';

/** A file that a run changes, or makes. */
export interface Entry {
  /** Relative to the base, `/`-separated. */
  path: string;
  /** `null` for a new file. */
  before: Image | null;
  after: Image;
}

/** The bytes of a file at one time. They are kept in one file for the whole run, entry by entry. */
export interface Image {
  /** SHA-256. */
  hash: string;
  /** In bytes. */
  size: number;
}

/** Whose clients a run moved, and where to: ids of profiles. */
export interface RouteIds {
  from: string;
  to: string;
}

export type Side = 'before' | 'after';

/** How far a run has come. Only `written` and `undone` are ends; in the others it was interrupted, or still runs. */
export type Mark =
  | { mark: 'planned' }
  /** `failed`: the entries that were not written, by their number. */
  | { mark: 'written'; failed: number[] }
  | { mark: 'undoing' }
  /** `left`: what was not put back. */
  | { mark: 'undone'; left: number[] };

export interface StoredRun {
  id: number;
  directory: string;
  /** ISO 8601, UTC. */
  date: string;
  /** In the names of its temporary files. */
  token: string;
  /** Absent where nothing moved from one service to another: limits, a canary, `apply`. */
  route?: RouteIds;
  entries: readonly Entry[];
  last: Mark;
  /** As the run's end has it; empty before. */
  failed: readonly number[];
}

interface Plan {
  format: 1;
  tool: string;
  date: string;
  token: string;
  route?: RouteIds;
  entries: readonly Entry[];
}

const JOURNAL = 'journal.ndjson';

/** All that can still be undone or finished, the oldest first. @throws Failure for a journal that cannot be read. */
export function runsIn(state: string): StoredRun[] {
  return idsIn(state).flatMap((id) => {
    const directory = join(state, String(id));
    return existsSync(join(directory, JOURNAL)) ? [readRun(id, directory)] : [];
  });
}

export function isUnfinished({ last }: StoredRun): boolean {
  return last.mark === 'planned' || last.mark === 'undoing';
}

/**
 * Keeps what is going to be done and all that it takes to undo or finish it. When this returns, it outlasts a power
 * cut; before, nothing may be changed. A run without a journal has not begun.
 */
export function createRun(
  state: string,
  changes: readonly { path: string; before?: Buffer; after: Buffer }[],
  route?: RouteIds,
): StoredRun {
  const id = Math.max(0, ...namesIn(state).map(({ name }) => Number(name))) + 1;
  const directory = join(state, String(id));
  const plan: Plan = {
    format: 1,
    tool: VERSION,
    date: new Date().toISOString(),
    token: randomBytes(6).toString('hex'),
    ...(route && { route }),
    entries: changes.map(({ path, before, after }) => ({
      path,
      before: before ? imageOf(before) : null,
      after: imageOf(after),
    })),
  };
  try {
    mkdirSync(directory, { mode: 0o700 });
    for (const side of ['before', 'after'] as const)
      writeDurably(join(directory, side), 'wx', ...changes.flatMap((change) => change[side] ?? []));
    // Under its own name only when it is whole.
    writeDurably(join(directory, 'journal.tmp'), 'wx', Buffer.from(`${JSON.stringify(plan)}\n`));
    renameSync(join(directory, 'journal.tmp'), join(directory, JOURNAL));
    syncDirectory(directory);
    syncDirectory(state);
  } catch (error) {
    quietly(() => removeRun({ directory }));
    throw error;
  }
  return { id, directory, ...plan, last: { mark: 'planned' }, failed: [] };
}

/** Appends how far the run has come, durably. */
export function note(run: StoredRun, mark: Mark): void {
  // What stands before it may be half a line, from a process that was killed.
  writeDurably(join(run.directory, JOURNAL), 'a', Buffer.from(`\n${JSON.stringify(mark)}\n`));
  run.last = mark;
}

/** What a file held, or was to hold. `undefined` when it is not kept any more, or not whole. */
export function readImage(run: StoredRun, index: number, side: Side): Buffer | undefined {
  const image = run.entries[index]?.[side];
  if (!image) return undefined;
  const start = run.entries.slice(0, index).reduce((sum, entry) => sum + (entry[side]?.size ?? 0), 0);
  const bytes = readPart(join(run.directory, side), start, image.size);
  return bytes !== undefined && imageOf(bytes).hash === image.hash ? bytes : undefined;
}

/** Whether the run can be finished: the new texts are kept until it has ended. */
export function canResume(run: StoredRun): boolean {
  return run.last.mark === 'planned' && existsSync(join(run.directory, 'after'));
}

/** Once it is known that a run is taken back. */
export function dropNewTexts(run: StoredRun): void {
  quietly(() => unlinkSync(join(run.directory, 'after')));
}

/** The journal goes first: without it the rest means nothing. */
export function removeRun({ directory }: Pick<StoredRun, 'directory'>): void {
  for (const name of [JOURNAL, 'journal.tmp', 'after', 'before']) {
    unlinkIfThere(join(directory, name));
    if (name === JOURNAL) syncDirectory(directory);
  }
  quietly(() => rmdirSync(directory));
}

/** The last runs are kept, each with the old texts of its files. */
const KEPT = 10;

export function removeOldRuns(state: string): void {
  for (const run of runsIn(state).slice(0, -KEPT)) quietly(() => removeRun(run));
}

/** Removes what is left of runs that never began, or whose removal was interrupted. */
export function removeRemains(state: string): void {
  for (const id of idsIn(state)) {
    const directory = join(state, String(id));
    if (!existsSync(join(directory, JOURNAL))) removeRun({ directory });
  }
}

function idsIn(state: string): number[] {
  // A link is none of ours, wherever it leads.
  const directories = namesIn(state).filter((entry) => entry.isDirectory());
  return directories.map(({ name }) => Number(name)).sort((a, b) => a - b);
}

function namesIn(state: string) {
  try {
    return readdirSync(state, { withFileTypes: true }).filter(({ name }) => /^[1-9]\d{0,8}$/.test(name));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

function readRun(id: number, directory: string): StoredRun {
  const [first = '', ...rest] = readFileSync(join(directory, JOURNAL), 'utf8').split('\n');
  const plan = parsed(first);
  if (!isPlan(plan))
    throw new Failure(
      'unknown-journal',
      `${visibleLine(join(directory, JOURNAL))} cannot be read by version ${VERSION}.`,
    );
  const marks = rest.map(parsed).filter(isMark);
  const end = marks.find((one) => one.mark === 'written');
  return {
    id,
    directory,
    date: plan.date,
    token: plan.token,
    ...(plan.route && { route: plan.route }),
    entries: plan.entries,
    last: marks.at(-1) ?? { mark: 'planned' },
    failed: end?.failed ?? [],
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A journal is read as what anybody may have written: a repository may come with one. */
function isPlan(value: unknown): value is Plan {
  const plan = value as Plan | undefined | null;
  return (
    typeof plan === 'object' &&
    plan?.format === 1 &&
    typeof plan.date === 'string' &&
    /^[0-9a-f]{12}$/.test(plan.token) &&
    (plan.route === undefined || isRoute(plan.route)) &&
    Array.isArray(plan.entries) &&
    plan.entries.every(
      ({ path, before, after }) => isPathInBase(path) && (before === null || isImage(before)) && isImage(after),
    )
  );
}

function isRoute(value: unknown): value is RouteIds {
  const { from, to } = (value ?? {}) as Partial<RouteIds>;
  return typeof from === 'string' && typeof to === 'string';
}

/** No way out of the base, and none into a git directory. */
export function isPathInBase(path: unknown): boolean {
  if (typeof path !== 'string' || path.includes('\0')) return false;
  if (process.platform === 'win32' && /[\\:]/.test(path)) return false;
  return path.split('/').every((name) => !/^(?:|\.{1,2}|\.git)$/i.test(name));
}

function isImage(value: unknown): boolean {
  const image = value as Image | undefined;
  return /^[0-9a-f]{64}$/.test(image?.hash ?? '') && Number.isSafeInteger(image?.size) && (image?.size ?? -1) >= 0;
}

function isMark(value: unknown): value is Mark {
  const { mark, failed, left } = (value ?? {}) as { mark?: string; failed?: unknown; left?: unknown };
  if (mark === 'written') return Array.isArray(failed);
  return mark === 'undone' ? Array.isArray(left) : mark === 'undoing';
}

function imageOf(bytes: Buffer): Image {
  return { hash: createHash('sha256').update(bytes).digest('hex'), size: bytes.length };
}

function writeDurably(path: string, flag: 'wx' | 'a', ...parts: readonly Buffer[]): void {
  const descriptor = openSync(path, flag, 0o600);
  try {
    for (const part of parts) writeAll(descriptor, part);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function readPart(path: string, start: number, size: number): Buffer | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    if (fstatSync(descriptor).size < start + size) return undefined;
    const bytes = Buffer.alloc(size);
    for (let done = 0; done < size; ) {
      const count = readSync(descriptor, bytes, done, size - done, start + done);
      if (count === 0) return undefined;
      done += count;
    }
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
