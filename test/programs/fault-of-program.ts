import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PROFILES } from '../../src/catalog/profile.js';
import { targetOf } from '../../src/catalog/target.js';
import type { Report } from '../../src/report.js';
import { type RunOptions, run } from '../../src/run.js';
import { writeFiles } from '../temporary.js';
import { OLD, type Program } from './program.js';
import type { Ran, Runner } from './run-program.js';

type Request = Ran['requests'][number];

export interface Outcome {
  /** What is wrong; absent where nothing is. */
  fault?: string;
  hasMoved: boolean;
}

const { holysheep } = PROFILES;
if (!holysheep) throw new Error('no profile');
const PROFILE = targetOf(holysheep);
/** What is said of a place that nothing is linked to, or that is one of several. */
const LOOSE: ReadonlySet<string> = new Set(['loose-model', 'loose-value', 'loose-variable', 'not-linked', 'choices']);
const NEW = { base: PROFILE.baseUrl, key: 'NEW-KEY', model: PROFILE.model };

/** A program, and how it is to be migrated. */
export interface Trial {
  program: Program;
  env: RunOptions['env'];
}

/**
 * Runs programs, migrates them as a user would, and runs them again where what is said to be set is set: each request has moved as a whole,
 * or is the one of before, and what stays is told. With the old key alone, it never goes to the gateway without a word.
 */
export async function outcomesOf(trials: readonly Trial[], runner: Runner, root: string): Promise<Outcome[]> {
  const folders = trials.map(({ program }) => {
    const folder = mkdtempSync(join(root, 'program-'));
    writeFiles(folder, program.files);
    return folder;
  });
  const each = <T>(of: (trial: Trial, folder: string) => Promise<T>): Promise<T[]> =>
    inOrder(trials, (trial, index) => of(trial, folders[index] ?? ''));
  try {
    runner.layOut?.(folders);
    runner.build?.(folders);
    const before = await each(({ program }, folder) => runner.run(folder, program.environment));
    // Not the tool's.
    for (const { error } of before) if (error !== null) throw new Error(`a program that does not run: ${error}`);
    const reports = await each(({ env }, folder) => migrated(folder, env, true));
    const again = await each(({ env }, folder) => migrated(folder, env, false));
    runner.build?.(folders);
    return await inOrder(trials, async ({ program, env }, index) => {
      const [folder, ran, report] = [folders[index], before[index], reports[index]];
      if (folder === undefined || !ran || !report) throw new Error('no program');
      const after = await runner.run(folder, environmentAfter(program, report));
      const hasMoved = after.requests.some(({ base }) => base === NEW.base);
      const fault =
        (again[index]?.changes.length === 0 ? undefined : 'a second plan is not empty') ??
        faultOfRun(ran, after, report) ??
        (env === 'rename' ? leakOf(await runner.run(folder, program.environment), report) : undefined);
      return { hasMoved, ...(fault === undefined ? {} : { fault }) };
    });
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

async function inOrder<T, R>(things: readonly T[], of: (thing: T, index: number) => Promise<R>): Promise<R[]> {
  const found: R[] = [];
  for (const [index, thing] of things.entries()) found.push(await of(thing, index));
  return found;
}

function migrated(root: string, env: RunOptions['env'], write: boolean): Promise<Report> {
  return run({
    ...{ root, env, write, profile: PROFILE, selection: [], userTransforms: [], modelMap: [] },
    ...{ staged: false, allowDirty: true, allowNoVcs: true, envFiles: true, docs: false, typecheck: false },
    responses: 'keep',
  });
}

/** The environment of the program as the report says that it has to be. */
function environmentAfter({ environment }: Program, { deployment }: Report) {
  const after: Record<string, string> = { ...environment };
  for (const { name, value } of deployment) after[name] = value ?? NEW.key;
  return after;
}

function faultOfRun(before: Ran, after: Ran, { findings }: Report): string | undefined {
  if (after.error !== null) return `it breaks: ${after.error}`;
  const isSame = (one: Request, other: Request) => JSON.stringify(one) === JSON.stringify(other);
  const isMoved = ({ base, key, model }: Request) => base === NEW.base && key === NEW.key && model === NEW.model;
  // One of several models is not followed to where it is written, and what is written there is told.
  const isOldModel = ({ base, key, model }: Request) => base === NEW.base && key === NEW.key && model !== NEW.model;
  const isTold = findings.some(({ action, reason }) => action === 'review' && LOOSE.has(reason));
  for (const [index, request] of before.requests.entries()) {
    const now = after.requests[index];
    if (!now) return `nothing is asked any more for ${request.model}`;
    if (isOldModel(now) && isTold) continue;
    if (!isMoved(now) && !isSame(now, request)) return `half moved: ${now.base}, ${now.key}, ${now.model}`;
    if (isMoved(now) && request.kind !== 'chat') return `${request.model} has moved`;
    if (!isMoved(now) && request.kind === 'chat' && findings.every(({ action }) => action !== 'review'))
      return `${request.model} stays without a word`;
  }
  return undefined;
}

/** The old key goes to the gateway where the new one is not set yet, and nobody said so. */
function leakOf({ requests }: Ran, { deployment }: Report): string | undefined {
  const isLeak = requests.some(({ base, key }) => base === NEW.base && key === OLD.key);
  // Under a name that has to stay, the new value is all that keeps the two apart.
  const isTold = deployment.some(({ name, instead, mayFallBack }) => mayFallBack || name === instead);
  return isLeak && !isTold ? 'the old key goes to the gateway' : undefined;
}
