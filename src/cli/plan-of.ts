import type { Plan } from '../plan/plan.js';
import type { Redactor } from '../redact.js';
import type { Report } from '../report.js';
import { run } from '../run.js';
import type { MigrateOptions } from './options.js';
import { type Root, rootOf } from './root-of.js';

/** What a migration of the repository would do, or has left; nothing is written. */
export async function planOf(
  { migrate, directory }: { migrate: MigrateOptions; directory?: string },
  redactor: Redactor,
  seen?: (text: string, path: string) => void,
): Promise<{ plan: Plan; report: Report } & Root> {
  const { root, selection } = await rootOf(directory === undefined ? [] : [directory]);
  let plan: Plan | undefined;
  const report = await run({
    ...migrate,
    progress: undefined,
    root,
    selection,
    write: false,
    userTransforms: [],
    seen: (text, path) => {
      redactor.learn(text, path);
      seen?.(text, path);
    },
    planned: (one) => {
      plan = one;
    },
  });
  if (!plan) throw new Error('no plan was told');
  return { plan, report, root, selection };
}
