import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import { PROFILES, type Profile } from '../../src/catalog/profile.js';
import { serviceOf } from '../../src/catalog/service.js';
import { targetOf } from '../../src/catalog/target.js';
import { billOf } from '../../src/cost/bill.js';
import type { ModelRow, Place, Price } from '../../src/cost/cost-report.js';
import { modelRows } from '../../src/cost/model-rows.js';
import { parseFigures } from '../../src/cost/parse-usage.js';
import type { OwnPrices } from '../../src/cost/prices.js';
import type { Usage, UsageRow } from '../../src/cost/usage.js';
import type { PlanOptions } from '../../src/plan/types.js';

const HOLYSHEEP = PROFILES.holysheep as Profile;
const NO_PRICES: OwnPrices = new Map();
const DAY = 86_400;

function optionsFor(profile: Profile, modelMap: PlanOptions['modelMap'] = []): PlanOptions {
  return { from: serviceOf('openai'), profile: targetOf(profile), env: 'rename', modelMap, responses: 'keep' };
}

/** A model that is asked for at so many places, with what becomes of each. */
function asked(model: string, ...places: [fate: Place['fate'], to?: string][]): ModelRow[] {
  const uses = places.map(([fate, to], index) => ({
    model,
    file: 'a.ts',
    line: index + 1,
    column: 1,
    fate,
    ...(to && { to }),
  }));
  return modelRows(uses, optionsFor(HOLYSHEEP), NO_PRICES);
}

function bill(
  usage: string | Usage,
  models: ModelRow[],
  {
    profile = HOLYSHEEP,
    own = NO_PRICES,
    modelMap,
  }: { profile?: Profile; own?: OwnPrices; modelMap?: PlanOptions['modelMap'] } = {},
) {
  const usages = [typeof usage === 'string' ? parseFigures(usage) : usage];
  return billOf(usages, { models, unknown: [], options: optionsFor(profile, modelMap), own });
}

function prices(service: string, model: string, price: Omit<Price, 'source'>): OwnPrices {
  return new Map([[service, new Map([[model, { ...price, source: 'a contract' }]])]]);
}

function exported(rows: Partial<UsageRow>[], days: number): Usage {
  const none = { input: new Big(0), cached: new Big(0), output: new Big(0) };
  return {
    rows: rows.map((row) => ({ tokens: none, unpriced: new Set<string>(), ...row })),
    period: { start: 1_761_955_200, end: 1_761_955_200 + days * DAY },
    hasMore: false,
  };
}

const MOVING = asked('gpt-4.1', ['moves', 'deepseek-v3.2']);

describe('the article’s own example: 10M tokens of gpt-4.1', () => {
  it('is 95 % less where all tokens are answers, as it counts', () => {
    // 10 × 8.00 and 10 × 0.42: 1 - 4.2/80 = 94.75 %.
    expect(bill('in=0,out=10M,model=gpt-4.1', MOVING)).toMatchObject({
      total: { before: 80, after: { least: 4.2, most: 4.2 } },
      saving: { least: 94.8, most: 94.8 },
    });
  });

  it('is 91 % less with three tokens read for one written', () => {
    // 7.5 × 2 + 2.5 × 8 = 35; 7.5 × 0.28 + 2.5 × 0.42 = 3.15.
    expect(bill('in=7.5M,out=2.5M,model=gpt-4.1', MOVING)).toMatchObject({
      total: { before: 35, after: { least: 3.15, most: 3.15 } },
      saving: { least: 91, most: 91 },
      isPartial: false,
    });
  });
});

describe('cached input', () => {
  it('has its own price before, and counts as input where that of the gateway is unknown', () => {
    // (1M - 0.4M) × 2 + 0.4M × 0.50 + 1M × 8 = 9.40; 1M × 0.28 + 1M × 0.42 = 0.70.
    const { rows } = bill('in=1M,cached=400k,out=1M,model=gpt-4.1', MOVING);
    expect(rows[0]).toMatchObject({ before: 9.4, after: { least: 0.7, most: 0.7 }, cachedTokens: 400_000 });
    expect(rows[0]?.notes.join()).toContain('at most this');
  });

  it('has its own price after, where that is known', () => {
    const own = prices('holysheep', 'deepseek-v3.2', { input: 0.28, cachedInput: 0.028, output: 0.42 });
    const { rows, notes } = bill('in=1M,cached=400k,out=1M,model=gpt-4.1', MOVING, { own });
    // 0.6 × 0.28 + 0.4 × 0.028 + 0.42 = 0.5992.
    expect(rows[0]?.after).toEqual({ least: 0.5992, most: 0.5992 });
    expect(rows[0]?.notes).toEqual([]);
    expect(notes.join()).toContain('what another service caches');
  });

  it('that was billed is not guessed', () => {
    const own = prices('openai', 'gpt-4.1', { input: 2, output: 8 });
    const { rows, total } = bill('in=1M,cached=400k,out=1M,model=gpt-4.1', MOVING, { own });
    expect([rows[0]?.before, total]).toEqual([undefined, undefined]);
    expect(rows[0]?.notes.join()).toContain('The price of cached input at OpenAI is unknown.');
  });
});

describe('what is not known', () => {
  it('has no figure: the profile without prices', () => {
    const profile = PROFILES.deepseek as Profile;
    const models = modelRows(
      [{ model: 'gpt-4.1', file: 'a.ts', line: 1, column: 1, fate: 'moves', to: 'deepseek-v4-flash' }],
      optionsFor(profile),
      NO_PRICES,
    );
    const one = bill('in=1M,out=1M,model=gpt-4.1', models, { profile });
    expect(one).toMatchObject({
      isPartial: true,
      rows: [{ before: 10, notes: ['The price of input and output at DeepSeek is unknown.'] }],
    });
    expect([one.total, one.saving, one.rows[0]?.after]).toEqual([undefined, undefined, undefined]);
  });

  it('makes a total partial, and is in neither half of it', () => {
    const tokens = { input: new Big(1e6), cached: new Big(0), output: new Big(0) };
    const usage = exported(
      [
        { model: 'gpt-4.1', tokens },
        { model: 'gpt-5.6-cyber', tokens },
      ],
      30,
    );
    const one = bill(usage, [...MOVING, ...asked('gpt-5.6-cyber', ['moves', 'deepseek-v3.2'])]);
    expect(one).toMatchObject({ isPartial: true, total: { before: 2, after: { least: 0.28, most: 0.28 } } });
    expect(one.rows.map(({ model, before }) => [model, before])).toEqual([
      ['gpt-4.1', 2],
      ['gpt-5.6-cyber', undefined],
    ]);
  });

  it('of batches, tiers, sounds and models without a name', () => {
    const tokens = { input: new Big(1e6), cached: new Big(0), output: new Big(0) };
    const usage = exported(
      [
        { model: 'gpt-4.1', tokens, tier: 'batch' },
        { model: 'gpt-4.1', tokens, tier: 'flex' },
        { model: 'gpt-4o', tokens, unpriced: new Set(['audio tokens']) },
        { tokens },
      ],
      30,
    );
    const { rows, total } = bill(usage, [...MOVING, ...asked('gpt-4o', ['moves', 'deepseek-v3.2'])]);
    expect(total).toBeUndefined();
    expect(
      rows.map(({ model, tier, fate, before, after }) => [model, tier, fate, before, after?.least]).sort(),
    ).toEqual([
      ['', undefined, 'stays', undefined, undefined],
      ['gpt-4.1', 'batch', 'stays', undefined, undefined],
      ['gpt-4.1', 'flex', 'moves', undefined, 0.28],
      ['gpt-4o', undefined, 'moves', undefined, undefined],
    ]);
  });

  it('is a range where only some of the calls move', () => {
    const models = asked('gpt-4.1', ['moves', 'deepseek-v3.2'], ['review']);
    expect(bill('in=7.5M,out=2.5M,model=gpt-4.1', models)).toMatchObject({
      rows: [{ fate: 'partly' }],
      total: { before: 35, after: { least: 3.15, most: 35 } },
      saving: { least: 0, most: 91 },
    });
  });

  it('is a range where the repository does not name the model', () => {
    expect(bill('in=7.5M,out=2.5M,model=gpt-4.1', [])).toMatchObject({
      rows: [{ fate: 'not-found', after: { least: 3.15, most: 35 } }],
    });
  });
});

describe('what becomes of a model', () => {
  it('an export names the snapshot that code does not, but two snapshots are two models', () => {
    const fate = (model: string, models: ModelRow[]) => bill(`in=1,model=${model}`, models).rows[0]?.fate;
    expect(fate('gpt-4.1-2025-04-14', MOVING)).toBe('moves');
    expect(fate('gpt-4o-2024-11-20', asked('gpt-4o-2024-08-06', ['moves', 'deepseek-v3.2']))).toBe('not-found');
    expect(fate('gpt-3.5-turbo-0125', asked('gpt-3.5-turbo', ['moves', 'deepseek-v3.2']))).toBe('moves');
    expect(fate('gpt-4.1-mini', MOVING)).toBe('not-found');
  });

  it('of another kind stays, and costs the same', () => {
    const models = asked('text-embedding-3-small', ['stays']);
    expect(bill('in=100M,model=text-embedding-3-small', models)).toMatchObject({
      rows: [{ fate: 'stays', before: 2, after: { least: 2, most: 2 } }],
      saving: { least: 0, most: 0 },
    });
    expect(bill('in=1,model=text-embedding-3-small', []).rows[0]?.fate).toBe('stays');
  });

  it('goes to several models: between the cheaper and the dearer', () => {
    const models = asked('gpt-4o', ['moves', 'deepseek-v3.2'], ['moves', 'gpt-4.1']);
    expect(bill('in=1M,out=0,model=gpt-4o', models).rows[0]).toMatchObject({
      fate: 'moves',
      before: 2.5,
      after: { least: 0.28, most: 2 },
    });
  });

  it('may cost more', () => {
    // gpt-4o-mini: 0.15 + 0.60 = 0.75; gpt-4.1: 2 + 8 = 10: 1,233.3 % more.
    const models = asked('gpt-4o-mini', ['moves', 'gpt-4.1']);
    expect(bill('in=1M,out=1M,model=gpt-4o-mini', models)).toMatchObject({
      total: { before: 0.75, after: { least: 10, most: 10 } },
      saving: { least: -1233.3, most: -1233.3 },
    });
  });
});

describe('30 days', () => {
  const tokens = { input: new Big(700_000), cached: new Big(0), output: new Big(7) };

  it('tokens of a week are times 30/7, and cost so', () => {
    const one = bill(exported([{ model: 'gpt-4.1', tokens }], 7), MOVING);
    // 3,000,000 × 2 + 30 × 8 / 1M.
    expect(one).toMatchObject({
      period: { start: '2025-11-01', end: '2025-11-07', days: 7 },
      normalised: 'Tokens of 7 days, times 30/7.',
      rows: [{ inputTokens: 3_000_000, outputTokens: 30, before: 6.00024 }],
    });
  });

  it('exports of the same days are one period, and days that none covers do not count', () => {
    const at = (start: number, end: number): Usage => ({
      ...exported([{ model: 'gpt-4.1', tokens }], 1),
      period: { start: 1_761_955_200 + start * DAY, end: 1_761_955_200 + end * DAY },
    });
    const daysOf = (...usages: Usage[]) =>
      billOf(usages, { models: MOVING, unknown: [], options: optionsFor(HOLYSHEEP), own: NO_PRICES }).period?.days;
    expect(daysOf(at(0, 7), at(0, 7))).toBe(7);
    expect(daysOf(at(7, 14), at(0, 7))).toBe(14);
    expect(daysOf(at(0, 7), at(20, 23))).toBe(10);
    expect(daysOf(at(0, 10), at(2, 3))).toBe(10);
  });

  it('figures count as a month’s, beside exports too', () => {
    const usages = [exported([{ model: 'gpt-4.1', tokens }], 15), parseFigures('in=600k,out=0,model=gpt-4.1')];
    const { rows, normalised } = billOf(usages, {
      models: MOVING,
      unknown: [],
      options: optionsFor(HOLYSHEEP),
      own: NO_PRICES,
    });
    expect(rows[0]?.inputTokens).toBe(2_000_000);
    expect(normalised).toBe('Tokens of 15 days, times 30/15. Figures without days count as those of 30 days.');
  });

  it('what was billed is brought to 30 days, and is no saving', () => {
    const usage: Usage = { rows: [], billed: new Big('6.3125'), period: { start: 0, end: 3 * DAY }, hasMore: false };
    const one = bill(usage, MOVING);
    expect(one).toMatchObject({ rows: [], billed: 63.125, isPartial: false });
    expect([one.total, one.saving]).toEqual([undefined, undefined]);
    expect(one.notes.join()).toContain('no tokens');
  });
});

describe('amounts', () => {
  it('have no digits of binary fractions', () => {
    // 0.1 + 0.2 of a price list: three models at 0.1 and 0.2.
    const own = prices('openai', 'gpt-4.1', { input: 0.1, output: 0.2 });
    const { total, rows } = bill('in=3M,out=3M,model=gpt-4.1', MOVING, { own });
    expect([total?.before, rows[0]?.before]).toEqual([0.9, 0.9]);
    expect(JSON.stringify(bill('in=1,out=0,model=gpt-4.1', MOVING).total)).toBe(
      '{"before":0.000002,"after":{"least":0,"most":0}}',
    );
  });
});

describe('figures', () => {
  const said = (text: string) => parseFigures(text).rows[0];

  it.each([
    ['in=1.5k', 1500],
    ['in=2M', 2_000_000],
    ['in=0.25m', 250_000],
    ['in=1b', 1_000_000_000],
    ['in=12', 12],
  ])('%s', (text, count) => {
    expect(Number(said(text)?.tokens.input)).toBe(count);
  });

  it.each([
    'in=',
    'in=1.5',
    'in=-1',
    'in=1e6',
    'in=1kk',
    'in=1,in=2',
    'out=1,size=2',
    'model=gpt-4o',
    'in=1,cached=2',
    'in=1,model=a b',
    'in=9999999b',
    'in=1,,out=2',
  ])('%s is refused', (text) => {
    expect(() => parseFigures(text)).toThrow();
  });
});
