import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../src/redact.js';

/** Built here, so that no file holds the shape of a key. */
const BODY = 'A1b2C3d4'.repeat(6);
const KEYS = [
  `sk-${BODY}`,
  `sk-proj-${BODY}`,
  `sk-svcacct-${BODY}`,
  `sk-admin-${BODY}`,
  `sk-ant-api03-${BODY}${BODY}`,
  `sk-or-v1-${'0a1b2c3d'.repeat(8)}`,
  `sk-${'a1b2c3d4'.repeat(4)}`,
  `gsk_${BODY}Zz9y`,
  `pplx-${BODY}`,
  `xai-${BODY}${BODY.slice(0, 20)}`,
  `hf_${BODY.slice(0, 34)}`,
  `AIza${BODY.slice(0, 35)}`,
  `ghp_${BODY.slice(0, 36)}`,
  `cr_${BODY}`,
];
const SYNTAXES: ((key: string) => string)[] = [
  (key) => `OPENAI_API_KEY=${key}\n`,
  (key) => `const client = new OpenAI({ apiKey: '${key}' });`,
  (key) => `openai.api_key = "${key}"  # mine`,
  (key) => `Authorization: Bearer ${key}`,
  (key) => `{"cells": ["key = \\"${key}\\""]}`,
  (key) => `https://example.com/?key=${key}&x=1`,
  (key) => `key: ${key}\r\nnext: 1`,
  (key) => `src/${key}.ts`,
  (key) => `(${key})`,
  (key) => `<a>${key}</a>`,
];

describe('redact', () => {
  it.each(KEYS)('masks %#, learned or not, in every syntax', (key) => {
    for (const write of SYNTAXES) {
      const text = write(key);
      const fresh = createRedactor();
      const taught = createRedactor();
      taught.learn(text, 'a/file.txt');
      for (const shown of [fresh.redact(text), taught.redact(text), taught.redact(`again ${key}`)]) {
        expect(shown).toContain('…(redacted)');
        expect(shown).not.toContain(key.slice(-8));
        expect(shown).not.toContain(BODY.slice(0, 8));
      }
    }
  });

  it('keeps the prefix and neither tail nor length', () => {
    const redactor = createRedactor();
    expect(redactor.redact(`a sk-proj-${BODY} b`)).toBe('a sk-proj-…(redacted) b');
    expect(redactor.redact(`a sk-proj-${BODY}${BODY} b`)).toBe('a sk-proj-…(redacted) b');
  });

  it('learns values that have no shape from their names', () => {
    const value = ['hunter2', 'Zq81'].join('-');
    const texts: [string, string][] = [
      [`AZURE_API_KEY=${value} # note`, '.env.local'],
      [`export AUTH_TOKEN=${value}`, 'deploy.sh'],
      [`  client_secret: ${value}`, 'k8s/app.yaml'],
      [`const dbPassword = "${value}"`, 'a.ts'],
      [JSON.stringify([`client(api_key="${value}")`]), 'a.ipynb'],
      [JSON.stringify([JSON.stringify({ apiKey: value })]), 'a.ipynb'],
      [`{"authToken": "${value}"}`, 'a.json'],
      [`os.environ["AZURE_API_KEY"] = '${value}'`, 'a.py'],
    ];
    for (const [text, path] of texts) {
      const redactor = createRedactor();
      redactor.learn(text, path);
      expect(redactor.redact(`seen ${value} elsewhere`), text).toBe('seen …(redacted) elsewhere');
    }
  });

  it('masks a learned secret as base64, in a URL and in JSON', () => {
    const secret = ['p+a/ss"', 'w0rd=Zq81xK'].join('');
    const redactor = createRedactor();
    redactor.add(secret);
    const base64 = Buffer.from(`${secret}\n`).toString('base64');
    for (const form of [encodeURIComponent(secret), JSON.stringify(secret), base64])
      expect(redactor.redact(form)).toContain('…(redacted)');
    expect(redactor.redact(base64)).not.toContain(base64.slice(0, 8));
  });

  it('masks no placeholder, name, expression, URL or model', () => {
    const texts = [
      'HOLYSHEEP_API_KEY=YOUR_HOLYSHEEP_API_KEY',
      'apiKey: "YOUR_HOLYSHEEP_API_KEY"',
      'OPENAI_API_KEY=$OPENAI_API_KEY',
      ['OPENAI_API_KEY=$', '{OPENAI_API_KEY}'].join(''),
      ['OPENAI_API_KEY: "$', '{HOLYSHEEP_API_KEY:-none}"'].join(''),
      'OPENAI_API_KEY = "env(HOLYSHEEP_API_KEY2)"',
      'OPENAI_API_KEY=sk-...',
      'OPENAI_API_KEY=sk-xxxxxxxxxxxxxxxxxxxxxxxx',
      'OPENAI_API_KEY=<your-openai-api-key-1>',
      'HF_TOKEN=hf_xxxxxxxxxxxxxxxx1',
      'export MEM0_API_KEY="m0-your-api-key-1"',
      'api_key=os.environ["HOLYSHEEP_API_KEY"]',
      "apiKey: process.env['HOLYSHEEP_API_KEY2']",
      'token: secrets.GITHUB_TOKEN1',
      'from x import hf_hub_download_file',
      '.sk-folding-cube-loader { }',
      'tiktoken = "cl100k_base"',
      'apiKey: "http://localhost:11434/v1"',
      'MAX_TOKENS=16384000',
      'token = "gpt-4o-mini-2024"',
    ];
    for (const text of texts) {
      const redactor = createRedactor();
      redactor.learn(text, '.env');
      expect(redactor.redact(text)).toBe(text);
    }
  });

  it('reports the places that it masks', () => {
    const key = `sk-${BODY}`;
    expect(createRedactor().spans(`a ${key}`)).toEqual([{ start: 2, end: 2 + key.length, mask: 'sk-…(redacted)' }]);
  });

  it('never lets a learned key through, whatever stands around it', () => {
    const separator = fc.stringMatching(/^[ "'`=:,;()<>/\n\r]{1,3}$/);
    fc.assert(
      fc.property(
        fc.constantFrom(...KEYS),
        fc.string(),
        separator,
        separator,
        fc.string(),
        (key, before, a, b, after) => {
          const redactor = createRedactor();
          redactor.learn(`x=${key}\n`, '.env');
          expect(redactor.redact(before + a + key + b + after)).not.toContain(key);
          expect(redactor.redact(before + key + after)).not.toContain(key);
          expect(createRedactor().redact(before + a + key + b + after)).not.toContain(key);
        },
      ),
    );
  });

  it('changes nothing when masking twice', () => {
    const redactor = createRedactor();
    const once = redactor.redact(KEYS.join(' '));
    expect(redactor.redact(once)).toBe(once);
  });

  it('is fast on texts made to be slow', () => {
    const texts = [
      "'sk-'".repeat(80_000),
      '"sk-aaa'.repeat(60_000),
      'sk-proj-'.repeat(50_000),
      'a'.repeat(400_000),
      'api_key="'.repeat(40_000),
      'token '.repeat(60_000),
    ];
    for (const text of texts) {
      const redactor = createRedactor();
      const begin = performance.now();
      redactor.learn(text, '.env');
      redactor.redact(text);
      // An order of magnitude above what it takes, and two below what a quadratic pattern would.
      expect(performance.now() - begin).toBeLessThan(2000);
    }
  });
});
