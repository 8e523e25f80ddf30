import type { CostReport } from '../../src/cost/cost-report.js';

const AMOUNT = { least: 3.15, most: 3.15 };

/** What `cost` finds, with something of each kind in it. */
export function costReportOf(some: Partial<CostReport> = {}): CostReport {
  return {
    from: { profile: 'openai', title: 'OpenAI' },
    target: { profile: 'holysheep', title: 'HolySheep AI', model: 'deepseek-v3.2' },
    currency: 'USD',
    pricePer: 1_000_000,
    prices: { from: { asOf: '2026-08-06', sources: ['a table'] }, target: { asOf: '2026-11-23' } },
    models: [
      {
        model: 'gpt-4.1',
        kind: 'chat',
        price: { input: 2, cachedInput: 0.5, output: 8, source: 'a table' },
        contextTokens: 1_047_576,
        outputTokens: 32_768,
        shutdown: { date: '2026-10-23', hasEnded: true },
        places: [
          { file: 'src/chat.ts', line: 4, column: 3, fate: 'moves', to: 'deepseek-v3.2' },
          { file: 'A.java', line: 1, column: 1, fate: 'review' },
        ],
        targets: [
          { model: 'deepseek-v3.2', price: { input: 0.28, output: 0.42, source: 'a claim' }, contextTokens: 131_072 },
        ],
        warnings: ['gpt-4.1 takes more.'],
      },
    ],
    unknown: [{ file: 'b.ts', line: 2, column: 1, fate: 'moves', variables: ['CHAT_MODEL'] }],
    bill: {
      period: { start: '2025-11-01', end: '2025-11-07', days: 7 },
      normalised: 'Tokens of 7 days, times 30/7.',
      rows: [
        {
          model: 'gpt-4.1',
          inputTokens: 7_500_000,
          cachedTokens: 0,
          outputTokens: 2_500_000,
          fate: 'moves',
          targets: ['deepseek-v3.2'],
          before: 35,
          after: AMOUNT,
          saving: { least: 91, most: 91 },
          notes: ['A note.'],
        },
        {
          model: 'gpt-4o',
          inputTokens: 9,
          cachedTokens: 0,
          outputTokens: 9,
          fate: 'partly',
          targets: ['deepseek-v3.2'],
          before: 20,
          after: { least: 5, most: 20 },
          saving: { least: 0, most: 75 },
          notes: [],
        },
        {
          model: 'gpt-5',
          tier: 'batch',
          inputTokens: 9,
          cachedTokens: 0,
          outputTokens: 9,
          fate: 'stays',
          targets: [],
          notes: ['Batches stay on OpenAI.'],
        },
      ],
      total: { before: 55, after: { least: 8.15, most: 23.15 } },
      saving: { least: 57.9, most: 85.2 },
      isPartial: true,
      billed: 60,
      notes: ['Tokens are as OpenAI counted them.'],
    },
    ...some,
  };
}
