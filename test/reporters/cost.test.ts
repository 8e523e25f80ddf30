import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renderClaimsHtml, renderCostHtml } from '../../src/reporters/cost/html.js';
import { renderCostMarkdown } from '../../src/reporters/cost/markdown.js';
import { renderCostPretty } from '../../src/reporters/cost/pretty.js';
import { abridged, change, money } from '../../src/reporters/cost/words.js';
import { costReportOf } from './cost-reports.js';

const HOSTILE = '</style><script>x</script>"onload="x';

describe('amounts in words', () => {
  it.each([
    [0, '0.00'],
    [3.15, '3.15'],
    [1234.5, '1,234.50'],
    [0.005, '0.005'],
    [0.000002, '0.000002'],
    [0.3, '0.30'],
    [1e9, '1,000,000,000.00'],
  ])('%d', (amount, text) => {
    expect(money(amount)).toBe(text);
  });

  it.each([
    [91, 91, '91\u00a0% less'],
    [-12.5, -12.5, '12.5\u00a0% more'],
    [0, 0, 'the same'],
    [0, 91, '0\u00a0% to 91\u00a0% less'],
    [-50, -10, '10\u00a0% to 50\u00a0% more'],
    [-50, 91, '50\u00a0% more to 91\u00a0% less'],
  ])('%d to %d', (least, most, text) => {
    expect(change({ least, most })).toBe(text);
  });

  it('leave out what nobody reads of a long address', () => {
    expect(abridged('see https://a.example/b/c-2026.html; or d')).toBe('see https://a.example/b/c-2026.html; or d');
    expect(abridged(`at a.example/${'long-'.repeat(12)}2026-04-12.html.`)).toMatch(/^at a\.example\/long-lon…\S{20}$/);
  });
});

describe('the bill for people', () => {
  const said = (bill: Parameters<typeof costReportOf>[0]) =>
    renderCostPretty(costReportOf(bill), { color: false, width: 100 });

  it('says what is partial, what was billed, what nobody can tell', () => {
    const text = said({});
    expect(text).toContain('55.00 before, 8.15 to 23.15 after: 57.9\u00a0% to 85.2\u00a0% less.');
    expect(text).toContain('The total is partial: 1 row without a price is not in it (gpt-5 (batch)).');
    expect(text).toContain('By the export itself, 60.00 were billed in 30 days.');
    expect(text).toContain('From 2025-11-01 to 2025-11-07. Tokens of 7 days, times 30/7.');
    expect(text).toContain('OpenAI has ended gpt-4.1 on 2026-10-23.');
    expect(text).toContain('1 place moves, 1 place needs a hand before it moves: src/chat.ts:4, A.java:1');
  });

  it('claims no saving without usage', () => {
    const text = said({ bill: undefined });
    expect(text).toContain('no saving is claimed');
    expect(text).not.toMatch(/% (?:less|more)/);
  });
});

describe('the page', () => {
  it('loads nothing, runs nothing, and makes no markup of what files say', () => {
    const report = costReportOf();
    const [row] = report.models;
    const rows = (report.bill?.rows ?? []).map((one) => ({ ...one, model: HOSTILE, notes: [HOSTILE] }));
    const page = renderCostHtml(
      {
        ...report,
        models: row
          ? [{ ...row, model: HOSTILE, places: row.places.map((place) => ({ ...place, file: HOSTILE })) }]
          : [],
        bill: report.bill && { ...report.bill, rows },
        unknown: [{ file: HOSTILE, line: 1, column: 1, fate: 'moves', variables: [HOSTILE] }],
      },
      {},
    );
    for (const one of [page, renderClaimsHtml({})]) {
      const style = /<style>([\s\S]*?)<\/style>/.exec(one)?.[1] ?? '';
      const hash = createHash('sha256').update(style).digest('base64');
      expect(one).toContain(
        `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
      );
      expect(one).not.toMatch(/<script|src=|href="(?!#)|@import|url\(|style="|onload="/);
    }
  });

  it('has the numbers of the chart as words, and as a table', () => {
    const page = renderCostHtml(costReportOf(), {});
    expect(page).toContain(
      'aria-label="US dollars in 30 days. gpt-4.1: 35.00 before, 3.15 after. gpt-4o: 20.00 before, 5.00 to 20.00 after. In all: 55.00 before, 8.15 to 23.15 after"',
    );
    expect(page).toContain('<td class="r">35.00</td><td class="r">3.15</td><td class="r">91\u00a0% less</td>');
    const bars = [...page.matchAll(/<rect class="(\w+)" x="[\d.]+" y="[\d.]+" width="([\d.]+)"/g)].map(
      ([, kind, width]) => [kind, Number(width)],
    );
    // 380 columns for 55 dollars.
    const wide = (dollars: number) => Number(((380 * dollars) / 55).toFixed(1));
    expect(bars).toEqual([
      ['stay', wide(35)],
      ['go', wide(3.15)],
      ['stay', wide(20)],
      ['go', wide(5)],
      ['wait', wide(15)],
      ['stay', wide(55)],
      ['go', wide(8.15)],
      ['wait', wide(15)],
    ]);
  });

  it('draws nothing where nothing is known, and no bar where all is free', () => {
    const report = costReportOf();
    const bill = report.bill && {
      ...report.bill,
      rows: report.bill.rows.slice(2),
      total: undefined,
      saving: undefined,
    };
    expect(renderCostHtml({ ...report, bill }, {})).not.toContain('<svg');
    const free = { before: 0, after: { least: 0, most: 0 } };
    const [row] = report.bill?.rows ?? [];
    const none = report.bill && row && { ...report.bill, rows: [{ ...row, ...free }], total: free, saving: undefined };
    const page = renderCostHtml({ ...report, bill: none || undefined }, {});
    expect(page).toContain('<svg');
    expect(page).not.toMatch(/<rect|NaN|Infinity/);
  });
});

describe('Markdown', () => {
  it('keeps the text of files in its cells', () => {
    const report = costReportOf();
    const rows = (report.bill?.rows ?? []).map((one) => ({ ...one, model: '| `=1+1` |', notes: ['<b> | [a](b)'] }));
    const text = renderCostMarkdown({ ...report, bill: report.bill && { ...report.bill, rows } }, {});
    expect(text).toContain('| `` \\| `=1+1` \\| `` |');
    expect(text).not.toMatch(/<b>|\[a\]\(b\)/);
  });
});
