import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appsIn, migrate, type Ran, run, withCopy } from './app.js';
import { HOLYSHEEP, type Hosts, OPENAI, withHosts } from './hosts.js';
import { withProxy } from './proxy.js';
import { WRITE } from './recipes.js';

/** On a machine without it, or without its curl, these tests are skipped; in CI they fail. */
const isWithout =
  !process.env.CI && !spawnSync('php', ['-m'], { encoding: 'utf8' }).stdout?.split('\n').includes('curl');

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const APPS = ['php-chat', 'php-openai'];

describe.skipIf(isWithout)('a PHP program', { timeout: 120_000 }, () => {
  test.each(APPS)('%s asks OpenAI as it is, and the gateway after the migration', async (name) => {
    await withCopy(name, (root) =>
      withHosts(async (hosts) => {
        const { openai, holysheep } = hosts.keys;
        await cp(join(import.meta.dirname, 'php/openai.php'), join(root, 'vendor/autoload.php'));
        expect(await start(root, hosts, { OPENAI_API_KEY: openai })).toMatchObject({ code: 0, stderr: '' });
        expect((await migrate({ root }, WRITE)).stderr).toBe('');
        expect(unread(root)).toBe('');
        const variables = { OPENAI_API_KEY: openai, HOLYSHEEP_API_KEY: holysheep };
        expect(await start(root, hosts, variables)).toMatchObject({ code: 0, stderr: '' });
        const before = [OPENAI, '/v1/chat/completions', 'gpt-4o', openai, 200];
        const after = [HOLYSHEEP, '/v1/chat/completions', 'deepseek-v3.2', holysheep, 200];
        expect(hosts.seen.map(({ host, path, model, key, status }) => [host, path, model, key, status])).toEqual([
          before,
          before,
          after,
          after,
        ]);
      }),
    );
  });

  test('every app is among them', async () => {
    expect(await appsIn('php')).toEqual(APPS);
  });

  test('PHP reads all fixtures, as they are and as they are written', () => {
    expect(unread(join(FIXTURES, 'php'))).toBe('');
  });
});

/** What PHP itself says of the files that it cannot read. */
function unread(root: string): string {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:php|phtml)$/.test(name) && !/(?:^|\/)(?:vendor|unread)\//.test(name))
    .map((name) => join(root, name));
  const { stdout, stderr } = spawnSync('php', [join(import.meta.dirname, 'php/parse.php'), ...files], {
    encoding: 'utf8',
  });
  return stdout + stderr;
}

/** Runs it as a deployment would. Whatever host it asks for, a proxy leads it to the loopback server. */
async function start(root: string, hosts: Hosts, variables: Record<string, string>): Promise<Ran> {
  const certificate = join(root, 'hosts.pem');
  await writeFile(certificate, hosts.certificate);
  const settings = [
    `curl.cainfo=${certificate}`,
    `auto_prepend_file=${join(import.meta.dirname, 'php/streams.php')}`,
    'display_errors=stderr',
    'error_reporting=E_ALL',
  ];
  return withProxy(hosts, (proxy) =>
    run('php', [...settings.flatMap((one) => ['-d', one]), join(root, 'main.php')], root, {
      ...variables,
      HTTPS_PROXY: proxy,
    }),
  );
}
