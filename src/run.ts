import { resolve } from 'node:path';
import type { Service } from './catalog/service.js';
import type { Choices } from './choose/choices.js';
import type { IgnoreOption } from './discover/ignore-rules.js';
import { Look } from './discover/look.js';
import type { Repository } from './discover/repository.js';
import { type Piped, type Selected, select, selectPiped, selectStaged } from './discover/select.js';
import { isNothingToSay, reportOfNothing } from './nothing-to-say.js';
import type { Plan } from './plan/plan.js';
import type { PlanOptions } from './plan/types.js';
import type { Progress } from './progress.js';
import { readyToParse } from './ready-to-parse.js';
import type { Report } from './report.js';
import type { UserTransform } from './user-transforms.js';
import { exclusively } from './write/exclusively.js';

/** What is asked for. */
export interface RunRequest extends Omit<RunOptions, 'from'> {
  /** Whose clients move; told from the repository where it is not given. */
  from?: Service;
}

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
export async function run(options: RunRequest): Promise<Report> {
  const root = resolve(options.root);
  return exclusively(root, options.write, async (state) => {
    options.progress?.('list');
    const look = new Look(root, options.progress);
    const { listing, isSelected } = await selected(root, options, look);
    const found = { ...(await look.finish(listing)), isSelected };
    if (isNothingToSay(found, options)) return reportOfNothing(root, found, options);
    // Where no file can matter, which is so of most commits, nothing of this is loaded.
    await readyToParse(root, found);
    const { migrate } = await import('./migrate.js');
    return migrate(root, found, options, state);
  });
}

async function selected(root: string, { piped, staged, selection }: RunRequest, look: Look): Promise<Selected> {
  if (piped) return selectPiped(root, piped);
  return staged ? selectStaged(root) : select(root, selection, look);
}
