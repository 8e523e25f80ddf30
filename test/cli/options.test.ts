import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../temporary.js';
import { runCli } from './run-cli.js';

const FILES = {
  '.env.example': 'OPENAI_API_KEY=YOUR_OPENAI_API_KEY\nOPENAI_BASE_URL=https://api.openai.com/v1\n',
  'sdk.js': `import OpenAI from 'openai';

const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY, baseURL: process.env.OPENAI_BASE_URL });

export const ask = (messages) => client.chat.completions.create({ model: 'gpt-4o', messages });
export const skim = (messages) => client.chat.completions.create({ model: 'gpt-4o-mini', messages });
export const weigh = (messages) => client.chat.completions.create({ model: 'gpt-4.1', messages });
`,
  'request.js': `export const ask = (messages) =>
  fetch('https://api.openai.com/v1/chat/completions', {
    method: 'POST',
    headers: { Authorization: \`Bearer \${process.env.OPENAI_API_KEY}\` },
    body: JSON.stringify({ model: 'gpt-4o', messages }),
  });
`,
};

/** What is written with these flags, and what is said about it; a second run with the same flags has nothing to do. */
function migrated(flags: readonly string[]) {
  const root = temporaryDirectory(FILES);
  const { code, stdout, stderr } = runCli(root, ['--write', '--allow-no-vcs', '--json', ...flags]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(runCli(root, ['--check', ...flags])).toEqual({ code: 0, stdout: '', stderr: '' });
  const text = (path: string) => readFileSync(join(root, path), 'utf8');
  return { report: JSON.parse(stdout), env: text('.env.example'), sdk: text('sdk.js'), request: text('request.js') };
}

function modelsIn(text: string): string[] {
  return [...text.matchAll(/model: '([^']+)'/g)].map((match) => match[1] ?? '');
}

describe('where to go', () => {
  it('is DeepSeek itself with --profile deepseek', () => {
    const { report, env, sdk, request } = migrated(['--profile', 'deepseek']);
    expect(env).toBe('DEEPSEEK_API_KEY=YOUR_DEEPSEEK_API_KEY\nDEEPSEEK_BASE_URL=https://api.deepseek.com/v1\n');
    expect(sdk).toContain('apiKey: process.env.DEEPSEEK_API_KEY');
    expect(sdk).toContain(`process.env.DEEPSEEK_BASE_URL || 'https://api.deepseek.com/v1'`);
    expect(request).toContain(`'https://api.deepseek.com/v1/chat/completions'`);
    expect(new Set(modelsIn(sdk + request))).toEqual(new Set([report.target.model]));
    expect(report.target).toMatchObject({ profile: 'deepseek', keyVariable: 'DEEPSEEK_API_KEY' });
  });

  it.each(['https://gateway.test/api/openai/', 'http://localhost:4000'])(
    'is the gateway of --base-url %s, whatever its path',
    (url) => {
      const { env, sdk, request } = migrated(['--base-url', url]);
      const base = url.replace(/\/$/, '');
      expect(env).toContain(`\nHOLYSHEEP_BASE_URL=${base}\n`);
      expect(sdk).toContain(`'${base}'`);
      expect(request).toContain(`fetch('${base}/chat/completions'`);
    },
  );

  it('reads its key from the variable of --key-env', () => {
    const { report, env, sdk, request } = migrated(['--key-env', 'GATEWAY_KEY']);
    expect(env).toMatch(/^GATEWAY_KEY=/);
    for (const text of [sdk, request]) expect(text).toContain('process.env.GATEWAY_KEY');
    expect([env, sdk, request].join()).not.toMatch(/(?:OPENAI|HOLYSHEEP)_API_KEY\b(?!\n)/);
    expect(report.deployment.map((one: { name: string }) => one.name)).toEqual(['GATEWAY_KEY', 'HOLYSHEEP_BASE_URL']);
  });

  it('refuses a name of the service that is left, which cannot hold both keys, and takes it from another one', () => {
    const root = temporaryDirectory(FILES);
    const { code, stdout, stderr } = runCli(root, ['--key-env', 'OPENAI_API_KEY']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('keep all names with --env keep');
    expect(runCli(root, ['--from', 'holysheep', '--to', 'deepseek', '--key-env', 'OPENAI_API_KEY']).code).toBe(0);
  });

  it('refuses a move from OpenAI to OpenAI, and takes another model of a service that was moved to', () => {
    const root = temporaryDirectory(FILES);
    const { code, stdout, stderr } = runCli(root, ['--from', 'openai', '--to', 'openai', '--model', 'gpt-5']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('From OpenAI to OpenAI nothing is moved');
    expect(runCli(root, ['--from', 'holysheep', '--model', 'gpt-5']).code).toBe(0);
  });
});

describe('--env keep', () => {
  it('leaves names as they are, and sets their values', () => {
    const { report, env, sdk, request } = migrated(['--env', 'keep']);
    expect(env).toBe('OPENAI_API_KEY=YOUR_HOLYSHEEP_API_KEY\nOPENAI_BASE_URL=https://api.holysheep.ai/v1\n');
    expect(sdk).toContain('apiKey: process.env.OPENAI_API_KEY');
    expect(sdk).toContain(`process.env.OPENAI_BASE_URL || 'https://api.holysheep.ai/v1'`);
    expect(request).toContain(['`Bearer $', '{process.env.OPENAI_API_KEY}`'].join(''));
    expect(report.deployment.map((one: { name: string }) => one.name)).toEqual(['OPENAI_API_KEY', 'OPENAI_BASE_URL']);
  });
});

describe('models', () => {
  it.each([
    [
      ['--model', 'deepseek-r1'],
      ['deepseek-r1', 'deepseek-r1', 'deepseek-r1'],
    ],
    [
      ['--model-map', 'gpt-4o=gpt-4.1'],
      ['gpt-4.1', 'deepseek-v3.2', 'deepseek-v3.2'],
    ],
    [
      ['--model-map', 'gpt-4o*=deepseek-r1'],
      ['deepseek-r1', 'deepseek-r1', 'deepseek-v3.2'],
    ],
    [
      ['--model-map', 'gpt-4.1=gpt-4.1'],
      ['deepseek-v3.2', 'deepseek-v3.2', 'gpt-4.1'],
    ],
    [
      ['--model-map', 'gpt-4o=one', '--model-map', 'gpt-4*=two', '--model', 'three'],
      ['one', 'two', 'two'],
    ],
  ])('become what %j says', (flags, expected) => {
    const { sdk, request } = migrated(flags);
    expect(modelsIn(sdk)).toEqual(expected);
    expect(modelsIn(request)).toEqual(expected.slice(0, 1));
  });
});

describe('a key in the text', () => {
  it('is read from a variable that has to be set, which is said', () => {
    const key = `sk-${'NotARealKey0'.repeat(4)}`;
    const root = temporaryDirectory({ 'a.js': FILES['sdk.js'].replace('process.env.OPENAI_API_KEY', `'${key}'`) });
    const deployment = (flags: string[]) => JSON.parse(runCli(root, ['--json', ...flags]).stdout).deployment;
    expect(deployment([])).toContainEqual(expect.objectContaining({ name: 'HOLYSHEEP_API_KEY', files: ['a.js'] }));
    expect(deployment(['--env', 'keep'])).toContainEqual(expect.objectContaining({ name: 'OPENAI_API_KEY' }));
    expect(runCli(root, []).stdout).toContain('· 1 key to revoke');
  });
});
