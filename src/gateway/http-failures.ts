import type { Asked } from './answer-as-gateway.js';
import { type Answer, refusal } from './answers.js';

/** What a test can ask for: the status, and how an API that speaks OpenAI's protocol says so. */
const FAILURES: Readonly<Record<number, { message: string; code: string }>> = {
  401: { message: 'Invalid API key', code: 'invalid_api_key' },
  402: { message: 'Insufficient Balance', code: 'insufficient_balance' },
  403: { message: 'Access denied', code: 'access_denied' },
  404: { message: 'Not found', code: 'not_found' },
  429: { message: 'Rate limit reached', code: 'rate_limit_exceeded' },
  500: { message: 'Internal error', code: 'server_error' },
  503: { message: 'Service overloaded', code: 'service_unavailable' },
};

/** Failures that are asked for: `x-mock-status: 429`, or the model `mock-429`. */
export function askedFailure({ headers, body }: Pick<Asked, 'headers' | 'body'>): Answer | undefined {
  const status = Number(headers['x-mock-status'] ?? /^mock-(\d{3})$/.exec(String(body.model))?.[1]);
  const failure = FAILURES[status];
  if (!failure) return undefined;
  const answer = refusal(status, failure.message, failure.code);
  return status === 429 ? { ...answer, headers: { 'retry-after': '1' } } : answer;
}
