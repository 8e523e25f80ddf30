import type { RunOptions } from '../run.js';
import type { Plan } from './plan.js';
import type { Finding } from './types.js';

/** A `.env` that git ignores is reported, and written only when asked for. */
export function withheld(
  plan: Plan,
  ignored: ReadonlySet<string>,
  options: Pick<RunOptions, 'envFiles'>,
): readonly Finding[] {
  if (options.envFiles || ignored.size === 0) return plan.findings;
  for (const finding of plan.findings)
    if (finding.action === 'rewrite' && ignored.has(finding.path)) {
      finding.action = 'review';
      finding.reason = 'ignored-file';
      finding.message = `${finding.message} Git ignores this file: do it by hand, or pass --env-files.`;
      finding.edits = [];
    }
  return plan.findings;
}
