import type { Ignored } from '../ignore/ignored.js';
import type { Ignores } from '../ignore/ignores.js';
import { type ReasonCode, sentence } from './reasons.js';
import type { Finding } from './types.js';

/** What speaks of a key that has leaked is silenced by a comment that says why, and by nothing else. */
const OF_KEYS = new Set<ReasonCode>(['leaked-key', 'old-key-sent', 'new-key-sent']);

/** A finding about something that is to stay as it is: nothing is left to do. A rewrite that goes on elsewhere stays one. */
export function orIgnored(finding: Finding, ignores: Ignores): Finding {
  if (finding.ignored || (finding.edits && finding.edits.length > 0)) return finding;
  const ignored = ignores.at(finding.path, finding);
  if (!ignored || (OF_KEYS.has(finding.reason) && ignored.reason === undefined)) return finding;
  return asIgnored(finding, ignored, ignores);
}

export function asIgnored(finding: Finding, ignored: Ignored, ignores: Ignores): Finding {
  const message = sentence('ignored', ignores.use(ignored));
  return { ...finding, action: 'keep', reason: 'ignored', message, severity: 'note', edits: [], ignored };
}
