import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { node } from './app.js';
import { fakeKeys, HOLYSHEEP, type Hosts, OPENAI, withHosts } from './hosts.js';

async function ask(hosts: Hosts, host: string, key: string, path: string, model: string): Promise<number> {
  const asked = path === 'responses' ? { input: 'Hello' } : { messages: [{ role: 'user', content: 'Hello' }] };
  const response = await fetch(`${hosts.url}/${host}/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ model, ...asked }),
  });
  await response.text();
  return response.status;
}

test('HolySheep takes its own key, its one model, and chat', () =>
  withHosts(async (hosts) => {
    const { openai, holysheep } = hosts.keys;
    expect(await ask(hosts, HOLYSHEEP, holysheep, 'chat/completions', 'deepseek-v3.2')).toBe(200);
    expect(await ask(hosts, HOLYSHEEP, openai, 'chat/completions', 'deepseek-v3.2')).toBe(401);
    expect(await ask(hosts, HOLYSHEEP, holysheep, 'chat/completions', 'gpt-4o')).toBe(400);
    for (const path of ['embeddings', 'images/generations', 'completions', 'responses'])
      expect(await ask(hosts, HOLYSHEEP, holysheep, path, 'deepseek-v3.2')).toBe(404);
    expect(hosts.seen.map(({ status }) => status)).toEqual([200, 401, 400, 404, 404, 404, 404]);
  }));

test('OpenAI takes its own key and its own models, for everything', () =>
  withHosts(async (hosts) => {
    const { openai, holysheep } = hosts.keys;
    for (const path of ['chat/completions', 'embeddings', 'images/generations', 'completions', 'responses'])
      expect(await ask(hosts, OPENAI, openai, path, 'gpt-4o')).toBe(200);
    expect(await ask(hosts, OPENAI, holysheep, 'chat/completions', 'gpt-4o')).toBe(401);
    expect(await ask(hosts, OPENAI, openai, 'chat/completions', 'deepseek-v3.2')).toBe(404);
  }));

test('every run has keys of its own, which are visibly none', () => {
  const { openai, holysheep } = fakeKeys();
  expect(openai).toMatch(/^sk-not-a-real-key-/);
  expect(holysheep).toMatch(/^cr_not_real_/);
  expect(fakeKeys().openai).not.toBe(openai);
});

const REQUESTS = {
  fetch: (url: string) => `await fetch('${url}')`,
  'fetch of a Request': (url: string) => `await fetch(new Request('${url}'))`,
  'https.get': (url: string) => `await new Promise((r) => https.get('${url}', r))`,
  'https.request with options': (url: string) =>
    `await new Promise((r) => https.request({ hostname: '${new URL(url).hostname}', path: '${new URL(url).pathname}' }, r).end())`,
  'a named import': (url: string) => `await new Promise((r) => get('${url}', r))`,
};

function program(request: string): string {
  return `import https, { get } from 'node:https'; import net from 'node:net'; ${request}; process.exit(0);`;
}

test.each(Object.entries(REQUESTS))('an application reaches the loopback server by %s', (_, request) =>
  withHosts(async (hosts) => {
    const source = program(request(`https://${HOLYSHEEP}/v1/models`));
    const ran = await node(['--input-type=module', '-e', source], tmpdir(), { E2E_HOSTS: hosts.url });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(hosts.seen.map(({ host, path }) => `${host} ${path}`)).toEqual([`${HOLYSHEEP} /v1/models`]);
  }),
);

const ELSEWHERE = {
  ...REQUESTS,
  'a bare socket': (url: string) => `net.connect(443, '${new URL(url).hostname}')`,
};

test.each(Object.entries(ELSEWHERE))('an application reaches no other host by %s', (_, request) =>
  withHosts(async (hosts) => {
    for (const environment of [{ E2E_HOSTS: hosts.url }, {}] as Record<string, string>[]) {
      const source = program(request('https://elsewhere.invalid/v1/models'));
      const ran = await node(['--input-type=module', '-e', source], tmpdir(), environment);
      expect(ran.code).toBe(1);
      expect(ran.stderr).toContain('e2e: refused elsewhere.invalid');
    }
    expect(hosts.seen).toEqual([]);
  }),
);
