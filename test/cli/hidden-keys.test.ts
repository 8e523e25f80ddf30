import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory, temporaryRepository } from '../temporary.js';
import { runCli } from './run-cli.js';

/** Put together here, so that no file holds the shape of a key; each is another one, and says that it is none. */
const MARK = ['T3Blbk', 'FJ'].join('');
const body = (seed: string, length: number) => `${seed}NotARealKey0`.repeat(length).slice(0, length);
const legacy = (seed: string) => `sk-${body(seed, 20)}${MARK}${body(`${seed}b`, 20)}`;
const project = (seed: string) => `sk-proj-${body(seed, 58)}${MARK}${body(`${seed}b`, 58)}`;
const service = (seed: string) => `sk-svcacct-${body(seed, 58)}${MARK}${body(`${seed}b`, 58)}`;

const KEYS = {
  literal: project('Lit1'),
  beside: legacy('Bes2'),
  bearer: service('Bea3'),
  environment: project('Env4'),
  commented: legacy('Com5'),
  broken: service('Bro6'),
  name: legacy('Nam7'),
  invalid: project('Inv8'),
  python: legacy('Pyt9'),
};
const CALL = `export const ask = (messages) => client.chat.completions.create({ model: 'gpt-4o', messages });\n`;
const FILES = {
  '.env': `OPENAI_API_KEY=${KEYS.environment}\n# was ${KEYS.commented}\nOTHER=1\n`,
  'literal.js': `import OpenAI from 'openai';\nconst client = new OpenAI({ apiKey: '${KEYS.literal}' });\n${CALL}`,
  'beside.js': `import OpenAI from 'openai';\nexport const old = '${KEYS.beside}';\nconst client = new OpenAI();\n${CALL}`,
  'bearer.js': `export const ask = (messages) =>
  fetch('https://api.openai.com/v1/chat/completions', {
    method: 'POST',
    headers: { Authorization: 'Bearer ${KEYS.bearer}' },
    body: JSON.stringify({ model: 'gpt-4o', messages }),
  });
`,
  'broken.js': `import OpenAI from 'openai';\nconst client = new OpenAI({ apiKey: '${KEYS.broken}' = ;\n`,
  [`${KEYS.name}.js`]: `import OpenAI from 'openai';\nconst client = new OpenAI();\n${CALL}`,
  'invalid.js': Buffer.concat([Buffer.from(`// openai ${KEYS.invalid} `), Buffer.from([0xff, 0x0a])]),
  'app.py': `openai.api_key = "${KEYS.python}"\n`,
};

/** Every stretch of eight characters of what is secret in a key. */
function partsOf(key: string): string[] {
  const secret = key.replace(/^sk-(?:proj-|svcacct-)?/, '');
  return Array.from({ length: secret.length - 7 }, (_, start) => secret.slice(start, start + 8));
}
const PARTS = [...new Set(Object.values(KEYS).flatMap(partsOf))];

function expectNoKey(text: string): void {
  expect(PARTS.filter((part) => text.includes(part))).toEqual([]);
}

describe('keys', () => {
  it('stand in nothing that is printed or written about a repository', () => {
    const root = temporaryRepository(FILES);
    const report = join(temporaryDirectory(), 'report.json');
    const runs = [['--verbose'], ['--json', '--debug', '--report', report], ['--check'], ['--quiet', '--env', 'keep']];
    for (const args of runs) {
      const { stdout, stderr } = runCli(root, args);
      expect(stdout.length + stderr.length).toBeGreaterThan(500);
      expectNoKey(stdout + stderr);
    }
    expectNoKey(readFileSync(report, 'utf8'));
  });

  it('are each reported as leaked, with what to do', () => {
    const { findings } = JSON.parse(runCli(temporaryRepository(FILES), ['--json']).stdout);
    const leaked = findings.filter((one: { reason: string }) => one.reason === 'leaked-key');
    for (const one of leaked)
      expect(one).toMatchObject({ severity: 'error', message: expect.stringContaining('revoke') });
    const places = leaked.map((one: { file: string; line: number }) => `${one.file}:${one.line}`);
    expect(places).toEqual([
      '.env:1',
      '.env:2',
      'app.py:1',
      'bearer.js:4',
      'beside.js:2',
      'broken.js:2',
      'invalid.js:1',
      'literal.js:2',
    ]);
  });

  it('are not quoted when a run is refused', () => {
    const root = temporaryRepository(FILES);
    writeFileSync(join(root, `${KEYS.name}.js`), `${FILES[`${KEYS.name}.js`]}// mine\n`);
    for (const args of [
      ['--write'],
      ['--write', '--json'],
      [KEYS.bearer],
      ['--key-env', KEYS.bearer],
      [`--${KEYS.bearer}`],
    ]) {
      const { code, stdout, stderr } = runCli(root, args);
      expect(code).toBe(2);
      expect(stderr).not.toBe('');
      expectNoKey(stdout + stderr);
    }
  });

  it('go to no variable of the gateway, and to no file but the ones that they stood in', () => {
    const root = temporaryRepository(FILES);
    expectNoKey(runCli(root, ['--write', '--verbose']).stdout);
    const text = (path: string) => readFileSync(join(root, path), 'utf8');
    expect(text('.env')).not.toMatch(/HOLYSHEEP\w*\s*=\s*["']?sk-/);
    for (const path of ['literal.js', 'bearer.js']) {
      expect(text(path)).toContain('process.env.HOLYSHEEP_API_KEY');
      expectNoKey(text(path));
    }
    expect(text('beside.js')).toContain(KEYS.beside);
    for (const path of ['broken.js', 'app.py'] as const) expect(text(path)).toBe(FILES[path]);
  });
});
