import { describe, expect, it } from 'vitest';
import type { ReasonCode } from '../src/plan/reasons.js';
import type { Action } from '../src/plan/types.js';
import { shutdownsOf } from '../src/shutdowns.js';

const TEXT = `ask({ model: 'gpt-4o' }); ask({ model: 'gpt-3.5-turbo' }); // text-embedding-3-small`;
const finding = (reason: ReasonCode, start = 0, end = TEXT.length, action: Action = 'keep') => ({
  path: 'a.js',
  reason,
  start,
  end,
  action,
});
const shutdowns = (...findings: ReturnType<typeof finding>[]) => shutdownsOf(findings, () => TEXT);

describe('what OpenAI ends', () => {
  it('is told of models that are asked for, by date', () => {
    expect(shutdowns(finding('moved'))).toEqual([
      { model: 'gpt-3.5-turbo', date: '2026-10-23', places: 1, staying: 1, hasEnded: true },
      { model: 'gpt-4o', date: '2027-01-14', places: 1, staying: 1, hasEnded: false },
    ]);
  });

  it('counts a place once, whatever is said of it', () => {
    const at = TEXT.indexOf('gpt-4o');
    const [one, ...more] = shutdowns(finding('model-mapped', at, at + 6, 'rewrite'), finding('unit-review', 0, at + 8));
    expect([one?.model, one?.places, one?.staying, more]).toEqual(['gpt-4o', 1, 0, []]);
  });

  it.each(['azure', 'other-provider', 'test', 'documentation'] as const)('is not told of %s', (reason) => {
    expect(shutdowns(finding(reason))).toEqual([]);
  });
});
