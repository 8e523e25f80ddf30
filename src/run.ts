import { resolve } from 'node:path';
import { Repository } from './discover/repository.js';
import { assertWhole, select, selectStaged } from './discover/select.js';
import { selectCandidates } from './discover/select-candidates.js';
import { clashingUnits, editFiles, type PlannedChange } from './edit/edit-files.js';
import { makeReport } from './make-report.js';
import type { Mentions } from './plan/mentions.js';
import type { Plan } from './plan/plan.js';
import type { PlanOptions } from './plan/types.js';
import { withheld } from './plan/withheld.js';
import { planRepository } from './plan-repository.js';
import type { Progress } from './progress.js';
import { readCandidates } from './read-candidates.js';
import type { Report } from './report.js';
import { type UserTransform, userEdits } from './user-transforms.js';
import { type Veto, verify } from './verify/verify.js';
import { assertWritable } from './write/check-tree.js';
import { exclusively } from './write/exclusively.js';
import type { State } from './write/state.js';
import { writeChanges } from './write/write-changes.js';

export interface RunOptions extends PlanOptions {
  /** Directory of the repository, or the part of it to look at. */
  root: string;
  /** Files and directories inside the root, relative to it; all when empty. */
  selection: readonly string[];
  /** Look at what is staged, as it is staged, instead of the selection. */
  staged: boolean;
  write: boolean;
  /** It is going to be written later, by what is made of the report: nothing that it hangs together with may be missing. */
  isToBeApplied?: boolean;
  allowDirty: boolean;
  allowNoVcs: boolean;
  /** Also rewrite `.env` files that git ignores. */
  envFiles: boolean;
  /** Also rewrite code in documents. */
  docs: boolean;
  /** Compare TypeScript's errors before and after. */
  typecheck: boolean;
  /** The user's own transforms, which run after ours. */
  userTransforms: readonly UserTransform[];
  /** Told how far the run is. */
  progress?: Progress;
  /** Told of every text before anything about it is said, so that its keys can be hidden. */
  seen?(text: string, path: string): void;
}

/**
 * The whole job, in one line. Everything that follows from a file is an outcome in the report; what ends the run is
 * a `Failure`.
 */
export async function run(options: RunOptions): Promise<Report> {
  const root = resolve(options.root);
  return exclusively(root, options.write, (state) => migrate(root, options, state));
}

async function migrate(root: string, options: RunOptions, state: State): Promise<Report> {
  options.progress?.('list');
  const { listing, isSelected } = options.staged ? selectStaged(root) : select(root, options.selection);
  const repository = new Repository(root, listing, options.docs);
  const candidates = selectCandidates(repository, options.progress);
  const mentions = await readCandidates(repository, candidates, options);
  const { plan, changes } = await settle(repository, candidates, mentions, options);

  if (options.write || options.isToBeApplied) assertWhole(changes, isSelected);
  const chosen = changes.filter(({ path }) => isSelected(path));
  const paths = chosen.map(({ path }) => path);
  if (options.write && chosen.length > 0) assertWritable(root, paths, options);
  if (options.write) options.progress?.('write', 0, chosen.length);
  const outcome = options.write ? await writeChanges(state, root, chosen) : { written: [], failed: [] };
  return makeReport({ options, root, repository, candidates, mentions, plan, changes, outcome, isSelected });
}

/** plan → edit → verify, again without the units that cannot be proved to be right after it, until nothing is wrong. */
async function settle(
  repository: Repository,
  candidates: readonly string[],
  mentions: ReadonlyMap<string, Mentions>,
  options: RunOptions,
): Promise<{ plan: Plan; changes: PlannedChange[] }> {
  const silent = { ...options, progress: undefined };
  const morph = options.typecheck ? await import('ts-morph') : undefined;
  const vetoed = new Map<string, Veto>();
  for (;;) {
    const plan = planRepository(repository, candidates, mentions, vetoed, options, morph);
    const clashing = [...clashingUnits(plan.findings)].filter((id) => !vetoed.has(id));
    for (const id of clashing) vetoed.set(id, { code: 'not-parsed', detail: 'two edits of one place' });
    if (clashing.length > 0) continue;
    const own = editFiles(repository, withheld(plan, repository.listing.ignored, options));
    const changes = await userEdits(options.userTransforms, repository, own, candidates);
    const again = (texts: ReadonlyMap<string, string>) => {
      options.progress?.('verify');
      const touched = programsWith(texts, candidates, plan, repository);
      return planRepository(repository.with(texts), touched, mentions, new Map(), silent, morph, plan.senders);
    };
    const vetoes = await verify({ repository, plan, changes, again, typecheck: options.typecheck });
    const isNew = [...vetoes].some(([id]) => !vetoed.has(id));
    for (const [id, veto] of vetoes) vetoed.set(id, veto);
    if (!isNew) return { plan, changes };
  }
}

/** The candidates that belong to a program of which a file changes: what is planned for the others stays. */
function programsWith(
  texts: ReadonlyMap<string, string>,
  candidates: readonly string[],
  plan: Plan,
  repository: Repository,
): string[] {
  const changed = new Set([...texts.keys()].map((path) => plan.programOf({ path })));
  return candidates.filter((path) => changed.has(plan.programOf({ path })) || repository.config(path));
}
