import type { Repository } from '../discover/repository.js';
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
  const { plan, report } = await planIn({ root, selection }, migrate, redactor, seen);
  return { plan, report, root, selection };
}

/** The same of a root and the part of it that is looked at, with the repository that was planned over. */
export async function planIn(
  { root, selection }: Root,
  migrate: MigrateOptions,
  redactor: Redactor,
  seen?: (text: string, path: string) => void,
): Promise<{ plan: Plan; repository: Repository; report: Report }> {
  let told: { plan: Plan; repository: Repository } | undefined;
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
    planned: (plan, repository) => {
      told = { plan, repository };
    },
  });
  if (!told) throw new Error('no plan was told');
  return { ...told, report };
}
