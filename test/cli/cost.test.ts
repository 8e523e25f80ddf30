import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { CLAIMS } from '../../src/catalog/claims.js';
import type { CostReport, ModelRow } from '../../src/cost/cost-report.js';
import { schemaErrors } from '../cost/cost-schema.js';
import { temporaryDirectory, temporaryRepository } from '../temporary.js';
import { APP, runCli } from './run-cli.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures/cost');
const KEY = `sk-proj-${'A1b2C3d4'.repeat(6)}`;

/** What `cost --json` says; with what it prints besides. */
function cost(root: string, ...args: string[]) {
  const { code, stdout, stderr } = runCli(root, ['cost', '--json', ...args]);
  const document = JSON.parse(stdout) as CostReport & { error?: { code: string; message: string } };
  expect(schemaErrors(document)).toEqual([]);
  return { code, stderr, ...document };
}

/** Where models are asked for, and what becomes of each place. */
function told({ models }: { models: readonly ModelRow[] }) {
  return models.flatMap(({ model, places }) =>
    places.map(({ file, line, fate, to }) => `${model} ${file}:${line} ${fate}${to ? ` ${to}` : ''}`),
  );
}

describe('the models of a repository', () => {
  it('are those that something asks for, in each language, wherever they are written', () => {
    const root = temporaryRepository({
      'src/chat.ts': `import OpenAI from 'openai';
import { MODEL } from './model';
// gpt-4-turbo was used here before
const client = new OpenAI();
export const ask = () => client.chat.completions.create({ model: MODEL, messages: [{ role: 'user', content: 'Are you gpt-4?' }] });
export const other = () => client.chat.completions.create({ model: process.env.OPENAI_MODEL ?? 'gpt-4o-mini', messages: [] });
`,
      'src/model.ts': `export const MODEL = 'gpt-4.1';\n`,
      '.env.example': 'OPENAI_MODEL=gpt-4o\n',
      'app/ask.py': `from openai import OpenAI
client = OpenAI()
def ask(text):
    """Asks gpt-3.5-turbo."""
    return client.chat.completions.create(model="o3-mini", messages=[{"role": "user", "content": text}])
`,
      'app/embed.py': `from openai import OpenAI
client = OpenAI()
vector = client.embeddings.create(model="text-embedding-3-small", input="a")
`,
      'main.go': `package main

import (
	"context"
	"github.com/sashabaranov/go-openai"
)

func main() {
	client := openai.NewClient("key")
	client.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{Model: openai.GPT4o})
}
`,
      'go.mod': 'module example.com/app\n\nrequire github.com/sashabaranov/go-openai v1.41.2\n',
      'ask.sh': `curl https://api.openai.com/v1/chat/completions -H "Authorization: Bearer $OPENAI_API_KEY" -d '{"model": "gpt-4", "messages": []}'\n`,
      'A.java': 'class A { String model = "gpt-5"; }\n',
      'README.md': 'We use gpt-4-turbo.\n',
      'docs/history.md': '```\nmodel = "o1-preview"\n```\n',
      'test/chat.test.ts': `import OpenAI from 'openai';
const client = new OpenAI({ baseURL: 'http://localhost:1/v1' });
client.chat.completions.create({ model: 'gpt-4-0613', messages: [] });
`,
      'tokens.py': 'import tiktoken\nencoding = tiktoken.encoding_for_model("gpt-4-32k")\n',
    });
    expect(told(cost(root)).sort()).toEqual([
      'gpt-4 ask.sh:1 moves deepseek-v3.2',
      'gpt-4.1 src/model.ts:1 moves deepseek-v3.2',
      'gpt-4o .env.example:1 moves deepseek-v3.2',
      'gpt-4o main.go:10 moves deepseek-v3.2',
      'gpt-4o-mini src/chat.ts:6 moves deepseek-v3.2',
      'gpt-5 A.java:1 review deepseek-v3.2',
      'o3-mini app/ask.py:5 moves deepseek-v3.2',
      'text-embedding-3-small app/embed.py:3 stays',
    ]);
  });

  it('come with prices, dates and limits, beside those of the target; what shrinks is a warning', () => {
    const root = temporaryRepository({ 'a.js': APP.replace('gpt-4o', 'gpt-4.1') });
    const { models, currency, pricePer, bill, target } = cost(root);
    expect({ currency, pricePer, bill, target }).toEqual({
      currency: 'USD',
      pricePer: 1_000_000,
      bill: undefined,
      target: { profile: 'holysheep', title: 'HolySheep AI', model: 'deepseek-v3.2' },
    });
    const [row] = models;
    expect(row).toMatchObject({
      model: 'gpt-4.1',
      price: { input: 2, cachedInput: 0.5, output: 8, asOf: '2026-08-06' },
      contextTokens: 1_047_576,
      outputTokens: 32_768,
      shutdown: { date: '2027-01-14', hasEnded: false },
      targets: [
        { model: 'deepseek-v3.2', price: { input: 0.28, output: 0.42 }, contextTokens: 131_072, outputTokens: 8192 },
      ],
      warnings: [
        'gpt-4.1 takes 1,047,576 tokens, deepseek-v3.2 131,072 with the answer.',
        'An answer of gpt-4.1 has up to 32,768 tokens, one of deepseek-v3.2 8,192.',
      ],
    });
    expect(row?.targets[0]?.price).not.toHaveProperty('cachedInput');
  });

  it('go where the flags and the model map lead', () => {
    const root = temporaryRepository({
      'a.js': APP,
      '.holysheeprc.json': '{ "modelMap": { "gpt-4o": "gemini-2.5-flash" } }',
    });
    const to = (...args: string[]) => cost(root, ...args).models[0]?.targets;
    expect(to()).toMatchObject([{ model: 'gemini-2.5-flash', price: { input: 0.3, output: 2.5 } }]);
    expect(to('--no-config')).toMatchObject([{ model: 'deepseek-v3.2' }]);
    expect(to('--no-config', '--model', 'claude-sonnet-4.5')).toMatchObject([{ contextTokens: 200_000 }]);
    expect(to('--no-config', '--profile', 'deepseek')).toEqual([
      { model: 'deepseek-v4-flash', contextTokens: 1_000_000, outputTokens: 65_536 },
    ]);
  });

  it('that nobody can read are told with the variable that gives them', () => {
    const root = temporaryRepository({ 'a.js': APP.replace("'gpt-4o'", 'process.env.CHAT_MODEL') });
    expect(cost(root)).toMatchObject({
      models: [],
      unknown: [{ file: 'a.js', line: 6, fate: 'moves', variables: ['CHAT_MODEL'] }],
    });
    expect(runCli(root, ['cost']).stdout).toContain('a.js:6 moves; the model comes from CHAT_MODEL.');
  });

  it('of a repository that has moved are the gateway’s, with its prices', () => {
    const root = temporaryRepository({
      'a.js': APP.replace(
        'new OpenAI()',
        "new OpenAI({ baseURL: 'https://api.holysheep.ai/v1', apiKey: process.env.HOLYSHEEP_API_KEY || '' })",
      ).replace('gpt-4o', 'deepseek-v3.2'),
    });
    expect(told(cost(root))).toEqual(['deepseek-v3.2 a.js:6 there deepseek-v3.2']);
    expect(runCli(root, ['cost']).stdout).toMatch(/deepseek-v3\.2 +0\.28 +\? +0\.42 +131,072 +8,192/);
  });

  it('may go back to OpenAI, and cost what they cost there', () => {
    const moved = "new OpenAI({ baseURL: 'https://api.holysheep.ai/v1', apiKey: process.env.HOLYSHEEP_API_KEY || '' })";
    const root = temporaryRepository({
      'a.js': APP.replace('new OpenAI()', moved).replace('gpt-4o', 'deepseek-v3.2'),
    });
    // 0.28 + 0.42, then 2 + 8.
    expect(cost(root, '--profile', 'openai', '--model', 'gpt-4.1', '--usage', 'in=1M,out=1M')).toMatchObject({
      from: { profile: 'holysheep' },
      models: [{ model: 'deepseek-v3.2', targets: [{ model: 'gpt-4.1', price: { cachedInput: 0.5 } }] }],
      bill: { total: { before: 0.7, after: { least: 10, most: 10 } } },
    });
  });

  it('of a part of it are those of the part', () => {
    const root = temporaryRepository({ 'a/a.js': APP, 'b/b.js': APP.replace('gpt-4o', 'gpt-4.1') });
    expect(told(cost(root, 'a'))).toEqual(['gpt-4o a.js:6 moves deepseek-v3.2']);
    expect(told(cost(root, 'b/b.js'))).toEqual(['gpt-4.1 b/b.js:6 moves deepseek-v3.2']);
  });

  it('of nothing are none', () => {
    const { code, stdout } = runCli(temporaryDirectory(), ['cost']);
    expect(code).toBe(0);
    expect(stdout).toContain('No model is asked for here.');
    expect(stdout).toContain('No usage was given, so no saving is claimed.');
  });
});

describe('--usage', () => {
  it('makes the bill of an export; the file itself asks for nothing, wherever it lies', () => {
    const root = temporaryRepository({
      'a.js': APP.replace('gpt-4o', 'gpt-4.1'),
      'usage.csv': readFileSync(join(FIXTURES, 'dashboard.csv')),
    });
    const { models, bill } = cost(root, '--usage', 'usage.csv');
    expect(models.map(({ model }) => model)).toEqual(['gpt-4.1']);
    // 9M read and 3M written in 10 days: (9 × 2 + 3 × 8) × 3 = 126, and (9 × 0.28 + 3 × 0.42) × 3 = 11.34. o3 is not here:
    // (0.01 × 2 + 0.02 × 8) × 3 = 0.54, or (0.0028 + 0.0084) × 3 = 0.0336.
    expect(bill).toMatchObject({
      period: { start: '2025-11-01', end: '2025-11-10', days: 10 },
      rows: [
        {
          model: 'gpt-4.1-2025-04-14',
          inputTokens: 27_000_000,
          fate: 'moves',
          before: 126,
          after: { least: 11.34, most: 11.34 },
        },
        { model: 'o3-2025-04-16', fate: 'not-found', before: 0.54, after: { least: 0.0336, most: 0.54 } },
      ],
      total: { before: 126.54, after: { least: 11.3736, most: 11.88 } },
      saving: { least: 90.6, most: 91 },
    });
  });

  it('takes several exports of the same days, with what was billed', () => {
    const root = temporaryRepository({ 'a.js': APP });
    const files = ['completions.json', 'embeddings.json', 'costs.json'].flatMap((name) => [
      '--usage',
      join(FIXTURES, name),
    ]);
    const { bill } = cost(root, ...files);
    // 3 days: (1M × 2.50 + 0.5M × 1.25 + 0.3M × 10) × 10 = 61.25; (1.5M × 0.28 + 0.3M × 0.42) × 10 = 5.46; embeddings 0.60.
    expect(bill).toMatchObject({
      period: { days: 3 },
      total: { before: 61.85, after: { least: 6.06, most: 6.06 } },
      billed: 63.125,
      isPartial: true,
    });
    expect(bill?.rows.map(({ model, tier, before }) => [model, tier, before])).toEqual([
      ['gpt-4o-2024-08-06', undefined, 61.25],
      ['text-embedding-3-small', undefined, 0.6],
      ['gpt-4o-2024-08-06', 'batch', undefined],
    ]);
  });

  it('takes figures, of the one model that moves, or of the one that they name', () => {
    const root = temporaryRepository({ 'a.js': APP.replace('gpt-4o', 'gpt-4.1') });
    expect(cost(root, '--usage', 'in=7.5M,out=2.5M').bill).toMatchObject({
      total: { before: 35, after: { least: 3.15 } },
      saving: { least: 91, most: 91 },
    });
    const two = temporaryRepository({ 'a.js': APP, 'b.js': APP.replace('gpt-4o', 'gpt-4.1') });
    const { code, error } = cost(two, '--usage', 'in=1M');
    expect([code, error?.message]).toEqual([2, expect.stringContaining('model=ID: gpt-4.1, gpt-4o')]);
  });

  it('says plainly that it costs more', () => {
    const root = temporaryRepository({ 'a.js': APP.replace('gpt-4o', 'gpt-4o-mini') });
    const { code, stdout } = runCli(root, ['cost', '--model', 'gpt-4.1', '--usage', 'in=1M,out=1M']);
    expect(code).toBe(0);
    expect(stdout).toContain('0.75 before, 10.00 after: 1,233.3\u00a0% more.');
    expect(stdout).toContain('The new model costs more for this usage.');
  });

  it.each([
    [['--usage', 'nowhere.csv'], 'no-such-path'],
    [['--usage', '.'], 'cannot-read'],
    [['--usage', 'in=lots'], 'usage'],
    [['--usage', 'package.json', '--usage', './package.json'], 'usage'],
    [['--usage', 'a.js'], 'usage-file'],
    [['--claims', '--usage', 'in=1'], 'usage'],
    [['--prices', 'nowhere.json'], 'no-such-path'],
    [['--prices', 'a.js'], 'prices-file'],
    [['nowhere'], 'no-such-path'],
    [['.', 'a.js'], 'usage'],
    [['--write'], 'usage'],
    [['--format', 'sarif'], 'usage'],
    [['--format', 'html'], 'usage'],
  ])('%j ends with 2', (args, expected) => {
    const { code, error } = cost(temporaryRepository({ 'a.js': APP, 'package.json': '{}' }), ...args);
    expect([code, error?.code]).toEqual([2, expected]);
  });

  it('lets no name be a command of a workflow of GitHub’s', () => {
    const root = temporaryRepository({ 'a.js': APP, 'u.csv': 'model,input_tokens\n::error::x,1\n' });
    const { stdout } = runCli(root, ['cost', '--usage', 'u.csv'], { GITHUB_ACTIONS: 'true' });
    const [, token] = /^::stop-commands::(\S+)\n/.exec(stdout) ?? [];
    expect(stdout.endsWith(`::${token}::\n`)).toBe(true);
    expect(stdout).toContain('\n::error::x ');
  });

  it('shows no key that stands in an export, and makes no markup of it', () => {
    const hostile = [
      '=HYPERLINK("http://x")',
      '<img src=x onerror=alert(1)>',
      '| a | `b` |',
      '\u001b[31mred',
      `x-${KEY}`,
    ];
    const rows = hostile.map((name) => `"${name.replaceAll('"', '""')}",1000,1`).join('\r\n');
    const root = temporaryRepository({ 'a.js': APP });
    writeFileSync(join(root, 'u.csv'), `\ufeffmodel,input_tokens,output_tokens\r\n${rows}\r\n`);
    const views = Object.fromEntries(
      ['pretty', 'json', 'markdown', 'html'].map((format) => {
        const { code, stdout, stderr } = runCli(root, ['cost', '--usage', 'u.csv', '--format', format]);
        expect([format, code, stderr]).toEqual([format, 0, '']);
        expect(stdout).not.toContain(KEY.slice(8, 20));
        expect(stdout).not.toContain('\u001b');
        return [format, stdout];
      }),
    );
    expect(views.html).not.toContain('<img');
    expect(views.html).toContain('&#60;img');
    // A cell of the table begins with the mark of code, so that no spreadsheet takes it for a formula.
    expect(views.markdown).toContain('| `=HYPERLINK("http://x")` |');
    expect(views.markdown).toContain('| `` \\| a \\| `b` \\| `` |');
    for (const line of (views.markdown ?? '').split('\n').filter((one) => one.startsWith('|')))
      expect(line.replaceAll('\\|', '').split('|').length).toBe(10);
  });
});

describe('own prices', () => {
  const PRICES = JSON.stringify({
    asOf: '2026-11-01',
    source: 'our contract',
    prices: {
      openai: { 'gpt-4o': { input: 2, output: 8 } },
      holysheep: { 'deepseek-v3.2': { input: 0.3, cachedInput: 0.03, output: 0.5 } },
    },
  });

  it('go before those of the catalog: by the flag, the environment, the project', () => {
    const root = temporaryRepository({
      'a.js': APP,
      'ops/prices.json': PRICES,
      'flag.json': PRICES.replace('"input":2', '"input":1'),
      'env.json': PRICES.replace('"input":2', '"input":5'),
      '.holysheeprc.json': '{ "prices": "ops/prices.json" }',
    });
    const input = (args: string[] = [], env = {}) => {
      const { stdout } = runCli(root, ['cost', '--json', ...args], env);
      const { models, prices } = JSON.parse(stdout) as CostReport;
      return [models[0]?.price?.input, prices.own?.file];
    };
    expect(input()).toEqual([2, 'ops/prices.json']);
    expect(input([], { HOLYSHEEP_MIGRATE_PRICES: 'env.json' })).toEqual([5, 'env.json']);
    expect(input(['--prices', 'flag.json'], { HOLYSHEEP_MIGRATE_PRICES: 'env.json' })).toEqual([1, 'flag.json']);
    expect(input(['--no-config'])).toEqual([2.5, undefined]);
    // A run that has no use for it knows the key.
    expect(runCli(root, ['--check']).code).toBe(1);
    expect(runCli(root, ['--print-config']).stdout).toMatch(/prices +\S*ops\/prices\.json +project/);
    expect(runCli(root, ['--prices', 'flag.json']).code).toBe(2);
  });

  it('take the place of a price as a whole, and make the bill', () => {
    const root = temporaryRepository({ 'a.js': APP, 'p.json': PRICES });
    // 1M × 2 + 1M × 8; 0.6 × 0.3 + 0.4 × 0.03 + 0.5 = 0.692. Without a price for cached input nothing is known before.
    expect(cost(root, '--prices', 'p.json', '--usage', 'in=1M,out=1M').bill?.total).toEqual({
      before: 10,
      after: { least: 0.8, most: 0.8 },
    });
    expect(cost(root, '--prices', 'p.json', '--usage', 'in=1M,out=1M,cached=400k').bill?.rows[0]).toMatchObject({
      after: { least: 0.692, most: 0.692 },
    });
  });

  it('that are not understood end the run', () => {
    const root = temporaryRepository({ 'a.js': APP, 'p.json': '{"asOf":"2026-11-01","price":{}}' });
    const { code, error } = cost(root, '--prices', 'p.json');
    expect([code, error?.code]).toEqual([2, 'prices-file']);
    expect(error?.message).toContain('p.json: it has a key "price"');
  });

  it('have a schema', () => {
    const schema = JSON.parse(readFileSync(new URL('../../schema/prices.schema.json', import.meta.url), 'utf8'));
    const isValid = new Ajv({ strict: true }).compile(schema);
    expect(isValid(JSON.parse(PRICES))).toBe(true);
    expect(isValid({ asOf: '2026-11-01', prices: { openai: { 'gpt-4o': { in: 1 } } } })).toBe(false);
  });
});

describe('--claims', () => {
  it('tells each claim with who says so, when, and what contradicts it; in every view', () => {
    const root = temporaryDirectory();
    for (const format of ['pretty', 'json', 'markdown', 'html']) {
      const { code, stdout } = runCli(root, ['cost', '--claims', '--format', format]);
      expect(code).toBe(0);
      for (const word of ['76.2', '47.8', '95', '91', '2026-04-12'])
        expect([format, stdout]).toEqual([format, expect.stringContaining(word)]);
    }
    const document = JSON.parse(runCli(root, ['cost', '--claims', '--json']).stdout);
    expect(schemaErrors(document)).toEqual([]);
    expect(document.claims).toEqual(CLAIMS);
  });

  it('rests nothing on them: no other view has a figure of theirs', () => {
    const root = temporaryRepository({ 'a.js': APP });
    const { stdout } = runCli(root, ['cost', '--usage', 'in=1M,out=1M']);
    expect(stdout).not.toMatch(/SWE-bench|latency|76\.2|\b95\s?%/);
  });
});

describe('the view for people', () => {
  const root = () => temporaryRepository({ 'a.js': APP.replace('gpt-4o', 'gpt-4.1') });

  it('keeps to the width of the terminal', async () => {
    const { renderCostPretty } = await import('../../src/reporters/cost/pretty.js');
    const { bill: _, ...report } = cost(root(), '--usage', 'in=7.5M,out=2.5M');
    for (const width of [40, 60, 80, 200]) {
      const text = renderCostPretty(report, { color: false, width });
      expect(text.split('\n').filter((line) => line.length > width && !/https:/.test(line))).toEqual([]);
    }
  });

  it('is the table of the docs', () => {
    const { stdout } = runCli(root(), ['cost', '--usage', 'in=7.5M,out=2.5M']);
    expect(stdout).toContain(`                 input  cached  output    context  answer        ends
gpt-4.1              2     0.5       8  1,047,576  32,768  2027-01-14
→ deepseek-v3.2   0.28       ?    0.42    131,072   8,192
`);
    expect(stdout).toContain('35.00 before, 3.15 after: 91\u00a0% less.');
  });

  it('goes to files, too', () => {
    const folder = root();
    const { code, stdout } = runCli(folder, [
      'cost',
      '--format',
      'html=out/cost.html',
      '--format',
      'json=out/cost.json',
    ]);
    expect([code, stdout.includes('gpt-4.1')]).toEqual([0, true]);
    expect(readFileSync(join(folder, 'out/cost.html'), 'utf8')).toMatch(/^<!doctype html>/);
    expect(schemaErrors(JSON.parse(readFileSync(join(folder, 'out/cost.json'), 'utf8')))).toEqual([]);
    // What it wrote itself names models, and asks for none.
    expect(cost(folder, '--usage', 'in=1').models.map(({ model }) => model)).toEqual(['gpt-4.1']);
  });
});
