import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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

  const CHAT = [HOLYSHEEP, '/v1/chat/completions', 'deepseek-v3.2', 200];
  const IMAGE = [OPENAI, '/v1/images/generations', 'dall-e-3', 200];
  test.each([
    ['neither key', [], 1, 'HOLYSHEEP_API_KEY', []],
    ["OpenAI's key alone", ['openai'], 1, 'HOLYSHEEP_API_KEY', []],
    ["the gateway's key alone", ['holysheep'], 1, 'OPENAI_KEY', [CHAT]],
    ['both keys', ['openai', 'holysheep'], 0, '', [CHAT, IMAGE]],
  ] as const)('a script asks for each key where it is sent: with %s', async (_, given, code, missing, asks) => {
    await withCopy('shell-mixed', (root) =>
      withHosts(async (hosts) => {
        await migrate({ root }, WRITE);
        const keys = {
          openai: { OPENAI_KEY: hosts.keys.openai },
          holysheep: { HOLYSHEEP_API_KEY: hosts.keys.holysheep },
        };
        const variables = Object.assign({}, ...given.map((one) => keys[one]));
        const ran = await bash(root, ['chat.sh', 'Hello', 'image: a sheep'], hosts, variables);
        expect(ran.code).toBe(code);
        if (missing) expect(ran.stdout).toContain(`You need to set your ${missing} `);
        expect(asked(hosts)).toEqual(asks);
      }),
    );
  });

  test('what asks for a key when it is set up asks for both, and a shell reads both', async () => {
    const home = await mkdtemp(join(tmpdir(), 'holysheep-e2e-home-'));
    try {
      await writeFile(join(home, '.zprofile'), '');
      const script = resolve('fixtures/config/scripts-that-share/expected/install.sh');
      const commands = `printf 'old\\nnew\\n' | bash ${script} && . ~/.zprofile && env | grep _KEY= | sort`;
      const ran = await run('bash', ['-c', commands], home, { HOME: home });
      expect(ran).toMatchObject({ code: 0, stdout: 'HOLYSHEEP_API_KEY=new\nOPENAI_KEY=old\n' });
    } finally {
      await rm(home, { recursive: true, force: true });
    }
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
