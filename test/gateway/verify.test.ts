import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROFILES, type Profile } from '../../src/catalog/profile.js';
import { type Identity, selfSigned } from '../../src/gateway/certificate.js';
import { startMock } from '../../src/gateway/mock.js';
import { OUTCOMES } from '../../src/gateway/outcomes.js';
import type { Seen } from '../../src/gateway/serve.js';
import { listenOnLoopback } from '../../src/gateway/serve.js';
import { ranCli } from './start-cli.js';
import { schemaErrors } from './verify-schema.js';

/** Visibly fake, and long enough to be looked for in what is printed. */
const KEY = 'made-up-for-a-test-of-verify';
const ENV = { HOLYSHEEP_API_KEY: KEY };

/** No question about a name leaves this machine either. */
const NO_NAMES = `const dns = require('node:dns');
const { lookup } = dns;
dns.lookup = (host, options, told) =>
  /invalid$/.test(host) ? told(Object.assign(new Error(host), { code: 'ENOTFOUND' })) : lookup(host, options, told);
`;

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'holysheep-verify-'));
  await writeFile(join(scratch, 'no-names.cjs'), NO_NAMES);
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function withServer<T>(listener: RequestListener, use: (url: string) => Promise<T>, tls?: Identity): Promise<T> {
  const server: Server = tls ? createTlsServer(tls, listener) : createServer(listener);
  try {
    return await use(`${tls ? 'https' : 'http'}://127.0.0.1:${await listenOnLoopback(server)}/v1`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function withMock<T>(use: (url: string, seen: Seen[]) => Promise<T>): Promise<T> {
  const seen: Seen[] = [];
  const profile = PROFILES.holysheep as Profile;
  const mock = await startMock({
    ...{ profile, port: 0, callsTools: false },
    takes: (key) => key === KEY,
    seen: (one) => void seen.push(one),
  });
  return use(mock.baseUrl, seen).finally(mock.close);
}

const MODELS = JSON.stringify({ object: 'list', data: [{ id: 'deepseek-v3.2' }] });

async function verify(args: readonly string[], env: Record<string, string> = ENV) {
  const { code, stdout, stderr } = await ranCli(
    ['verify', '--json', ...args],
    { NODE_OPTIONS: `--require=${join(scratch, 'no-names.cjs')}`, ...env },
    scratch,
  );
  expect(stdout + stderr).not.toContain(KEY);
  const document = JSON.parse(stdout);
  expect(schemaErrors(document)).toEqual([]);
  return { code, document, codes: (document.checks ?? []).map((check: { outcome: string }) => check.outcome) };
}

/** What is said of an answer to the list of models. */
async function answered(listener: RequestListener, args: readonly string[] = [], tls?: Identity, env = ENV) {
  return withServer(listener, (url) => verify(['--base-url', url, ...args], env), tls);
}

test('all is well: the key is taken, and the model is there', () =>
  withMock(async (url, seen) => {
    const { code, codes } = await verify(['--base-url', url]);
    expect({ code, codes }).toEqual({ code: 0, codes: ['ok', 'ok'] });
    expect(seen.map(({ method, path, key }) => [method, path, key])).toEqual([['GET', '/v1/models', KEY]]);
  }));

test('for people: a line for each, and nothing else', () =>
  withMock(async (url) => {
    const { code, stdout, stderr } = await ranCli(['verify'], { ...ENV, HOLYSHEEP_BASE_URL: url }, scratch);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      `HolySheep AI at ${url}, with the key in HOLYSHEEP_API_KEY`,
      'ok    models: The key is taken, and 7 models are listed.',
      'ok    model: deepseek-v3.2 is listed.',
      'All is well.',
      '',
    ]);
  }));

test('each model that a call will ask has to be there', () =>
  withMock(async (url) => {
    const mapped = await verify([
      '--base-url',
      url,
      '--model-map',
      'gpt-4o=no-such-model',
      '--model-for',
      'vision=gpt-4.1',
    ]);
    expect(mapped.code).toBe(1);
    expect(mapped.document.checks.map(({ about, outcome }: Record<string, string>) => [about, outcome])).toEqual([
      [undefined, 'ok'],
      ['deepseek-v3.2', 'ok'],
      ['no-such-model', 'no-model'],
      ['gpt-4.1', 'ok'],
    ]);
    expect(mapped.document.checks[2].message).toContain('It lists deepseek-v3.2, gpt-4.1,');
  }));

describe('--smoke', () => {
  const CALLS = {
    plain: '',
    streaming: 'stream: true',
    tools: "tools: [{ type: 'function', function: { name: 'x' } }]",
    json: "response_format: { type: 'json_object' }",
  };
  const app = (more: string, model = 'gpt-4o') => `import OpenAI from 'openai';
const client = new OpenAI();
export const ask = (messages) => client.chat.completions.create({ model: '${model}', messages, ${more} });
`;

  test.each(Object.entries(CALLS))('%s: tried where the repository asks for it', async (kind, more) => {
    const root = await mkdtemp(join(scratch, 'app-'));
    await writeFile(join(root, 'app.mjs'), app(more));
    await withMock(async (url, seen) => {
      const { code, document } = await verify([root, '--smoke', '--base-url', url]);
      expect(code).toBe(0);
      const tried = document.checks.filter(({ id }: { id: string }) => id === 'smoke');
      expect(tried.map(({ about }: { about: string }) => about)).toEqual([...new Set(['plain', kind])]);
      expect(seen).toHaveLength(1 + tried.length);
    });
  });

  test('what a request is refused with is told', async () => {
    const root = await mkdtemp(join(scratch, 'app-'));
    await writeFile(join(root, 'app.mjs'), app(CALLS.streaming));
    const listener: RequestListener = ({ method }, response) => {
      if (method === 'POST') response.writeHead(400).end('{"error":{"message":"no more of this"}}');
      else response.end(MODELS);
    };
    const { code, document } = await answered(listener, [root, '--smoke']);
    expect(code).toBe(1);
    expect(document.checks.at(-1)).toMatchObject({ about: 'streaming', outcome: 'refused' });
    expect(document.checks.at(-1).message).toContain('400: no more of this');
  });
});

describe('answers that are none', () => {
  test.each([
    [401, 'key-refused', 'Make a key there'],
    [402, 'no-credit', 'Top it up'],
    [403, 'forbidden', 'what the key may do'],
    [404, 'not-found', 'base URL'],
    [418, 'refused', '418'],
    [500, 'gateway-fault', 'Run again later'],
    [503, 'gateway-fault', '503'],
  ])('%i: %s', async (status, outcome, said) => {
    const { code, codes, document } = await answered((_, response) => {
      response.writeHead(status).end(`{"error":{"message":"you sent ${KEY}"}}`);
    });
    expect({ code, codes }).toEqual({ code: 1, codes: [outcome] });
    expect(document.checks[0].message).toContain(said);
  });

  test.each([
    ['7', 'to wait 7 s'],
    ['Fri, 01 Jan 2021 00:00:00 GMT', 'to wait 0 s'],
  ])('429, with Retry-After: %s', async (header, said) => {
    const { code, document } = await answered((_, response) =>
      response.writeHead(429, { 'retry-after': header }).end(),
    );
    expect(code).toBe(1);
    expect(document.checks[0]).toMatchObject({ outcome: 'rate-limited', message: expect.stringContaining(said) });
  });

  test('a redirect is told, and not followed', async () => {
    let asked = 0;
    const { code, codes, document } = await answered((_, response) => {
      asked++;
      response.writeHead(302, { location: 'https://elsewhere.invalid/login' }).end();
    });
    expect({ code, codes, asked }).toEqual({ code: 1, codes: ['redirected'], asked: 1 });
    expect(document.checks[0].message).toContain('elsewhere.invalid');
  });

  test.each(['<html>Sign in</html>', '{"data":7}', '[]', ''])('%j is no list of models', async (text) => {
    expect(await answered((_, response) => response.end(text))).toMatchObject({ code: 1, codes: ['not-understood'] });
  });
});

describe('no answer', () => {
  test('nobody listens', async () => {
    const url = await withServer(
      () => {},
      async (one) => one,
    );
    expect(await verify(['--base-url', url])).toMatchObject({ code: 2, codes: ['connection-refused'] });
  });

  test('nobody knows the name', async () => {
    expect(await verify(['--base-url', 'https://nobody.invalid/v1'])).toMatchObject({ code: 2, codes: ['dns'] });
  });

  test('too late', async () => {
    expect(await answered(() => {}, ['--timeout', '0.3'])).toMatchObject({ code: 2, codes: ['timeout'] });
  });

  test('too late in the middle', async () => {
    const half: RequestListener = (_, response) => void response.writeHead(200).write('{"data":[');
    expect(await answered(half, ['--timeout', '0.3'])).toMatchObject({ code: 2, codes: ['timeout'] });
  });

  test('cut off', async () => {
    expect(await answered(({ socket }) => socket.destroy())).toMatchObject({ code: 2, codes: ['closed'] });
  });

  test('no HTTP', async () => {
    expect(await answered(({ socket }) => socket.end('SSH-2.0-x\r\n'))).toMatchObject({ code: 2, codes: ['closed'] });
  });
});

describe('TLS', () => {
  const identity = selfSigned(['localhost']);
  const list: RequestListener = (_, response) => response.end(MODELS);
  const asLocalhost = (url: string) => url.replace('127.0.0.1', 'localhost');

  test('a certificate that nobody vouches for is not taken', async () => {
    const { code, codes, document } = await withServer(
      list,
      (url) => verify(['--base-url', asLocalhost(url)]),
      identity,
    );
    expect({ code, codes }).toEqual({ code: 2, codes: ['tls'] });
    expect(document.checks[0].message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(document.checks[0].message).toContain('NODE_EXTRA_CA_CERTS');
  });

  test('one that NODE_EXTRA_CA_CERTS names is taken, for its own names', async () => {
    const file = join(scratch, 'ca.pem');
    await writeFile(file, identity.cert);
    const env = { ...ENV, NODE_EXTRA_CA_CERTS: file };
    await withServer(
      list,
      async (url) => {
        expect(await verify(['--base-url', asLocalhost(url)], env)).toMatchObject({ code: 0 });
        expect(await verify(['--base-url', url], env)).toMatchObject({ code: 2, codes: ['tls'] });
      },
      identity,
    );
  });

  test('no TLS where it is expected', async () => {
    const url = (one: string) => one.replace('http:', 'https:');
    const said = await withServer(list, (one) => verify(['--base-url', url(one)]));
    expect(said).toMatchObject({ code: 2, codes: ['tls'] });
  });
});

describe('a proxy', () => {
  const identity = selfSigned(['gateway.invalid']);

  /** Leads every CONNECT to one port of this machine. */
  async function withProxy<T>(
    port: number,
    status: number,
    use: (url: string, asked: string[]) => Promise<T>,
  ): Promise<T> {
    const asked: string[] = [];
    const sockets: Socket[] = [];
    const proxy = createServer().on('connect', ({ url, headers }, socket) => {
      asked.push(`${url} ${headers['proxy-authorization'] ?? ''}`.trim());
      if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
      const there = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        there.pipe(socket).pipe(there);
      });
      sockets.push(there);
      there.on('error', () => socket.destroy());
      socket.on('error', () => there.destroy());
    });
    try {
      return await use(`http://name:made-up-password@127.0.0.1:${await listenOnLoopback(proxy)}`, asked);
    } finally {
      for (const socket of sockets) socket.destroy();
      proxy.closeAllConnections();
      proxy.close();
    }
  }

  async function through(status: number, more: Record<string, string> = {}) {
    const file = join(scratch, 'proxied.pem');
    await writeFile(file, identity.cert);
    return withServer(
      (_, response) => response.end(MODELS),
      (url) =>
        withProxy(Number(new URL(url).port), status, async (proxy, asked) => {
          const env = { ...ENV, HTTPS_PROXY: proxy, NODE_EXTRA_CA_CERTS: file, ...more };
          const said = await verify(['--base-url', 'https://gateway.invalid/v1'], env);
          expect(JSON.stringify(said.document)).not.toContain('made-up-password');
          return { ...said, asked };
        }),
      identity,
    );
  }

  test('HTTPS_PROXY leads to the gateway', async () => {
    const { code, asked } = await through(200);
    expect(code).toBe(0);
    const pair = Buffer.from('name:made-up-password').toString('base64');
    expect(asked).toEqual([`gateway.invalid:443 Basic ${pair}`]);
  });

  test('NO_PROXY leaves it out', async () => {
    expect(await through(200, { NO_PROXY: '.invalid' })).toMatchObject({ code: 2, codes: ['dns'], asked: [] });
  });

  test.each([403, 407, 502])('what it says itself (%i) is not taken for the gateway', async (status) => {
    const { code, codes, document } = await through(status);
    expect({ code, codes }).toEqual({ code: 2, codes: ['proxy-denies'] });
    expect(document.checks[0].message).toContain(`(${status})`);
  });

  test('one that is not there is told apart', async () => {
    const { code, codes, document } = await through(200, { HTTPS_PROXY: 'http://127.0.0.1:9' });
    expect({ code, codes }).toEqual({ code: 2, codes: ['proxy'] });
    expect(document.checks[0].message).toContain('127.0.0.1:9');
  });
});

describe('a key that must not be sent', () => {
  const openais = ['sk', 'proj', 'NotARealKey0123456789abcdefghijklmnop'].join('-');

  test.each([
    ['none', {}, 'no-key', 'HOLYSHEEP_API_KEY is not set'],
    ['an empty one', { HOLYSHEEP_API_KEY: ' ' }, 'no-key', 'is not set'],
    ['a stand-in', { HOLYSHEEP_API_KEY: 'YOUR_HOLYSHEEP_API_KEY' }, 'no-key', 'a stand-in'],
    ['one with a line break', { HOLYSHEEP_API_KEY: 'a\nb' }, 'no-key', 'cannot be a key'],
    ['OpenAI’s, by its shape', { HOLYSHEEP_API_KEY: openais }, 'foreign-key', 'a key of OpenAI'],
    ['OpenAI’s, by its variable', { ...ENV, OPENAI_API_KEY: KEY }, 'foreign-key', 'the key of OPENAI_API_KEY'],
  ])('%s', async (_, env, error, said) => {
    let asked = 0;
    await withServer(
      () => asked++,
      async (url) => {
        const { code, document } = await verify(['--base-url', url], env);
        expect(code).toBe(2);
        expect(document.error).toMatchObject({ code: error, message: expect.stringContaining(said) });
        expect(JSON.stringify(document)).not.toContain(openais);
      },
    );
    expect(asked).toBe(0);
  });

  test('to OpenAI', async () => {
    const { code, document } = await verify(['--base-url', 'https://eu.api.openai.com/v1']);
    expect(code).toBe(2);
    expect(document.error.code).toBe('foreign-host');
  });

  test('in clear text it goes no further than this machine', async () => {
    const { code, document } = await verify(['--base-url', 'http://gateway.invalid/v1']);
    expect(code).toBe(2);
    expect(document.error.code).toBe('clear-text');
  });
});

test.each([
  [['verify', '--timeout', 'soon'], 'seconds'],
  [['verify', 'one', 'two'], 'a command stands behind --'],
  [['--write', 'verify'], '--write cannot be used with verify'],
  [['verify', '--key', 'x'], 'unknown option'],
])('%j is wrong usage', async (args, said) => {
  expect(await ranCli(args, ENV, scratch)).toMatchObject({ code: 2, stderr: expect.stringContaining(said) });
});

test('a base URL in the environment that is none is wrong usage', async () => {
  expect(await ranCli(['verify'], { ...ENV, HOLYSHEEP_BASE_URL: 'gateway' }, scratch)).toMatchObject({ code: 2 });
});

test('the schema names every outcome', () => {
  const schema = JSON.parse(readFileSync(new URL('../../schema/verify.schema.json', import.meta.url), 'utf8'));
  const { outcome } = schema.definitions.gateway.properties.checks.items.properties;
  expect(outcome.enum).toEqual(Object.keys(OUTCOMES));
});
