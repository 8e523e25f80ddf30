import { describe, expect, test } from 'vitest';
import { type App, appsIn, files, kind, migrate, outcome, type Ran, replaceText, start, withApp } from './app.js';
import { expectMoved, expectOnly, LEAK } from './expectations.js';
import { HOLYSHEEP, type Hosts, OPENAI, withHosts } from './hosts.js';
import { bothKeys, CHAT, HOST, KEY, LEFT_OVER, MODEL, RECIPES, WRITE } from './recipes.js';
import { JAVASCRIPT, NAMES } from './tables.js';

const row = (name: string) => {
  const found = JAVASCRIPT[name];
  if (!found) throw new Error(`No row for ${name}`);
  return found;
};

function withRow<T>(name: string, use: (app: App) => Promise<T>): Promise<T> {
  return withApp(name, use, { installed: row(name).packages });
}

/** What an application does before anything is done to it; asked for by several tests, run once. */
const untouched = new Map<string, Promise<{ ran: Ran; hosts: Hosts }>>();
function asItIs(name: string): Promise<{ ran: Ran; hosts: Hosts }> {
  const { variables } = row(name);
  const run = () =>
    withRow(name, (app) =>
      withHosts(async (hosts) => ({ ran: await start(app, hosts, { ...bothKeys(hosts.keys), ...variables }), hosts })),
    );
  const known = untouched.get(name) ?? run();
  untouched.set(name, known);
  return known;
}

const LONG = 300_000;
const TITLES = {
  true: 'once migrated, it speaks to HolySheep only',
  false: 'it is left on OpenAI',
  chat: 'once migrated, it speaks to HolySheep for chat, and to OpenAI for the rest',
};
const names = Object.keys(JAVASCRIPT);

test('every application has its row', async () => {
  expect(NAMES.javascript).toEqual(await appsIn('javascript'));
});

describe.concurrent.each(names)('%s', (name) => {
  const { moves, byText, variables } = row(name);

  test('as it is, it speaks to OpenAI only', { timeout: LONG }, async () => {
    const { ran, hosts } = await asItIs(name);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^[^\n]+\n$/);
    expectOnly(hosts, OPENAI);
  });

  test(TITLES[`${moves}`], { timeout: LONG }, () =>
    withRow(name, async (app) => {
      const before = await files(app);
      await withHosts(async ({ keys }) => {
        expect(await migrate(app, WRITE, bothKeys(keys))).toMatchObject({ code: 0, stderr: '' });
      });
      const after = await files(app);
      if (moves) expect([...after.keys()]).toEqual([...before.keys()]);
      else expect(after).toEqual(before);

      const original = await asItIs(name);
      for (const rest of moves ? [{}, LEFT_OVER] : [{}])
        await withHosts(async (hosts) => {
          const ran = await start(app, hosts, { ...bothKeys(hosts.keys), ...rest, ...variables });
          expect(ran).toMatchObject({ code: 0, stderr: '' });
          expect(kind(ran)).toBe(kind(original.ran));
          expectMoved(hosts, moves);
        });

      expect(await migrate(app, WRITE)).toMatchObject({ code: 0, stderr: '' });
      expect(await files(app)).toEqual(after);
    }),
  );

  test.each(RECIPES.map((recipe, column) => ({ ...recipe, becomes: byText[column] })))(
    'with $title: $becomes',
    { timeout: LONG },
    ({ replacements, environment, becomes }) =>
      withRow(name, (app) =>
        withHosts(async (hosts) => {
          await replaceText(app, replacements);
          expect(outcome(await start(app, hosts, { ...environment(hosts.keys), ...variables }), hosts)).toBe(becomes);
        }),
      ),
  );
});

const moving = names.filter((name) => row(name).moves);

test.concurrent.each(moving)(
  '%s, deployed before the new key is set, gives OpenAI’s to nobody else',
  { timeout: LONG },
  (name) =>
    withRow(name, (app) =>
      withHosts(async (hosts) => {
        expect(await migrate(app, WRITE)).toMatchObject({ code: 0, stderr: '' });
        await start(app, hosts, { OPENAI_API_KEY: hosts.keys.openai, ...row(name).variables });
        expect(hosts.seen.filter(({ host, key }) => host === HOLYSHEEP && key === hosts.keys.openai)).toEqual([]);
      }),
    ),
);

test.concurrent.each(['fetch-chat', 'v4-no-options', 'v7-env-base-url'] as const)(
  '%s, with the names of its variables kept, needs no more than new values',
  { timeout: LONG },
  (name) =>
    withRow(name, (app) =>
      withHosts(async (hosts) => {
        expect(await migrate(app, [...WRITE, '--env', 'keep'])).toMatchObject({ code: 0, stderr: '' });
        expect(await start(app, hosts, { OPENAI_API_KEY: hosts.keys.holysheep })).toMatchObject({ code: 0 });
        expectOnly(hosts, HOLYSHEEP);
        expect(await migrate(app, ['--check', '--env', 'keep'])).toMatchObject({ code: 0, stderr: '' });
      }),
    ),
);

test.concurrent.each(['fetch-responses', 'v5-responses-streaming', 'v6-responses-tools', 'v7-responses'] as const)(
  '%s, when its calls of the Responses API may become chat calls, speaks to HolySheep only, and says the same',
  { timeout: LONG },
  (name) =>
    withRow(name, (app) =>
      withHosts(async (hosts) => {
        const original = await asItIs(name);
        expect(original.hosts.seen.map(({ path }) => path)).toContain('/v1/responses');
        expect(await migrate(app, [...WRITE, ...CHAT])).toMatchObject({ code: 0, stderr: '' });
        const ran = await start(app, hosts, { ...bothKeys(hosts.keys), ...LEFT_OVER });
        expect(ran).toMatchObject({ code: 0, stderr: '' });
        expect(kind(ran)).toBe(kind(original.ran));
        expectMoved(hosts, true);
        expect(await migrate(app, ['--check', ...CHAT])).toMatchObject({ code: 0, stderr: '' });
      }),
    ),
);

test('a base URL that a deployment still sets takes the new key to OpenAI after a text replacement', () =>
  withRow('v7-env-base-url', (app) =>
    withHosts(async (hosts) => {
      await replaceText(app, [HOST, KEY, MODEL]);
      const ran = await start(app, hosts, { ...bothKeys(hosts.keys), ...LEFT_OVER });
      expect(outcome(ran, hosts)).toBe(LEAK);
    }),
  ));
