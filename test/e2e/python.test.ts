import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { appsIn, type Copy, files, kind, migrate, outcome, type Ran, replaceText, withCopy } from './app.js';
import { expectMoved, expectOnly, LEAK, type Moves, NEW, OLD } from './expectations.js';
import { HOLYSHEEP, type Hosts, OPENAI, withHosts } from './hosts.js';
import { isWithoutPython, MAKING, notebook, pythonOf, startPython, syntaxErrors } from './python-app.js';
import { bothKeys, CHAT, HOST, KEY, LEFT_OVER, MODEL, RECIPES, WRITE } from './recipes.js';

/** The name of the environment, then what is given to its Python. */
type Start = readonly [environment: string, ...parameters: string[]];

interface Row {
  start: Start;
  moves: Moves;
  byText: readonly string[];
}

const BY_TEXT_ONLY = ['401 at HolySheep', '400 at HolySheep', NEW, LEAK];

/**
 * Each application, how it is started, whether the tool may move it, and what becomes of it when the article's
 * instructions are followed instead: the columns of RECIPES, in their order.
 */
const TABLE = {
  'python-aiohttp': { start: ['http', 'moderate.py'], moves: true, byText: BY_TEXT_ONLY },
  'python-argparse': {
    start: ['openai-3', 'ask.py', 'Where does rain come from?', '--short'],
    moves: true,
    byText: [OLD, OLD, '404 at OpenAI', LEAK],
  },
  'python-article': {
    start: ['openai-1.3', '-m', 'frontdesk', '4711', 'When is breakfast?'],
    moves: true,
    byText: [OLD, LEAK, LEAK, LEAK],
  },
  'python-chat-and-embeddings': {
    start: ['openai-2', '-m', 'library.search'],
    moves: 'chat',
    byText: ['401 at HolySheep', '404 at HolySheep', '404 at HolySheep', LEAK],
  },
  'python-embeddings-only': { start: ['openai-1', 'near.py'], moves: false, byText: [OLD, LEAK, LEAK, LEAK] },
  'python-env-base-url': { start: ['openai-2', 'translate.py'], moves: true, byText: BY_TEXT_ONLY },
  'python-httpx-async': { start: ['http', 'weather.py'], moves: true, byText: BY_TEXT_ONLY },
  'python-module-chat-and-embeddings': {
    start: ['openai-2', 'atlas.py'],
    moves: 'chat',
    byText: [OLD, LEAK, LEAK, LEAK],
  },
  'python-module-client': { start: ['openai-2', 'greet.py'], moves: true, byText: [OLD, LEAK, LEAK, LEAK] },
  'python-notebook': {
    start: ['notebook', ...notebook('chat.ipynb')],
    moves: true,
    byText: [OLD, LEAK, LEAK, LEAK],
  },
  'python-requests': { start: ['http', 'changelog.py'], moves: true, byText: BY_TEXT_ONLY },
  'python-settings-class': { start: ['openai-1', '-m', 'tutor.lesson'], moves: true, byText: BY_TEXT_ONLY },
  'python-urllib': { start: ['http', 'poem.py'], moves: true, byText: BY_TEXT_ONLY },
  'python-v0-api-base': {
    start: ['openai-0.28', '-m', 'helpdesk'],
    moves: true,
    // The one version and the one way of reading the model that the article's variables are right for.
    byText: ['401 at HolySheep', '400 at HolySheep', NEW, NEW],
  },
  'python-v0-async': {
    start: ['openai-0.28', 'narrate.py'],
    moves: true,
    byText: [OLD, LEAK, LEAK, '400 at HolySheep'],
  },
  'python-v0-chat': {
    start: ['openai-0.28', 'horoscope.py'],
    moves: true,
    byText: [OLD, LEAK, LEAK, '400 at HolySheep'],
  },
  'python-v0-chat-and-embeddings': {
    start: ['openai-0.28', 'matchmaker.py'],
    moves: 'chat',
    byText: [OLD, OLD, '404 at OpenAI', '404 at HolySheep'],
  },
  'python-v1-async-streaming': {
    start: ['openai-1', '-m', 'live_notes.cli'],
    moves: true,
    byText: [OLD, LEAK, LEAK, LEAK],
  },
  'python-v1-responses-tools': {
    start: ['openai-1', 'errands.py'],
    moves: false,
    byText: [OLD, OLD, '404 at OpenAI', LEAK],
  },
  'python-v1.3-sync': { start: ['openai-1.3', 'caption.py'], moves: true, byText: [OLD, OLD, '404 at OpenAI', LEAK] },
  'python-v2-class-field': { start: ['openai-2', '-m', 'warehouse'], moves: true, byText: [OLD, LEAK, LEAK, LEAK] },
  'python-v2-responses-streaming': {
    start: ['openai-2', 'bedtime.py'],
    moves: false,
    byText: [OLD, LEAK, LEAK, LEAK],
  },
  'python-v3-with-options': { start: ['openai-3', 'recap.py'], moves: true, byText: [OLD, LEAK, LEAK, LEAK] },
} as const satisfies Record<string, Row>;

type Name = keyof typeof TABLE;

const LONG = 120_000;
const TITLES = {
  true: 'once migrated, it speaks to HolySheep only',
  false: 'it is left on OpenAI',
  chat: 'once migrated, it speaks to HolySheep for chat, and to OpenAI for the rest',
};
const names = Object.keys(TABLE) as Name[];

function withPython<T>(name: Name, use: (app: Copy) => Promise<T>): Promise<T> {
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
const untouched = new Map<Name, Promise<{ ran: Ran; hosts: Hosts }>>();
function asItIs(name: Name): Promise<{ ran: Ran; hosts: Hosts }> {
  const run = () =>
    withPython(name, (app) =>
      withHosts(async (hosts) => ({ ran: await start(app, TABLE[name].start, hosts, bothKeys(hosts.keys)), hosts })),
    );
  const known = untouched.get(name) ?? run();
  untouched.set(name, known);
  return known;
}

test('every Python application has its row', async () => {
  expect(names).toEqual(await appsIn('python'));
});

describe.skipIf(isWithoutPython)('with Python', () => {
  beforeAll(async () => {
    await pythonOf('http');
  }, MAKING);

  describe.concurrent.each(names)('%s', (name) => {
    const { start: command, moves, byText } = TABLE[name];

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
            const ran = await start(app, command, hosts, { ...bothKeys(hosts.keys), ...rest });
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
            const ran = await start(app, command, hosts, environment(hosts.keys));
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
          expect(await start(app, TABLE[name].start, hosts, variables)).toMatchObject({ code: 0 });
          expectOnly(hosts, HOLYSHEEP);
          await migrateSilently(app, hosts, ['--check', '--env', 'keep']);
        }),
      ),
  );

  test.concurrent.each(['python-v1-responses-tools', 'python-v2-responses-streaming'] as const)(
    '%s, when its calls of the Responses API may become chat calls, speaks to HolySheep only, and says the same',
    { timeout: LONG },
    (name) =>
      withPython(name, (app) =>
        withHosts(async (hosts) => {
          const original = await asItIs(name);
          expect(original.hosts.seen.map(({ path }) => path)).toContain('/v1/responses');
          await migrateSilently(app, hosts, [...WRITE, ...CHAT]);
          const variables = { ...bothKeys(hosts.keys), ...LEFT_OVER };
          const ran = await start(app, TABLE[name].start, hosts, variables);
          expect(ran).toMatchObject({ code: 0, stderr: '' });
          expect(kind(ran)).toBe(kind(original.ran));
          expectMoved(hosts, true);
          await migrateSilently(app, hosts, ['--check', ...CHAT]);
        }),
      ),
  );

  test('a base URL that a deployment still sets takes the new key to OpenAI after a text replacement', () =>
    withPython('python-env-base-url', (app) =>
      withHosts(async (hosts) => {
        await replaceText(app, [HOST, KEY, MODEL]);
        const variables = { ...bothKeys(hosts.keys), ...LEFT_OVER };
        expect(outcome(await start(app, TABLE['python-env-base-url'].start, hosts, variables), hosts)).toBe(LEAK);
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
        const ran = await start(app, TABLE['python-v0-chat'].start, hosts, bothKeys(hosts.keys));
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
        const ran = await start(app, TABLE['python-notebook'].start, hosts, bothKeys(hosts.keys));
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
