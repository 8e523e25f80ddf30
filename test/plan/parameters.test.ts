import { describe, expect, test } from 'vitest';
import { ANSWERS, ENDPOINTS, LIMITS, PARAMETERS } from '../../src/catalog/capabilities.js';
import { fixturesOf, inputOf, migrate } from '../fixtures.js';

async function messagesOf(language: string, name: string): Promise<string[]> {
  const fixture = fixturesOf(language).find((one) => one.name === name);
  if (!fixture) throw new Error('The fixture is gone.');
  const { files, options } = inputOf(fixture);
  const { report } = await migrate(files, options);
  return report.findings.map(({ file, line, message }) => `${file}:${line} ${message}`);
}

describe('what is said of parameters', () => {
  test('a limit above the target’s, and a smaller context, with both figures and their source', async () => {
    const said = await messagesOf('python', 'parameters-everywhere');
    const source = /\(musistudio\/claude-code-router#895, Gitlawb\/openclaude#35\)/.source;
    expect(said).toContainEqual(
      expect.stringMatching(`^long\\.py:9 A limit of 100,000 tokens .* at most 8,192 ${source}`),
    );
    expect(said).toContainEqual(
      expect.stringMatching(`^long\\.py:9 gpt-4\\.1 takes 1,047,576 tokens, deepseek-v3\\.2 131,072 .*${source}`),
    );
  });

  test('a parameter that a client sends in several calls is told once, with all its lines', async () => {
    const said = (await messagesOf('python', 'parameters-everywhere')).filter((one) => one.startsWith('many.py'));
    const seeds = said.filter((one) => one.includes('seed'));
    expect(seeds).toEqual([expect.stringMatching(/^many\.py:7 .* Also at many\.py:11\.$/)]);
  });

  test('what is not known is said as not known', async () => {
    const said = await messagesOf('python', 'parameters-everywhere');
    expect(said).toContainEqual(expect.stringContaining('store: it is not known whether DeepSeek’s API takes it.'));
  });

  test('what a wrapper sends under another name, in its own words', async () => {
    const said = await messagesOf('python', 'parameters-everywhere');
    expect(said).toContainEqual(expect.stringMatching(/^chain\.py:3 .*extra_body=\{"max_tokens": …\}/));
  });
});

test('every row has what its action needs', () => {
  const rows = [...PARAMETERS, ...ANSWERS, ...LIMITS];
  expect(rows.filter(({ action, advice }) => action !== 'keep' && !advice)).toEqual([]);
  expect([...rows, ...ENDPOINTS].filter(({ why, source }) => !why || !source)).toEqual([]);
});
