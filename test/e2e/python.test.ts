import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { appsIn, type Copy, files, kind, migrate, outcome, type Ran, replaceText, withCopy } from './app.js';
import { expectMoved, expectOnly, LEAK, NEW } from './expectations.js';
import { HOLYSHEEP, type Hosts, OPENAI, withHosts } from './hosts.js';
import { isWithoutPython, MAKING, notebook, pythonOf, startPython, syntaxErrors } from './python-app.js';
import { bothKeys, CHAT, HOST, KEY, LEFT_OVER, MODEL, RECIPES, WRITE } from './recipes.js';
import { NAMES, PYTHON } from './tables.js';

/** The name of the environment, then what is given to its Python. */
type Start = readonly [environment: string, ...parameters: string[]];

const row = (name: string) => {
  const found = PYTHON[name];
  if (!found) throw new Error(`No row for ${name}`);
  const { environment, start: parameters = [], notebook: path, variables = {} } = found;
  const command: Start = [environment, ...(path === undefined ? parameters : notebook(path))];
  return { ...found, command, variables };
};

const LONG = 300_000;
const TITLES = {
  true: 'once migrated, it speaks to HolySheep only',
  false: 'it is left on OpenAI',
  chat: 'once migrated, it speaks to HolySheep for chat, and to OpenAI for the rest',
};
const names = Object.keys(PYTHON);

function withPython<T>(name: string, use: (app: Copy) => Promise<T>): Promise<T> {
  return withCopy(name, (root) => use({ root }));
}

/** Another start than the table's: the same application in another environment, or for another user. */
function start(
  app: Copy,
  [environment, ...parameters]: Start,
  hosts: Hosts,
  variables: Record<string, string>,
): Promise<Ran> {
  return startPython(app, { environment, parameters }, hosts, variables);
}

/** Migrates and checks what holds for every run of the tool: all is well, and nobody's key is told. */
async function migrateSilently(app: Copy, hosts: Hosts, flags: readonly string[] = WRITE): Promise<Ran> {
  const ran = await migrate(app, [...flags], bothKeys(hosts.keys));
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  for (const key of Object.values(hosts.keys)) expect(ran.stdout).not.toContain(key);
  return ran;
}

/** What an application does before anything is done to it; asked for by several tests, run once. */
const untouched = new Map<string, Promise<{ ran: Ran; hosts: Hosts }>>();
function asItIs(name: string): Promise<{ ran: Ran; hosts: Hosts }> {
  const { command, variables } = row(name);
  const run = () =>
    withPython(name, (app) =>
      withHosts(async (hosts) => ({
        ran: await start(app, command, hosts, { ...bothKeys(hosts.keys), ...variables }),
        hosts,
      })),
    );
  const known = untouched.get(name) ?? run();
  untouched.set(name, known);
  return known;
}

test('every Python application has its row', async () => {
  expect(NAMES.python).toEqual(await appsIn('python'));
});

describe.skipIf(isWithoutPython)('with Python', () => {
  beforeAll(async () => {
    await pythonOf('http');
  }, MAKING);

  describe.concurrent.each(names)('%s', (name) => {
    const { command, moves, byText, variables } = row(name);

    test('as it is, it speaks to OpenAI only', { timeout: LONG }, async () => {
      const { ran, hosts } = await asItIs(name);
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      expect(ran.stdout).toMatch(/^[^\n]+\n$/);
      expectOnly(hosts, OPENAI);
    });

    test(TITLES[`${moves}`], { timeout: LONG }, () =>
      withPython(name, async (app) => {
        const before = await files(app);
        await withHosts((hosts) => migrateSilently(app, hosts));
        const after = await files(app);
        if (moves) expect([...after.keys()]).toEqual([...before.keys()]);
        else expect(after).toEqual(before);
        const changed = [...after].filter(([path, text]) => text !== before.get(path)).map(([path]) => path);
        const sources = changed.filter((path) => /\.(?:py|ipynb)$/.test(path));
        expect(await syntaxErrors(app, sources)).toBe('');

        const original = await asItIs(name);
        for (const rest of moves ? [{}, LEFT_OVER] : [{}])
          await withHosts(async (hosts) => {
            const ran = await start(app, command, hosts, { ...bothKeys(hosts.keys), ...rest, ...variables });
            expect(ran).toMatchObject({ code: 0, stderr: '' });
            expect(kind(ran)).toBe(kind(original.ran));
            expectMoved(hosts, moves);
          });

        await withHosts((hosts) => migrateSilently(app, hosts));
        expect(await files(app)).toEqual(after);
      }),
    );

    test.each(RECIPES.map((recipe, column) => ({ ...recipe, becomes: byText[column] })))(
      'with $title: $becomes',
      { timeout: LONG },
      ({ replacements, environment, becomes }) =>
        withPython(name, (app) =>
          withHosts(async (hosts) => {
            await replaceText(app, replacements);
            const ran = await start(app, command, hosts, { ...environment(hosts.keys), ...variables });
            expect(outcome(ran, hosts)).toBe(becomes);
          }),
        ),
    );
  });

  test.concurrent.each(['python-v0-chat', 'python-v1.3-sync', 'python-env-base-url', 'python-requests'] as const)(
    '%s, with the names of its variables kept, needs no more than new values',
    { timeout: LONG },
    (name) =>
      withPython(name, (app) =>
        withHosts(async (hosts) => {
          await migrateSilently(app, hosts, [...WRITE, '--env', 'keep']);
          const variables = { OPENAI_API_KEY: hosts.keys.holysheep };
          expect(await start(app, row(name).command, hosts, variables)).toMatchObject({ code: 0 });
          expectOnly(hosts, HOLYSHEEP);
          await migrateSilently(app, hosts, ['--check', '--env', 'keep']);
        }),
      ),
  );

  test.concurrent.each([
    'python-requests-responses',
    'python-v1-responses-tools',
    'python-v2-responses-streaming',
  ] as const)(
    '%s, when its calls of the Responses API may become chat calls, speaks to HolySheep only, and says the same',
    { timeout: LONG },
    (name) =>
      withPython(name, (app) =>
        withHosts(async (hosts) => {
          const original = await asItIs(name);
          expect(original.hosts.seen.map(({ path }) => path)).toContain('/v1/responses');
          await migrateSilently(app, hosts, [...WRITE, ...CHAT]);
          const variables = { ...bothKeys(hosts.keys), ...LEFT_OVER };
          const ran = await start(app, row(name).command, hosts, variables);
          expect(ran).toMatchObject({ code: 0, stderr: '' });
          expect(kind(ran)).toBe(kind(original.ran));
          expectMoved(hosts, true);
          await migrateSilently(app, hosts, ['--check', ...CHAT]);
        }),
      ),
  );

  const moving = names.filter((name) => row(name).moves);

  test.concurrent.each(moving)(
    '%s, deployed before the new key is set, gives OpenAI’s to nobody else',
    { timeout: LONG },
    (name) =>
      withPython(name, (app) =>
        withHosts(async (hosts) => {
          const { command, variables } = row(name);
          await migrateSilently(app, hosts);
          await start(app, command, hosts, { OPENAI_API_KEY: hosts.keys.openai, ...variables });
          expect(hosts.seen.filter(({ host, key }) => host === HOLYSHEEP && key === hosts.keys.openai)).toEqual([]);
        }),
      ),
  );

  test('a base URL that a deployment still sets takes the new key to OpenAI after a text replacement', () =>
    withPython('python-env-base-url', (app) =>
      withHosts(async (hosts) => {
        await replaceText(app, [HOST, KEY, MODEL]);
        const variables = { ...bothKeys(hosts.keys), ...LEFT_OVER };
        expect(outcome(await start(app, row('python-env-base-url').command, hosts, variables), hosts)).toBe(LEAK);
      }),
    ));

  test('a key in the source is gone after the migration, and is told to nobody', { timeout: LONG }, () =>
    withPython('python-v0-chat', (app) =>
      withHosts(async (hosts) => {
        const key = ['sk', 'proj', `not-real-${randomUUID()}`].join('-');
        const path = join(app.root, 'horoscope.py');
        const source = await readFile(path, 'utf8');
        await writeFile(path, source.replace('os.getenv("OPENAI_API_KEY")', `"${key}"`));
        for (const flags of [[], ['--json'], WRITE]) {
          const { stdout, stderr } = await migrate(app, flags);
          expect(stdout + stderr).not.toContain(key);
        }
        for (const text of (await files(app)).values()) expect(text).not.toContain(key);
        const ran = await start(app, row('python-v0-chat').command, hosts, bothKeys(hosts.keys));
        expect(outcome(ran, hosts)).toBe(NEW);
      }),
    ),
  );

  test('of a notebook, nothing but the source of its cells changes', { timeout: LONG }, () =>
    withPython('python-notebook', (app) =>
      withHosts(async (hosts) => {
        const path = join(app.root, 'chat.ipynb');
        const before = await readFile(path, 'utf8');
        await migrateSilently(app, hosts);
        const after = await readFile(path, 'utf8');
        expect(sources(after)).not.toEqual(sources(before));
        expect(sources(after)[0]).toBe(sources(before)[0]);
        expect(after.replace(SOURCES, '')).toBe(before.replace(SOURCES, ''));
        // Run from its first cell to its last, it prints the new answer: the old one is still what it shows.
        const ran = await start(app, row('python-notebook').command, hosts, bothKeys(hosts.keys));
        expect(ran.stdout).toBe(`Answer from ${HOLYSHEEP} (deepseek-v3.2)\t✔\n`);
        expect(await readFile(path, 'utf8')).toBe(after);
        expect(after).toContain(`Answer from ${OPENAI} (gpt-4o-mini)\\t`);
      }),
    ),
  );
});

/** As text, with all escapes: what a cell consists of is compared byte for byte. */
const SOURCES = /"source": \[\n[\s\S]*?\n {3}\]/g;
function sources(text: string): string[] {
  return text.match(SOURCES) ?? [];
}
