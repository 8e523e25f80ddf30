import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appsIn, migrate, type Ran, run, withCopy } from './app.js';
import { HOLYSHEEP, type Hosts, OPENAI, withHosts } from './hosts.js';
import { withProxy } from './proxy.js';
import { WRITE } from './recipes.js';

/** On a machine without them these tests are skipped; in CI they fail. */
const isWithout = !process.env.CI && ['javac', 'mvn'].some((one) => spawnSync(one, ['-version']).error !== undefined);
/** The first time the packages are fetched. */
const BUILDING = 300_000;

const APPS = ['java-langchain4j', 'java-net-http', 'java-official'];
const FIXTURES = join(import.meta.dirname, '../../fixtures/java');
const CACHE = join(import.meta.dirname, '../../node_modules/.cache/e2e-java');
const PASSWORD = 'changeit';
/** Those with a file that the compiler does not read (a byte order mark), or with packages that are not fetched. */
const UNCOMPILED = new Set(['bytes', 'lombok', 'not']);

describe.skipIf(isWithout)('a Java program', { timeout: BUILDING }, () => {
  test.each(APPS)('%s asks OpenAI as it is, and the gateway after the migration', async (name) => {
    await withCopy(name, (root) =>
      withHosts(async (hosts) => {
        const { openai, holysheep } = hosts.keys;
        compile(root, 'before');
        expect(await start(root, 'before', hosts, { OPENAI_API_KEY: openai })).toMatchObject({ code: 0 });
        expect((await migrate({ root }, WRITE)).stderr).toBe('');
        compile(root, 'after');
        const variables = { OPENAI_API_KEY: openai, HOLYSHEEP_API_KEY: holysheep };
        expect(await start(root, 'after', hosts, variables)).toMatchObject({ code: 0 });
        expect(hosts.seen.map(({ host, path, model, key, status }) => [host, path, model, key, status])).toEqual([
          [OPENAI, '/v1/chat/completions', 'gpt-4o', openai, 200],
          [HOLYSHEEP, '/v1/chat/completions', 'deepseek-v3.2', holysheep, 200],
        ]);
      }),
    );
  });

  test('every app is among them', async () => {
    expect(await appsIn('java')).toEqual(APPS);
  });

  test('the compiler takes the fixtures', async () => {
    const names = readdirSync(FIXTURES).filter((name) => !UNCOMPILED.has(name));
    await withCopy(
      '',
      async (root) => {
        for (const name of names) await migrate({ root: join(root, name, 'input') }, WRITE);
        compile(root, 'after', new RegExp(`^(?:${names.join('|')})/input/`));
      },
      FIXTURES,
    );
  });
});

let fetched: string | undefined;

/** The folder with the packages, which Maven fetches from where the machine's own settings say. */
function packages(): string {
  if (fetched !== undefined) return fetched;
  const pom = join(import.meta.dirname, 'java/pom.xml');
  const folder = join(CACHE, createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 16));
  if (!existsSync(folder)) {
    const fresh = `${folder}.${process.pid}`;
    mkdirSync(fresh, { recursive: true });
    succeed('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${fresh}`], CACHE);
    renameSync(fresh, folder);
  }
  fetched = folder;
  return folder;
}

function compile(root: string, to: string, from = /^/): void {
  const all = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const sources = all.filter((path) => path.endsWith('.java') && from.test(path));
  succeed('javac', ['-nowarn', '-proc:none', '-cp', join(packages(), '*'), '-d', to, ...sources], root);
}

function succeed(command: string, parameters: readonly string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(command, parameters, { cwd, encoding: 'utf8', timeout: BUILDING });
  expect(status === 0 ? '' : stdout + stderr).toBe('');
  expect(status).toBe(0);
}

/** Runs it as a deployment would. Whatever host it asks for, a proxy leads it to the loopback server. */
async function start(root: string, classes: string, hosts: Hosts, variables: Record<string, string>): Promise<Ran> {
  const certificate = join(root, 'hosts.pem');
  const store = join(root, `${classes}.p12`);
  await writeFile(certificate, hosts.certificate);
  succeed(
    'keytool',
    ['-importcert', '-noprompt', '-alias', 'hosts', '-file', certificate, '-keystore', store, '-storepass', PASSWORD],
    root,
  );
  return withProxy(hosts, (proxy) => {
    const properties = [
      '-Dhttps.proxyHost=127.0.0.1',
      `-Dhttps.proxyPort=${new URL(proxy).port}`,
      `-Djavax.net.ssl.trustStore=${store}`,
      `-Djavax.net.ssl.trustStorePassword=${PASSWORD}`,
    ];
    return run(
      'java',
      [...properties, '-cp', `${join(root, classes)}:${join(packages(), '*')}`, 'Ask'],
      root,
      variables,
    );
  });
}
