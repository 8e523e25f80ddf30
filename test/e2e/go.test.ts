import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appsIn, migrate, withCopy } from './app.js';
import { startBehindProxy } from './behind-proxy.js';
import { HOLYSHEEP, OPENAI, withHosts } from './hosts.js';
import { WRITE } from './recipes.js';

/** On a machine without it these tests are skipped; in CI they fail. */
const isWithout = !process.env.CI && spawnSync('go', ['version']).error !== undefined;
/** The first build compiles the SDKs. */
const BUILDING = 600_000;

const FIXTURES = join(import.meta.dirname, '../../fixtures/go');

describe.skipIf(isWithout)('a Go program', { timeout: BUILDING }, () => {
  test.each(['go-chat', 'go-net-http', 'go-official'])(
    '%s asks OpenAI as it is, and the gateway after the migration',
    async (name) => {
      await withCopy(name, (root) =>
        withHosts(async (hosts) => {
          const { openai, holysheep } = hosts.keys;
          go(['build', '-o', 'before', '.'], root);
          expect(await startBehindProxy([join(root, 'before')], root, hosts, { OPENAI_API_KEY: openai })).toMatchObject(
            { code: 0 },
          );
          expect((await migrate({ root }, WRITE)).stderr).toBe('');
          expect(formatted(root)).toBe('');
          go(['vet', './...'], root);
          go(['build', '-o', 'after', '.'], root);
          const variables = { OPENAI_API_KEY: openai, HOLYSHEEP_API_KEY: holysheep };
          expect(await startBehindProxy([join(root, 'after')], root, hosts, variables)).toMatchObject({ code: 0 });
          expect(hosts.seen.map(({ host, path, model, key, status }) => [host, path, model, key, status])).toEqual([
            [OPENAI, '/v1/chat/completions', 'gpt-4o', openai, 200],
            [HOLYSHEEP, '/v1/chat/completions', 'deepseek-v3.2', holysheep, 200],
          ]);
        }),
      );
    },
  );

  test('every app is among them', async () => {
    expect(await appsIn('go')).toEqual(['go-chat', 'go-net-http', 'go-official']);
  });

  test('what is written is as gofmt writes it', () => {
    // Those of `bytes` are written in ways that it would change.
    const names = readdirSync(FIXTURES).filter((name) => name !== 'bytes');
    expect(names.map((name) => formatted(join(FIXTURES, name))).join('')).toBe('');
  });

  test.each(['go-openai-places', 'literal-key', 'records', 'unused-imports'])('the compiler takes %s', async (name) => {
    await withCopy(
      join(name, 'input'),
      async (root) => {
        await migrate({ root }, WRITE);
        go(['mod', 'tidy'], root);
        go(['vet', './...'], root);
      },
      FIXTURES,
    );
  });
});

/** Packages come from where the machine's own settings say, as for any build. */
function go(parameters: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync('go', parameters, { cwd, encoding: 'utf8', timeout: BUILDING });
  expect(stderr.replace(/^go: (?:downloading|finding|found).*\n/gm, '')).toBe('');
  expect(status).toBe(0);
}

/** The files that gofmt would write otherwise. */
function formatted(root: string): string {
  const { stdout, stderr } = spawnSync('gofmt', ['-l', root], { encoding: 'utf8' });
  return stdout + stderr;
}
