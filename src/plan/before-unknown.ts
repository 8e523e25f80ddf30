import { note } from './finding.js';
import type { Finding, PlanOptions, Unit } from './types.js';

/**
 * A way back that no kept run knows: which options were left to the SDK's defaults, which model was asked and which parameters
 * were given is not to be seen any more. What the unit has now is right for the service, and need not be what it was.
 */
export function beforeUnknown({ id, model, span }: Unit, { profile }: PlanOptions): Finding[] {
  return profile.isDefaultOfSdks ? [note('unit', model.path, span, 'keep', 'before-unknown', '', id)] : [];
}
