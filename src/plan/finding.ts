import type { Span } from '../ir.js';
import { type ReasonCode, sentence } from './reasons.js';
import type { Action, Finding, Severity } from './types.js';

/** A finding that changes nothing. */
export function note(
  id: string,
  path: string,
  span: Span,
  action: Exclude<Action, 'rewrite'>,
  reason: ReasonCode,
  detail = '',
  unit?: string,
): Finding {
  const severity: Severity = reason === 'leaked-key' ? 'error' : action === 'review' ? 'warning' : 'note';
  return {
    id,
    path,
    start: span.start,
    end: span.end,
    action,
    reason,
    message: sentence(reason, detail),
    severity,
    unit,
  };
}
