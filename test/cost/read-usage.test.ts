import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readUsage } from '../../src/cost/read-usage.js';
import type { Usage } from '../../src/cost/usage.js';
import { temporaryDirectory } from '../temporary.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures/cost');

/** Model, tier, input, cached, output. */
function said({ rows }: Usage) {
  return rows.map(({ model, tier, tokens: { input, cached, output } }) =>
    [model, ...(tier === undefined ? [] : [tier]), input, cached, output].join(' '),
  );
}

function days({ period }: Usage) {
  return period && [period.start, period.end].map((time) => new Date(time * 1000).toISOString().slice(0, 10));
}

const read = (name: string) => readUsage(join(FIXTURES, name));
const written = (content: string | Buffer) => readUsage(join(temporaryDirectory({ usage: content }), 'usage'));

describe('an export of usage', () => {
  it('as JSON of the Usage API: days without use count as days, batches are told apart', () => {
    const usage = read('completions.json');
    expect(said(usage)).toEqual(['gpt-4o-2024-08-06 1500000 500000 300000', 'gpt-4o-2024-08-06 batch 300000 0 100000']);
    expect(days(usage)).toEqual(['2025-11-01', '2025-11-04']);
    expect(usage.hasMore).toBe(false);
  });

  it('of an endpoint that gives no answers in tokens', () => {
    expect(said(read('embeddings.json'))).toEqual(['text-embedding-3-small 3000000 0 0']);
  });

  it('as the older /v1/usage has it: a time without an end is about its day', () => {
    const usage = read('legacy.json');
    expect(said(usage)).toEqual(['gpt-3.5-turbo-0125 1500000 0 500000']);
    expect(days(usage)).toEqual(['2024-05-01', '2024-05-02']);
  });

  it.each(['dashboard.csv', 'dashboard-bom-crlf.csv', 'dashboard-semicolon.csv'])(
    'as CSV of the dashboard: %s',
    (name) => {
      const usage = read(name);
      expect(said(usage)).toEqual(['gpt-4.1-2025-04-14 9000000 0 3000000', 'o3-2025-04-16 10000 0 20000']);
      expect(days(usage)).toEqual(['2025-11-01', '2025-11-11']);
    },
  );

  it('as a spreadsheet writes Unicode: UTF-16 with tabs', () => {
    const text = '\ufeffmodel\tinput_tokens\toutput_tokens\r\ngpt-4o\t5\t6\r\n';
    expect(said(written(Buffer.from(text, 'utf16le')))).toEqual(['gpt-4o 5 0 6']);
    expect(said(written(Buffer.from(text, 'utf16le').swap16()))).toEqual(['gpt-4o 5 0 6']);
  });

  it('of costs, in both forms', () => {
    for (const [name, amount] of [
      ['costs.json', '6.3125'],
      ['costs.csv', '1'],
    ] as const) {
      const usage = read(name);
      expect([usage.rows, usage.billed?.toString()]).toEqual([[], amount]);
      expect(days(usage)).toEqual(['2025-11-01', '2025-11-04']);
    }
  });

  it('with several pages in one list: the last one says whether more is missing', () => {
    const page = (hasMore: boolean) => ({
      object: 'page',
      data: [{ model: 'gpt-4o', input_tokens: 1 }],
      has_more: hasMore,
    });
    expect(said(written(JSON.stringify([page(true), page(false)])))).toEqual(['gpt-4o 2 0 0']);
    expect(written(JSON.stringify([page(true), page(false)])).hasMore).toBe(false);
    expect(written(JSON.stringify(page(true))).hasMore).toBe(true);
  });

  it('with what has prices of its own, or counts no tokens', () => {
    const unpriced = (fields: object) =>
      written(JSON.stringify({ data: [{ model: 'gpt-4o', input_tokens: 9, ...fields }] })).rows.map((row) => [
        ...row.unpriced,
      ]);
    expect(unpriced({ input_audio_tokens: 3 })).toEqual([['audio tokens']]);
    expect(unpriced({ output_image_tokens: 3, input_image_tokens: 2 })).toEqual([['image tokens']]);
    expect(unpriced({ input_cache_write_tokens: 3 })).toEqual([['tokens that are written to the cache']]);
    expect(unpriced({ input_audio_tokens: 0 })).toEqual([[]]);
    const images = { object: 'organization.usage.images.result', images: 4, model: 'dall-e-3' };
    expect(written(JSON.stringify({ data: [{ results: [images] }] })).rows[0]?.unpriced).toEqual(
      new Set(['what is not billed by tokens']),
    );
  });
});

describe('a figure is never guessed', () => {
  const csv = (cell: string) => `model,input_tokens,output_tokens\ngpt-4o,"${cell}",1\n`;

  it.each([
    ['1200', '1200'],
    ['1200.0', '1200'],
    ['59200.000', '59200'],
    ['1,200', '1200'],
    ['12,345,678', '12345678'],
    ['', '0'],
    [' 7 ', '7'],
  ])('%s is %s', (cell, count) => {
    expect(said(written(csv(cell)))).toEqual([`gpt-4o ${count} 0 1`]);
  });

  it.each(['1.200', '1,2', '12,34,567', '-5', '1.5', '1e6', '0x10', 'many', '=1+1', '1 000', '9'.repeat(16)])(
    '%s is refused, with its line, and not quoted',
    (cell) => {
      expect(() => written(csv(cell))).toThrow(/usage: line 2 has no whole number in input_tokens\.$/);
    },
  );

  it.each([
    ['more cached than read', { input_tokens: 1, input_cached_tokens: 2 }],
    ['an end before the beginning', { input_tokens: 1, start_time: 1762041600, end_time: 1761955200 }],
    ['milliseconds', { input_tokens: 1, start_time: 1761955200000 }],
    ['a name that is none', { input_tokens: 1, model: 'x'.repeat(201) }],
    ['no time', { input_tokens: 1, start_time: 'yesterday' }],
    ['a part of a token', { input_tokens: 1.5 }],
    ['a list', { input_tokens: [1] }],
    ['another currency', { amount: { value: 3, currency: 'eur' } }],
  ])('%s', (_, result) => {
    expect(() => written(JSON.stringify({ data: [{ results: [{ model: 'gpt-4o', ...result }] }] }))).toThrow(
      /usage: result 1 /,
    );
  });

  it.each([
    ['nothing', '', /is empty/],
    ['no fields that are known', 'name,size\na,1\n', /none of the fields/],
    ['other JSON', '{"hello": 1}', /none of the fields/],
    ['half a document', '{"data": [', /does not parse/],
    ['a quote that never ends', 'model,input_tokens\n"gpt-4o,1\n', /is no CSV/],
    ['more cells than names', 'model,input_tokens\ngpt-4o,1,2\n', /is no CSV/],
    ['a line without an end', `model,input_tokens\n${'x'.repeat(200_000)},1\n`, /is no CSV/],
    ['a column twice', 'model,input_tokens,input_tokens\na,1,2\n', /a column twice/],
    ['bytes that are no text', Buffer.from([0xc3, 0x28, 0x61]), /no text in UTF-8/],
    [
      'more models than there are',
      `model,input_tokens\n${Array.from({ length: 501 }, (_, i) => `m${i},1`).join('\n')}`,
      /more than 500 models/,
    ],
  ])('%s', (_, content, message) => {
    expect(() => written(content)).toThrow(message);
  });

  it('an object that would be something else', () => {
    const text = '{"data": [{"model": "__proto__", "input_tokens": 1, "__proto__": {"output_tokens": 9}}]}';
    expect(said(written(text))).toEqual(['__proto__ 1 0 0']);
    expect(said(written('__proto__,model,input_tokens\nx,constructor,2\n'))).toEqual(['constructor 2 0 0']);
  });

  it('a file beyond the limit', () => {
    const line = `gpt-4o,${'1'.padEnd(15, '0')}\n`;
    expect(() => written(`model,input_tokens\n${line.repeat(67_200_000 / line.length)}`)).toThrow(/more than 64 MiB/);
  });
});
