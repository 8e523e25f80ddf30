import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPrices } from '../../src/cost/read-prices.js';
import { temporaryDirectory } from '../temporary.js';

const written = (content: string) => readPrices(join(temporaryDirectory({ 'p.json': content }), 'p.json'));

describe('a file of own prices', () => {
  it('gives each price with its source and its day', () => {
    const text =
      '\ufeff{"asOf":"2026-11-01","source":"our contract","prices":{"openai":{"gpt-4o":{"input":2,"output":0}}}}';
    const { asOf, prices } = written(text);
    const said = { source: 'our contract', asOf: '2026-11-01' };
    expect([asOf, prices.get('openai')?.get('gpt-4o')]).toEqual(['2026-11-01', { input: 2, output: 0, ...said }]);
  });

  it.each([
    ['{', 'it is no JSON'],
    ['[]', 'it must be an object'],
    ['{"prices":{}}', '"asOf" must say'],
    ['{"asOf":"2026-11-01","currency":"EUR","prices":{}}', 'USD only'],
    ['{"asOf":"2026-11-01","price":{}}', 'it has a key "price"'],
    ['{"asOf":"2026-11-01","prices":{"openia":{}}}', 'has a key "openia"'],
    ['{"asOf":"2026-11-01","prices":{"openai":{"gpt-4o":{"in":1}}}}', 'has a key "in"'],
    ['{"asOf":"2026-11-01","prices":{"openai":{"gpt-4o":{"input":"1"}}}}', 'US dollars per million tokens'],
    ['{"asOf":"2026-11-01","prices":{"openai":{"gpt-4o":{"input":-1}}}}', 'US dollars per million tokens'],
    ['{"asOf":"2026-11-01","prices":{"openai":{"gpt-4o":{}}}}', 'has no price'],
    ['{"asOf":"2026-11-01","prices":{"__proto__":{"gpt-4o":{"input":1}}}}', 'has a key "__proto__"'],
    ['{"asOf":"2026-11-01","prices":{"openai":{"gpt-4o":{"input":1e7}}}}', 'US dollars per million tokens'],
  ])('%s is refused', (content, message) => {
    expect(() => written(content)).toThrow(message);
  });

  it('is no larger than it can be', () => {
    expect(() => written(' '.repeat(1024 * 1024 + 1))).toThrow('more than 1 MiB');
  });
});
