import type { LimitsPlan } from '../generate/limits/limits-plan.js';
import { planLimits } from '../generate/limits/plan-limits.js';
import type { Redactor } from '../redact.js';
import { renderLimits, renderLimitsJson } from '../reporters/limits.js';
import { run } from '../run.js';
import { assertWritable } from '../write/check-tree.js';
import { exclusively } from '../write/exclusively.js';
import { type WriteResult, writeChanges } from '../write/write-changes.js';
import type { LimitsOptions } from './limits-options.js';
import { directoryOf } from './root-of.js';
import { useColor } from './use-color.js';

/** Plans a rate, writes it if that is wanted, tells of it, and gives the exit code. @throws Failure when nothing is written. */
export async function executeLimits(options: LimitsOptions, redactor: Redactor): Promise<number> {
  const root = await directoryOf(options.directory === undefined ? [] : [options.directory], 'limits');
  const plan = await planned(root, options, redactor);
  const outcome = options.write ? await write(root, plan, options) : undefined;
  const report = { plan, outcome, profile: options.migrate.profile };
  const color = useColor(process.stdout, options.migrate.color, process.env);
  process.stdout.write(
    options.json ? renderLimitsJson(report, redactor) : renderLimits(report, { color, width: 80, redactor }),
  );
  return outcome && outcome.failed.length > 0 ? 2 : 0;
}

async function planned(root: string, { migrate, rate }: LimitsOptions, redactor: Redactor): Promise<LimitsPlan> {
  let plan: LimitsPlan | undefined;
  await run({
    ...migrate,
    progress: undefined,
    root,
    selection: [],
    write: false,
    userTransforms: [],
    seen: (text, path) => redactor.learn(text, path),
    planned: (one, repository) => {
      plan = planLimits(one, repository, migrate.profile, rate);
    },
  });
  if (!plan) throw new Error('no plan was told');
  return plan;
}

/** One transaction, which `undo` takes back. */
function write(root: string, { changes }: LimitsPlan, { migrate }: LimitsOptions): Promise<WriteResult> {
  return exclusively(root, true, async (state) => {
    const old = changes.filter(({ before }) => before !== undefined).map(({ path }) => path);
    if (changes.length > 0) assertWritable(root, old, migrate);
    return writeChanges(state, root, changes);
  });
}
