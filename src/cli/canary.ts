import { serviceOf } from '../catalog/service.js';
import { Failure } from '../errors.js';
import type { CanaryPlan } from '../generate/canary/canary-plan.js';
import { planCanary } from '../generate/canary/plan-canary.js';
import type { Redactor } from '../redact.js';
import { renderCanary, renderCanaryJson } from '../reporters/canary.js';
import type { CanaryCliOptions } from './canary-options.js';
import { planIn } from './plan-of.js';
import { directoryOf } from './root-of.js';
import { useColor } from './use-color.js';
import { writeGenerated } from './write-generated.js';

/** Plans a canary, writes it if that is wanted, tells of it, and gives the exit code. @throws Failure when nothing is written. */
export async function executeCanary(options: CanaryCliOptions, redactor: Redactor): Promise<number> {
  const root = await directoryOf(options.directory === undefined ? [] : [options.directory], 'canary');
  const plan = await planned(root, options, redactor);
  const outcome = options.write ? await writeGenerated(root, plan.changes, options.migrate) : undefined;
  const { profile } = options.migrate;
  const report = { plan, outcome, profile };
  const color = useColor(process.stdout, options.migrate.color, process.env);
  process.stdout.write(
    options.json ? renderCanaryJson(report, redactor) : renderCanary(report, { color, width: 80, redactor }),
  );
  return outcome && outcome.failed.length > 0 ? 2 : 0;
}

async function planned(root: string, { migrate, salt }: CanaryCliOptions, redactor: Redactor): Promise<CanaryPlan> {
  // Two arms, of which one is OpenAI's.
  const from = serviceOf('openai');
  if (migrate.profile.id === from.profile.id)
    throw new Failure('usage', 'canary leads from OpenAI to another profile.');
  const { plan, repository } = await planIn({ root, selection: [] }, { ...migrate, from }, redactor);
  return planCanary(plan, repository, { ...migrate, from, progress: undefined, salt });
}
