import type { LimitsPlan } from '../generate/limits/limits-plan.js';
import { planLimits } from '../generate/limits/plan-limits.js';
import type { Redactor } from '../redact.js';
import { renderLimits, renderLimitsJson } from '../reporters/limits.js';
import type { LimitsOptions } from './limits-options.js';
import { planIn } from './plan-of.js';
import { directoryOf } from './root-of.js';
import { useColor } from './use-color.js';
import { writeGenerated } from './write-generated.js';

/** Plans a rate, writes it if that is wanted, tells of it, and gives the exit code. @throws Failure when nothing is written. */
export async function executeLimits(options: LimitsOptions, redactor: Redactor): Promise<number> {
  const root = await directoryOf(options.directory === undefined ? [] : [options.directory], 'limits');
  const plan = await planned(root, options, redactor);
  const outcome = options.write ? await writeGenerated(root, plan.changes, options.migrate) : undefined;
  const report = { plan, outcome, profile: options.migrate.profile };
  const color = useColor(process.stdout, options.migrate.color, process.env);
  process.stdout.write(
    options.json ? renderLimitsJson(report, redactor) : renderLimits(report, { color, width: 80, redactor }),
  );
  return outcome && outcome.failed.length > 0 ? 2 : 0;
}

async function planned(root: string, { migrate, rate }: LimitsOptions, redactor: Redactor): Promise<LimitsPlan> {
  const { plan, repository } = await planIn({ root, selection: [] }, migrate, redactor);
  return planLimits(plan, repository, migrate.profile, rate);
}
