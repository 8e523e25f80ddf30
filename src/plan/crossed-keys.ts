import { staysThere } from '../catalog/service.js';
import { writtenNames } from './assess.js';
import { note } from './finding.js';
import type { Finding, PlanOptions, Unit } from './types.js';
import { isFixed } from './variable-names.js';
import type { Variables } from './variables.js';

/** A half-moved client has sent one company's key to the other: that the rewrite mends it does not make the key a secret again. */
export function crossedKeys(
  { id, model, span, apiKey, sdk, isAtTarget }: Unit,
  variables: Variables,
  options: PlanOptions,
): Finding[] {
  if (staysThere(options)) return [];
  const { from, profile } = options;
  const isImplicit = apiKey.isMissing || apiKey.absent.length > 0;
  const names = [...writtenNames(apiKey.origins), ...(isImplicit ? (sdk?.environment.apiKey ?? []) : [])];
  // A name that cannot change says nothing of whose key it holds.
  const mayChange = (name: string) => !isFixed(name, variables.find(name, model.path)?.sites ?? [], options);
  const isCrossed = (name: string) =>
    isAtTarget ? from.names(name) && mayChange(name) : name === profile.variables.apiKey;
  const [crossed] = names;
  // With keys of both, which goes where is decided when the app runs.
  if (crossed === undefined || !names.every(isCrossed)) return [];
  return [note('leaked-key', model.path, span, 'review', isAtTarget ? 'old-key-sent' : 'new-key-sent', crossed, id)];
}
