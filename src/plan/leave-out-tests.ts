import { isTestPath } from '../discover/file-kinds.js';
import type { SourceModel } from '../ir.js';
import { type Origin, only } from '../link/origins.js';
import { modelOrigins } from './moved-uses.js';
import type { Unit } from './types.js';

/**
 * What a test passes in, or does with a client of the application, is the test's own: it says nothing of what the
 * application sends, and no edit follows from it.
 */
export function leaveOutTests(unit: Unit): void {
  if (unit.isTest) return;
  const isOwn = (at: { model: SourceModel }) => !isTestPath(at.model.path);
  const own = (origins: Origin[]): Origin[] => {
    const rest = origins.filter((origin) => !('node' in origin) || isOwn(origin.node));
    // The application's own value is not known then, which is not the same as none.
    return rest.length === 0 && origins.length > 0 && unit.call ? [{ kind: 'unknown', node: unit.call }] : rest;
  };
  unit.givenByTests = [...unit.baseUrl.origins, ...modelOrigins(unit)].flatMap((origin) =>
    origin.kind === 'string' && !isOwn(origin.node) ? [origin.node] : [],
  );
  // A key that a test reads from the environment is no value of its own: it would be OpenAI's, and go to the gateway.
  const keysRead = only(unit.apiKey.origins, 'environment').filter(({ node }) => !isOwn(node));
  for (const setting of [unit.baseUrl, unit.apiKey, unit.ownModel, ...unit.organization]) {
    if (!setting) continue;
    setting.origins = own(setting.origins);
    setting.absent = setting.absent.filter(({ node }) => isOwn(node));
  }
  unit.apiKey.origins.push(...keysRead);
  unit.uses = unit.uses.filter(({ call }) => isOwn(call));
  for (const use of unit.uses) use.model = own(use.model);
  unit.unknownUses = unit.unknownUses.filter(({ call }) => isOwn(call));
  unit.others = unit.others.filter((reach) => {
    if (reach.kind === 'handed') return isOwn(reach.call);
    return !('node' in reach) || isOwn(reach.node);
  });
}
