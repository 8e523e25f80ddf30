import type { Repository } from '../../discover/repository.js';
import type { Plan } from '../../plan/plan.js';
import { push } from '../../push.js';
import { packageOf } from '../module-form.js';
import { type CanaryPlan, NOTHING } from './canary-plan.js';
import type { CanaryOptions } from './module-text.js';
import { planGroup } from './plan-group.js';
import { leftClient } from './reasons.js';
import { type Routable, routableOf } from './routable.js';
import { salted } from './salted.js';

/** Plans modules for the clients that a migration would move, one for each package, and the way of their calls through those. */
export function planCanary(plan: Plan, repository: Repository, options: CanaryOptions): CanaryPlan {
  const groups = new Map<string, Routable[]>();
  const parts: CanaryPlan[] = [];
  for (const unit of plan.units) {
    if (unit.verdict !== 'migrate' || unit.isTest) continue;
    const found = routableOf(unit, repository);
    if ('code' in found) parts.push({ ...NOTHING, left: [leftClient(unit.id, found.code, found.detail)] });
    else if (found.calls.length > 0) {
      const key = `${found.sdk.language} ${packageOf(unit.model.path, found.sdk.language, repository)}`;
      push(groups, key, found);
    }
  }
  parts.push(...[...groups.values()].map((group) => planGroup(group, repository, options)));
  const planned = new Set(parts.flatMap(({ modules }) => modules.map(({ path }) => path)));
  parts.push(...salted(repository, options, planned));
  const by =
    <T>(keyOf: (one: T) => string) =>
    (a: T, b: T) =>
      keyOf(a).localeCompare(keyOf(b), 'en', { numeric: true });
  return {
    modules: parts.flatMap(({ modules }) => modules).sort(by(({ path }) => path)),
    calls: parts.flatMap(({ calls }) => calls).sort(by(({ file, line }) => `${file} ${line}`)),
    left: parts.flatMap(({ left }) => left).sort(by(({ unit }) => unit)),
    changes: parts.flatMap(({ changes }) => changes).sort(by(({ path }) => path)),
  };
}
