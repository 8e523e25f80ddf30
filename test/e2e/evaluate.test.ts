import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { javascriptPackages } from '../../scripts/javascript-packages.mjs';
import { runs } from '../../scripts/large-apps.mjs';
import { node, runtimeOf, withCopy } from './app.js';
import { HOLYSHEEP, type Hosts, OPENAI, withHosts } from './hosts.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/evaluate', import.meta.url));
const PROMPTFOO = 'node_modules/promptfoo/dist/src/entrypoint.js';
const QUIET = {
  NODE_NO_WARNINGS: '1',
  PROMPTFOO_DISABLE_TELEMETRY: '1',
  PROMPTFOO_DISABLE_UPDATE: '1',
  PROMPTFOO_DISABLE_SHARING: '1',
};

interface Result {
  prompt: { raw: string; label: string };
  vars: Record<string, string>;
  provider: { label: string };
  success: boolean;
  error?: string;
}

/** promptfoo on a copy of a case. Its folder holds the packages as `node_modules`. */
async function withPromptfoo(
  name: string,
  use: (promptfoo: (hosts: Hosts, ...args: string[]) => ReturnType<typeof node>, root: string) => Promise<void>,
): Promise<void> {
  const packages = (await javascriptPackages(['promptfoo'])).get('promptfoo');
  if (!packages) throw new Error('No packages for promptfoo');
  await withCopy(
    `${name}/input`,
    async (root) => {
      await symlink(packages, join(root, 'node_modules'), 'junction');
      const runtime = await runtimeOf({ root });
      const promptfoo = ({ url, keys }: Hosts, ...args: string[]) =>
        node(
          [PROMPTFOO, ...args],
          root,
          {
            ...QUIET,
            PROMPTFOO_CONFIG_DIR: join(root, '.promptfoo'),
            E2E_HOSTS: url,
            OPENAI_API_KEY: keys.openai,
            HOLYSHEEP_API_KEY: keys.holysheep,
          },
          runtime,
        );
      await use(promptfoo, root);
    },
    FIXTURES,
  );
}

describe.skipIf(!runs({ large: true }))('promptfoo', () => {
  test.each(['javascript', 'python'])('takes and runs what is written for %s', { timeout: 300_000 }, (name) =>
    withPromptfoo(name, async (promptfoo, root) => {
      const config = join(FIXTURES, name, 'promptfooconfig.yaml');
      await withHosts(async (hosts) => {
        const valid = await promptfoo(hosts, 'validate', '-c', config);
        expect(valid.stdout + valid.stderr).toContain('Configuration is valid');
        expect(valid.code).toBe(0);

        const output = join(root, 'results.json');
        const quiet = ['--no-cache', '--no-write', '--no-table', '--no-progress-bar'];
        await promptfoo(hosts, 'eval', ...quiet, '-c', config, '--output', output);
        const { results } = (JSON.parse(await readFile(output, 'utf8')) as { results: { results: Result[] } }).results;
        expect(results.flatMap(({ error }) => error ?? [])).toEqual([]);

        const { prompts, tests, providers } = load(await readFile(config, 'utf8')) as Config;
        expect(results).toHaveLength(2 * tests.length);
        const wanted = prompts.map(({ label, raw }) => ({ label, messages: JSON.parse(raw) as Message[] }));
        for (const { prompt, vars } of results) {
          const messages = wanted.find(({ label }) => label === prompt.label)?.messages ?? [];
          expect(JSON.parse(prompt.raw)).toEqual(
            messages.map(({ role, content }) => ({ role, content: rendered(content, vars) })),
          );
        }
        const asked = (host: string) => hosts.seen.filter((one) => one.host === host);
        expect(asked(OPENAI)).toHaveLength(tests.length);
        expect(asked(HOLYSHEEP)).toHaveLength(tests.length);
        for (const { host, key, status } of hosts.seen)
          expect([key, status]).toEqual([host === OPENAI ? hosts.keys.openai : hosts.keys.holysheep, 200]);
        // What the gateway ignores or refuses is not sent there.
        expect(asked(HOLYSHEEP).flatMap(({ facts }) => facts)).toEqual([]);
        expect(new Set(asked(HOLYSHEEP).map(({ model }) => model))).toEqual(new Set(['deepseek-v3.2']));
        expect(providers.length).toBeGreaterThan(1);
      });
    }),
  );

  test('never sends a key to the other host', { timeout: 300_000 }, () =>
    withPromptfoo('javascript', (promptfoo) =>
      withHosts(async (hosts) => {
        const config = join(FIXTURES, 'javascript/promptfooconfig.yaml');
        const withoutOwn = { ...hosts, keys: { ...hosts.keys, holysheep: '' } };
        const { stdout, stderr } = await promptfoo(
          withoutOwn,
          'eval',
          '--no-cache',
          '--no-write',
          '--no-table',
          '-c',
          config,
        );
        expect(stdout + stderr).toContain('HOLYSHEEP_API_KEY');
        expect(hosts.seen.filter(({ host, key }) => host === HOLYSHEEP && key !== '')).toEqual([]);
      }),
    ),
  );
});

interface Message {
  role: string;
  content: string;
}

interface Config {
  prompts: { label: string; raw: string }[];
  providers: unknown[];
  tests: unknown[];
}

/** What Nunjucks makes of the two forms that are written. */
function rendered(template: string, vars: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{ '([^']*)' \}\}|\{\{(\w+)\}\}/g, (_, text, name) => text ?? vars[name]);
}
