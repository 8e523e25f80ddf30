import type { ReasonCode } from './reasons.js';
import type { Unit } from './types.js';

/** Reasons to keep that say: this is not about OpenAI's endpoint, so OpenAI's key is of no use to it. */
const NOT_OPENAI = new Set<ReasonCode>([
  'azure',
  'other-provider',
  'other-host',
  'already-moved',
  'withdrawn',
  'test',
  'fake-key',
]);

/** Whether something that does not move still talks to OpenAI, and so needs its names and values as they are. */
export function needsOpenai(unit: Unit): boolean {
  if (unit.verdict === 'migrate' || unit.isTest) return false;
  return !unit.reasons.every((reason) => NOT_OPENAI.has(reason.code));
}
