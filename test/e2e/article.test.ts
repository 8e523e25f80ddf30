import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Copy, migrate, outcome, type Ran, withCopy } from './app.js';
import { expectOnly, LEAK, OLD } from './expectations.js';
import { HOLYSHEEP, type Hosts, type Keys, OPENAI, withHosts } from './hosts.js';
import { isWithoutPython, MAKING, pythonOf, startPython } from './python-app.js';
import { WRITE } from './recipes.js';

// The flow that the project was founded on, in an application of its own: three variables in .env, one client, and a
// canary that already sends one guest in ten to HolySheep. Followed by hand it breaks; the tool's way, it runs.

/** The versions that the application's `openai>=1.3` lets in. */
const ENVIRONMENTS = ['openai-1.3', 'openai-1', 'openai-2', 'openai-3'];

const BY_OPENAI = 4711;
const ON_TRIAL = 4703;
const LONG = 120_000;

function withArticle<T>(use: (app: Copy, hosts: Hosts) => Promise<T>): Promise<T> {
  return withCopy('python-article', (root) => withHosts((hosts) => use({ root }, hosts)));
}

function ask(environment: string, app: Copy, hosts: Hosts, guest: number, variables = {}): Promise<Ran> {
  const parameters = ['-m', 'frontdesk', String(guest), 'When is breakfast?'];
  return startPython(app, { environment, parameters }, hosts, variables);
}

async function writeEnv(app: Copy, variables: Record<string, string>): Promise<void> {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(join(app.root, '.env'), lines.join(''));
}

function readEnv(app: Copy): Promise<string> {
  return readFile(join(app.root, '.env'), 'utf8');
}

/** What its .env says before: the example, filled in. */
function asItWas({ openai }: Keys): Record<string, string> {
  return { OPENAI_API_BASE: `https://${OPENAI}/v1`, OPENAI_API_KEY: openai, OPENAI_MODEL: 'gpt-4.1' };
}

/** What the article has there instead. */
function asInTheArticle({ holysheep }: Keys): Record<string, string> {
  return { OPENAI_API_BASE: `https://${HOLYSHEEP}/v1`, OPENAI_API_KEY: holysheep, OPENAI_MODEL: 'deepseek-v3.2' };
}

describe.skipIf(isWithoutPython)('the flow of the article', () => {
  beforeAll(async () => {
    await pythonOf('http');
  }, MAKING);

  describe.concurrent.each(ENVIRONMENTS)('with %s', (environment) => {
    test('as it is, all but the guests on trial are answered by OpenAI', { timeout: LONG }, () =>
      withArticle(async (app, hosts) => {
        await writeEnv(app, { ...asItWas(hosts.keys), HOLYSHEEP_API_KEY: hosts.keys.holysheep });
        expect(outcome(await ask(environment, app, hosts, BY_OPENAI), hosts)).toBe(OLD);
        const ran = await ask(environment, app, hosts, ON_TRIAL);
        expect(outcome(ran, hosts)).toBe('works at OpenAI and HolySheep');
      }),
    );

    test('its three variables send the new key to OpenAI: OPENAI_API_BASE is read by nothing', { timeout: LONG }, () =>
      withArticle(async (app, hosts) => {
        await writeEnv(app, asInTheArticle(hosts.keys));
        expect(outcome(await ask(environment, app, hosts, BY_OPENAI), hosts)).toBe(LEAK);
      }),
    );

    test('under the name that is read, they send a model of OpenAI to HolySheep', { timeout: LONG }, () =>
      withArticle(async (app, hosts) => {
        const { OPENAI_API_BASE, ...rest } = asInTheArticle(hosts.keys);
        await writeEnv(app, { ...rest, OPENAI_BASE_URL: String(OPENAI_API_BASE) });
        expect(outcome(await ask(environment, app, hosts, BY_OPENAI), hosts)).toBe('400 at HolySheep');
        expect(hosts.seen.at(-1)?.model).toBe('gpt-4.1-mini');
      }),
    );

    test.each([[...WRITE], [...WRITE, '--env-files']])(
      'once migrated, every guest is answered by HolySheep (%s %s %s)',
      { timeout: LONG },
      (...flags) =>
        withArticle(async (app, hosts) => {
          const { openai, holysheep } = hosts.keys;
          await writeEnv(app, asItWas(hosts.keys));
          const old = await readEnv(app);
          expect(await migrate(app, flags)).toMatchObject({ code: 0, stderr: '' });
          // Git ignores it: left as it is, the old names in it are read by nothing any more.
          if (flags.includes('--env-files')) expect(await readEnv(app)).not.toContain(openai);
          else expect(await readEnv(app)).toBe(old);

          for (const guest of [BY_OPENAI, ON_TRIAL]) {
            const ran = await ask(environment, app, hosts, guest, { HOLYSHEEP_API_KEY: holysheep });
            expect(ran).toMatchObject({ code: 0, stderr: '' });
          }
          expectOnly(hosts, HOLYSHEEP);
        }),
    );

    test('with the names kept, a new key is all that is missing', { timeout: LONG }, () =>
      withArticle(async (app, hosts) => {
        await writeEnv(app, asItWas(hosts.keys));
        expect(await migrate(app, [...WRITE, '--env-files', '--env', 'keep'])).toMatchObject({ code: 0, stderr: '' });
        expect(await readEnv(app)).not.toContain(hosts.keys.openai);
        for (const guest of [BY_OPENAI, ON_TRIAL]) {
          const ran = await ask(environment, app, hosts, guest, { OPENAI_API_KEY: hosts.keys.holysheep });
          expect(ran).toMatchObject({ code: 0, stderr: '' });
        }
        expectOnly(hosts, HOLYSHEEP);
      }),
    );
  });
});
