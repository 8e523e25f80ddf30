import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appsIn, migrate, type Ran, run, withCopy } from './app.js';
import { HOLYSHEEP, type Hosts, type Keys, OPENAI, withHosts } from './hosts.js';
import { WRITE } from './recipes.js';

/** On a machine without them these tests are skipped; in CI they fail. */
const isWithout = !process.env.CI && ['bash', 'curl'].some((name) => spawnSync(name, ['--version']).error);

/** Each script with its parameters, the variables it was given before, and those that it needs as well afterwards. */
const TABLE = {
  'shell-chat': {
    script: 'ask.sh',
    parameters: [],
    before: ({ openai }: Keys) => ({ OPENAI_API_KEY: openai }),
    after: ({ holysheep }: Keys) => ({ HOLYSHEEP_API_KEY: holysheep }),
    asks: [[OPENAI, '/v1/chat/completions', 'gpt-4o']],
    asksThen: [[HOLYSHEEP, '/v1/chat/completions', 'deepseek-v3.2']],
  },
  'shell-mixed': {
    script: 'chat.sh',
    parameters: ['Hello', 'image: a sheep'],
    before: ({ openai }: Keys) => ({ OPENAI_KEY: openai }),
    after: ({ openai, holysheep }: Keys) => ({ OPENAI_KEY: openai, HOLYSHEEP_API_KEY: holysheep }),
    asks: [
      [OPENAI, '/v1/chat/completions', 'gpt-3.5-turbo'],
      [OPENAI, '/v1/images/generations', 'dall-e-3'],
    ],
    asksThen: [
      [HOLYSHEEP, '/v1/chat/completions', 'deepseek-v3.2'],
      [OPENAI, '/v1/images/generations', 'dall-e-3'],
    ],
  },
} as const;

const names = Object.keys(TABLE) as (keyof typeof TABLE)[];

test('every script has its row', async () => {
  expect(names).toEqual(await appsIn('shell'));
});

describe.skipIf(isWithout)('a script that asks with curl', { timeout: 120_000 }, () => {
  test.each(names)('%s asks OpenAI as it is', async (name) => {
    const { script, parameters, before, asks } = TABLE[name];
    await withCopy(name, (root) =>
      withHosts(async (hosts) => {
        expect(await bash(root, [script, ...parameters], hosts, before(hosts.keys))).toMatchObject({ code: 0 });
        expect(asked(hosts)).toEqual(asks.map((one) => [...one, 200]));
      }),
    );
  });

  test.each(names)('%s asks where it should after the migration, and says what is missing', async (name) => {
    const { script, parameters, before, after, asksThen } = TABLE[name];
    await withCopy(name, (root) =>
      withHosts(async (hosts) => {
        expect((await migrate({ root }, WRITE)).stderr).toBe('');
        const parsed = await run('bash', ['-n', script], root, {});
        expect(parsed).toMatchObject({ code: 0, stderr: '' });
        const without = await bash(root, [script, ...parameters], hosts, before(hosts.keys));
        expect(without.code).toBe(1);
        expect(without.stdout + without.stderr).toContain('HOLYSHEEP_API_KEY');
        expect(hosts.seen).toEqual([]);
        expect(await bash(root, [script, ...parameters], hosts, after(hosts.keys))).toMatchObject({ code: 0 });
        expect(asked(hosts)).toEqual(asksThen.map((one) => [...one, 200]));
        for (const { host, key } of hosts.seen)
          expect(key).toBe(host === OPENAI ? hosts.keys.openai : hosts.keys.holysheep);
      }),
    );
  });
});

function asked({ seen }: Hosts) {
  return seen.map(({ host, path, model, status }) => [host, path, model, status]);
}

/** curl is led to the loopback server by its own file of settings. */
async function bash(root: string, parameters: string[], hosts: Hosts, variables: Record<string, string>): Promise<Ran> {
  const home = await mkdtemp(join(tmpdir(), 'holysheep-e2e-home-'));
  try {
    const certificate = join(home, 'hosts.pem');
    await writeFile(certificate, hosts.certificate);
    const settings = [`connect-to = "::127.0.0.1:${hosts.tlsPort}"`, `cacert = "${certificate}"`, 'noproxy = "*"'];
    await writeFile(join(home, '.curlrc'), `${settings.join('\n')}\n`);
    return await run('bash', parameters, root, { ...variables, HOME: home, CURL_HOME: home });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
