import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appsIn, migrate, withCopy } from './app.js';
import { startBehindProxy } from './behind-proxy.js';
import { HOLYSHEEP, OPENAI, withHosts } from './hosts.js';
import { WRITE } from './recipes.js';

/** On a machine without it these tests are skipped. */
const isWithout = spawnSync('ruby', ['--version']).error !== undefined;
const RUNNING = 60_000;

const FIXTURES = join(import.meta.dirname, '../../fixtures/ruby');
const STAND_INS = join(import.meta.dirname, 'ruby');

/** What stands in for the gem of each app, if it has one. */
const APPS = { 'ruby-chat': 'ruby-openai', 'ruby-net-http': '', 'ruby-official': 'openai' };

describe.skipIf(isWithout)('a Ruby program', { timeout: RUNNING }, () => {
  test.each(Object.entries(APPS))('%s asks OpenAI as it is, and the gateway after the migration', async (name, gem) => {
    await withCopy(name, (root) =>
      withHosts(async (hosts) => {
        const { openai, holysheep } = hosts.keys;
        const path = gem === '' ? [] : ['-I', join(STAND_INS, gem, 'lib')];
        const start = (variables: Record<string, string>) =>
          startBehindProxy(['ruby', ...path, join(root, 'main.rb')], root, hosts, {
            PATH: process.env.PATH ?? '',
            ...variables,
          });
        expect(await start({ OPENAI_API_KEY: openai })).toMatchObject({ code: 0, stderr: '' });
        expect((await migrate({ root }, WRITE)).stderr).toBe('');
        expect(await start({ OPENAI_API_KEY: openai, HOLYSHEEP_API_KEY: holysheep })).toMatchObject({
          code: 0,
          stderr: '',
        });
        expect(hosts.seen.map(({ host, path, model, key, status }) => [host, path, model, key, status])).toEqual([
          [OPENAI, '/v1/chat/completions', 'gpt-4o', openai, 200],
          [HOLYSHEEP, '/v1/chat/completions', 'deepseek-v3.2', holysheep, 200],
        ]);
      }),
    );
  });

  test('every app is among them', async () => {
    expect(await appsIn('ruby')).toEqual(Object.keys(APPS));
  });

  test('the language takes every fixture as it is, and as it becomes', () => {
    const files = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.rb'));
    const others = files.filter((path) => !path.endsWith('/broken.rb')).map((path) => join(FIXTURES, path));
    expect(others.length).toBeGreaterThan(40);
    const { stderr } = spawnSync('ruby', ['-c', ...others], { encoding: 'utf8' });
    expect(stderr).toBe('');
  });
});
