import { resolve } from 'node:path';
import { Choices } from './choose/choices.js';
import type { IgnoreOption } from './discover/ignore-rules.js';
import { Repository } from './discover/repository.js';
import { assertWhole, type Piped, type Selected, select, selectPiped, selectStaged } from './discover/select.js';
import { selectCandidates } from './discover/select-candidates.js';
import { makeReport } from './make-report.js';
import type { Plan } from './plan/plan.js';
import type { PlanOptions } from './plan/types.js';
import type { Progress } from './progress.js';
import { readCandidates } from './read-candidates.js';
import type { FileChange, Report } from './report.js';
import { type Scene, type Settled, settle } from './settle.js';
import type { UserTransform } from './user-transforms.js';
import { assertWritable } from './write/check-tree.js';
import { exclusively } from './write/exclusively.js';
import type { State } from './write/state.js';
import { type WriteResult, writeChanges } from './write/write-changes.js';

export interface RunOptions extends PlanOptions {
  /** Directory of the repository, or the part of it to look at. */
  root: string;
  /** Files and directories inside the root, relative to it; all when empty. */
  selection: readonly string[];
  /** Look at what is staged, as it is staged, instead of the selection. */
  staged: boolean;
  /** Look at a text as one of the files, instead of the selection. */
  piped?: Piped;
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
  /** Globs of files that are to stay as they are. */
  ignore?: IgnoreOption;
  /** The user's own transforms, which run after ours. */
  userTransforms: readonly UserTransform[];
  /** Told how far the run is. */
  progress?: Progress;
  /** Asks the user what is to move. */
  chooser?: Chooser;
  /** Told of the plan that stands. */
  planned?(plan: Plan, repository: Repository): void;
  /** Told of every text before anything about it is said, so that its keys can be hidden. */
  seen?(text: string, path: string): void;
}

export interface Chooser {
  /** The ids of the units that are not to move. */
  decline(choices: Choices): Promise<ReadonlySet<string>>;
  /** Whether what was chosen is to be written, of which the report tells. */
  confirm(report: Report): Promise<boolean>;
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
  const { listing, isSelected } = selected(root, options);
  const repository = new Repository(root, listing, options.docs);
  if (options.seen) repository.seen = options.seen;
  const candidates = selectCandidates(repository, options.progress);
  const mentions = await readCandidates(repository, candidates, options);
  const scene = { repository, candidates, mentions, options };
  const { plan, changes } = await chosenOf(scene, await settle(scene), isSelected);
  options.planned?.(plan, repository);

  if (options.write || options.isToBeApplied) assertWhole(changes, isSelected);
  // The names in other files can follow later: the old ones stay for them.
  if (options.piped) assertWhole(changes.filter(isOfUnit), isSelected);
  const chosen = changes.filter(({ path }) => isSelected(path));
  const paths = chosen.map(({ path }) => path);
  if (options.write && chosen.length > 0) assertWritable(root, paths, options);
  const report = (outcome: WriteResult) =>
    makeReport({ options, root, repository, candidates, mentions, plan, changes, outcome, isSelected });
  const isWanted = options.write && ((await options.chooser?.confirm(report(NOTHING))) ?? true);
  if (!isWanted) return report(NOTHING);
  options.progress?.('write', 0, chosen.length);
  return report(await writeChanges(state, root, chosen));
}

function selected(root: string, { piped, staged, selection }: RunOptions): Selected {
  if (piped) return selectPiped(root, piped);
  return staged ? selectStaged(root) : select(root, selection);
}

function isOfUnit({ units }: FileChange): boolean {
  return units.length > 0;
}

const NOTHING: WriteResult = { written: [], failed: [] };

/** What is left of a plan when the user has chosen. */
async function chosenOf(scene: Scene, settled: Settled, isSelected: (path: string) => boolean): Promise<Settled> {
  const { chooser } = scene.options;
  if (!chooser) return settled;
  const declined = await chooser.decline(new Choices(scene, settled, isSelected));
  return declined.size > 0 ? settle(scene, declined) : settled;
}
