import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { listenOnLoopback } from '../../src/gateway/serve.js';
import { ranCli } from '../gateway/start-cli.js';
import { schemaErrors } from '../gateway/verify-schema.js';
import { temporaryDirectory } from '../temporary.js';
import { migrate, withApp, withCopy } from './app.js';
import { fakeKeys } from './hosts.js';
import { isWithoutPython, MAKING, pythonOf } from './python-app.js';
import { WRITE } from './recipes.js';
import { PYTHON as PYTHON_APPS } from './tables.js';

const NODE_MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url));

interface Request {
  host: string;
  path: string;
  status: number;
  keyVariables: string[];
  verdict: string;
  count: number;
}

interface Verified {
  code: number | null;
  requests: Request[];
  document: Record<string, unknown> & { exitCode: number; commandExitCode: number };
  /** What the command printed. */
  printed: string;
}

/** Runs a command by `verify` in a folder, with keys that must not be seen in what it says. */
async function verify(root: string, command: readonly string[], env: Record<string, string> = {}, args: string[] = []) {
  const { openai, holysheep } = fakeKeys();
  const keys = { OPENAI_API_KEY: openai, HOLYSHEEP_API_KEY: holysheep };
  const { code, stdout, stderr } = await ranCli(['verify', root, '--json', ...args, '--', ...command], {
    ...keys,
    ...env,
  });
  for (const key of [openai, holysheep]) expect(stdout + stderr).not.toContain(key);
  const document = JSON.parse(stdout);
  expect(schemaErrors(document)).toEqual([]);
  return { code, document, requests: document.requests, printed: stderr } as Verified;
}

function places(requests: readonly Request[]): string[] {
  return requests.map(({ host, path, status, keyVariables }) => `${status} ${host}${path} ${keyVariables.join()}`);
}

const GATEWAY = 'api.holysheep.ai';
const CHAT = `https://${GATEWAY}/v1/chat/completions`;
const ARRIVED = [`200 ${GATEWAY}/v1/chat/completions HOLYSHEEP_API_KEY`];
const BODY = `{ model: 'deepseek-v3.2', messages: [{ role: 'user', content: 'Hello' }] }`;
const HEADERS = `{ 'content-type': 'application/json', authorization: \`Bearer \${process.env.HOLYSHEEP_API_KEY}\` }`;

/** What is read from a library's own folder, whose names here are those of the development dependencies. */
const installed = { axios: 'axios', undici: 'undici', openai: 'openai-v6', 'openai-4': 'openai-v4' };

async function withFiles<T>(files: Record<string, string>, use: (root: string) => Promise<T>): Promise<T> {
  const root = temporaryDirectory(files);
  await mkdir(join(root, 'node_modules'));
  for (const [name, from] of Object.entries(installed))
    await symlink(join(NODE_MODULES, from), join(root, 'node_modules', name), 'junction');
  return use(root);
}

const asked = (options: string) => `{ method: 'POST', headers: ${HEADERS}, body: JSON.stringify(${BODY})${options} }`;
const client = (from: string) => `import OpenAI from '${from}';
const client = new OpenAI({ baseURL: 'https://${GATEWAY}/v1', apiKey: process.env.HOLYSHEEP_API_KEY });
const answer = await client.chat.completions.create(${BODY});
console.log(answer.choices[0].message.content);`;
const byHttps = (open: string) => `import https, { request } from 'node:https';
const answer = await new Promise((resolve, reject) => {
  const sent = ${open}, resolve).on('error', reject);
  sent.end(JSON.stringify(${BODY}));
});
let text = '';
for await (const part of answer) text += part;
console.log(text);`;

const NODE: Record<string, string> = {
  fetch: `console.log(await (await fetch('${CHAT}', ${asked('')})).text());`,
  undici: `import { Agent, request } from 'undici';
const { body } = await request('${CHAT}', ${asked(', dispatcher: new Agent()')});
console.log(await body.text());`,
  'https.request': byHttps(`https.request('${CHAT}', { method: 'POST', headers: ${HEADERS} }`),
  'a named import, with an agent of its own': byHttps(
    `request({ host: '${GATEWAY}', path: '/v1/chat/completions', agent: new https.Agent({ keepAlive: true }), method: 'POST', headers: ${HEADERS} }`,
  ),
  axios: `import axios from 'axios';
console.log(JSON.stringify((await axios.post('${CHAT}', ${BODY}, { headers: ${HEADERS} })).data));`,
  'openai 6': client('openai'),
  'openai 4': client('openai-4'),
  'a worker': `import { Worker } from 'node:worker_threads';
new Worker(\`fetch('${CHAT}', { ...\${JSON.stringify(${asked('')})} }).then((r) => r.text()).then(console.log)\`, { eval: true });`,
  'a child of a child': `import { execFileSync } from 'node:child_process';
const source = \`const ask = (options) => fetch('${CHAT}', options).then((r) => r.text()).then(console.log); ask(\${JSON.stringify(${asked('')})})\`;
const middle = \`require('node:child_process').execFileSync(process.execPath, ['-e', \${JSON.stringify(source)}], { stdio: 'inherit' })\`;
execFileSync(process.execPath, ['-e', middle], { stdio: 'inherit' });`,
};

describe('Node.js', () => {
  test.each(Object.entries(NODE))('%s is led to the stand-in', (_, source) =>
    withFiles({ 'app.mjs': source }, async (root) => {
      const { code, requests, printed } = await verify(root, ['node', 'app.mjs']);
      expect(printed).toContain(`Answer from ${GATEWAY} (deepseek-v3.2)`);
      expect(places(requests)).toEqual(ARRIVED);
      expect(code).toBe(0);
    }),
  );

  test('a WebSocket is refused, and told', () =>
    withFiles(
      {
        'app.mjs': `import https from 'node:https';
const headers = { connection: 'upgrade', upgrade: 'websocket', authorization: \`Bearer \${process.env.OPENAI_API_KEY}\` };
await new Promise((done) => https.get('https://api.openai.com/v1/realtime?model=x', { headers }, done).on('error', done));
process.exit(0);`,
      },
      async (root) => {
        const { requests } = await verify(root, ['node', 'app.mjs']);
        expect(requests).toMatchObject([{ path: '/v1/realtime', status: 404, verdict: 'stays' }]);
      },
    ));

  test('in clear text nothing is sent to these hosts', () =>
    withFiles(
      {
        'app.mjs': `await fetch('http://api.openai.com/v1/models').catch((error) => console.log(error.cause.message));`,
      },
      async (root) => {
        const { requests, printed } = await verify(root, ['node', 'app.mjs']);
        expect(printed).toBe('migrate-to-holysheep: api.openai.com is asked without TLS\n');
        expect(requests).toEqual([]);
      },
    ));

  test('a preload of the user’s own is loaded, too', () =>
    withFiles({ 'own.cjs': `console.error('own preload');`, 'app.mjs': NODE.fetch ?? '' }, async (root) => {
      const { requests, printed } = await verify(root, ['node', 'app.mjs'], {
        NODE_OPTIONS: `--require ${JSON.stringify(join(root, 'own.cjs'))}`,
      });
      expect(printed).toContain('own preload');
      expect(places(requests)).toEqual(ARRIVED);
    }));
});

const PYTHON: Record<string, string> = {
  requests: `import requests
print(requests.post(URL, json=BODY, headers=HEADERS).text)`,
  'requests, with a proxy in the environment': `os.environ["HTTPS_PROXY"] = "http://127.0.0.1:9"
import requests
print(requests.post(URL, json=BODY, headers=HEADERS).text)`,
  httpx: `import httpx
print(httpx.post(URL, json=BODY, headers=HEADERS).text)`,
  'asynchronous httpx': `import asyncio, httpx
async def main():
    async with httpx.AsyncClient() as client: print((await client.post(URL, json=BODY, headers=HEADERS)).text)
asyncio.run(main())`,
  'httpx on uvloop': `import httpx, uvloop
async def main():
    async with httpx.AsyncClient() as client: print((await client.post(URL, json=BODY, headers=HEADERS)).text)
uvloop.run(main())`,
  aiohttp: `import asyncio, aiohttp
async def main():
    async with aiohttp.ClientSession() as s, s.post(URL, json=BODY, headers=HEADERS) as r: print(await r.text())
asyncio.run(main())`,
  urllib: `from urllib.request import Request, urlopen
print(urlopen(Request(URL, json.dumps(BODY).encode(), HEADERS)).read().decode())`,
  'a child': `import subprocess, sys
source = "import os, requests; print(requests.post(%r, json=%r, headers=%r).text)" % (URL, BODY, HEADERS)
subprocess.run([sys.executable, "-c", source], check=True)`,
};

const PRELUDE = `import json, os
URL = "${CHAT}"
BODY = {"model": "deepseek-v3.2", "messages": [{"role": "user", "content": "Hello"}]}
HEADERS = {"content-type": "application/json", "authorization": "Bearer " + os.environ["HOLYSHEEP_API_KEY"]}
`;

describe.skipIf(isWithoutPython)('Python', () => {
  beforeAll(async () => {
    await pythonOf('http');
  }, MAKING);

  test.each(Object.entries(PYTHON))('%s is led to the stand-in', (_, source) =>
    withFiles({ 'app.py': PRELUDE + source }, async (root) => {
      const { code, requests, printed } = await verify(root, [await pythonOf('http'), 'app.py']);
      expect(printed).toContain(`Answer from ${GATEWAY} (deepseek-v3.2)`);
      expect(places(requests)).toEqual(ARRIVED);
      expect(code).toBe(0);
    }),
  );

  test('the SDK is, too, whole and as a stream', () =>
    withFiles(
      {
        'app.py': `import asyncio, os, openai
settings = {"base_url": "https://${GATEWAY}/v1", "api_key": os.environ["HOLYSHEEP_API_KEY"]}
asked = {"model": "deepseek-v3.2", "messages": [{"role": "user", "content": "Hello"}]}
print(openai.OpenAI(**settings).chat.completions.create(**asked).choices[0].message.content)
async def main():
    async for chunk in await openai.AsyncOpenAI(**settings).chat.completions.create(**asked, stream=True):
        print(chunk.choices[0].delta.content or "", end="")
asyncio.run(main())`,
      },
      async (root) => {
        const { code, requests, printed } = await verify(root, [await pythonOf('openai-2'), 'app.py']);
        const answer = `Answer from ${GATEWAY} (deepseek-v3.2)`;
        expect(printed).toBe(`${answer}\n${answer}`);
        expect(places(requests)).toEqual(ARRIVED);
        expect(requests[0]?.count).toBe(2);
        expect(code).toBe(0);
      },
    ));

  test('another sitecustomize is loaded, too', () =>
    withFiles({ 'sitecustomize.py': 'print("own sitecustomize")', 'app.py': 'print("app")' }, async (root) => {
      const { printed } = await verify(root, [await pythonOf('http'), 'app.py'], { PYTHONPATH: root });
      expect(printed).toBe('own sitecustomize\napp\n');
    }));
});

test('what goes to other hosts stays as it is', async () => {
  const server = createServer((_, response) => response.end('from elsewhere'));
  const url = `http://127.0.0.1:${await listenOnLoopback(server)}/`;
  await withFiles({ 'app.mjs': `console.log(await (await fetch('${url}')).text());` }, async (root) => {
    expect(await verify(root, ['node', 'app.mjs'])).toMatchObject({
      code: 0,
      requests: [],
      printed: 'from elsewhere\n',
    });
  });
  server.close();
});

test('a base URL on this machine is asked itself', async () => {
  const server = createServer((_, response) => response.end('from the user’s own mock'));
  const url = `http://127.0.0.1:${await listenOnLoopback(server)}/v1`;
  await withFiles({ 'app.mjs': `console.log(await (await fetch('${url}/models')).text());` }, async (root) => {
    const said = await verify(root, ['node', 'app.mjs'], { HOLYSHEEP_BASE_URL: url });
    expect(said).toMatchObject({ code: 0, requests: [], printed: 'from the user’s own mock\n' });
  });
  server.close();
});

describe('an app', () => {
  const APP = 'v6-responses-tools';
  const start = ['node', 'src/main.js'];

  test('before it has moved, between, and when it has', { timeout: 120_000 }, () =>
    withApp('v4-no-options', async (app) => {
      const command = ['node', app.main];
      const before = await verify(app.root, command);
      expect(before).toMatchObject({ code: 1, document: { commandExitCode: 0 } });
      expect(before.requests).toMatchObject([{ host: 'api.openai.com', verdict: 'not-moved' }]);
      expect(await migrate(app, WRITE)).toMatchObject({ code: 0 });
      const after = await verify(app.root, command);
      expect(after).toMatchObject({ code: 0 });
      expect(places(after.requests)).toEqual(ARRIVED);
    }),
  );

  const MIXED = {
    chat: { host: GATEWAY, path: '/v1/chat/completions', verdict: 'arrives', keyVariables: ['HOLYSHEEP_API_KEY'] },
    embeddings: { host: 'api.openai.com', path: '/v1/embeddings', verdict: 'stays', keyVariables: ['OPENAI_API_KEY'] },
  };

  test('that asks for both asks each host for its own when it has moved', { timeout: 120_000 }, () =>
    withApp('v6-chat-and-embeddings', async (app) => {
      expect(await migrate(app, WRITE)).toMatchObject({ code: 0 });
      const { code, requests } = await verify(app.root, ['node', app.main]);
      expect(requests).toMatchObject([MIXED.embeddings, MIXED.chat]);
      expect(code).toBe(0);
    }),
  );

  test.skipIf(isWithoutPython)('in Python, too', { timeout: MAKING }, () =>
    withCopy('python-chat-and-embeddings', async (root) => {
      const { environment = '', start: parameters = [] } = PYTHON_APPS['python-chat-and-embeddings'] ?? {};
      expect(await migrate({ root }, WRITE)).toMatchObject({ code: 0 });
      const { code, requests } = await verify(root, [await pythonOf(environment), ...parameters]);
      expect(requests).toMatchObject([MIXED.embeddings, MIXED.chat]);
      expect(code).toBe(0);
    }),
  );

  test('what the gateway does not serve stays, and is no failure', { timeout: 120_000 }, () =>
    withApp(APP, async (app) => {
      const { code, requests } = await verify(app.root, start, {}, ['--call-tools']);
      expect(code).toBe(0);
      expect(new Set(requests.map(({ path, verdict }) => `${path} ${verdict}`))).toEqual(
        new Set(['/v1/responses stays']),
      );
    }),
  );
});

describe('the exit code', () => {
  const ask = (
    host: string,
    key: string,
    body: string,
  ) => `await fetch('https://${host}/v1/chat/completions', { method: 'POST', body: JSON.stringify(${body}),
  headers: { 'content-type': 'application/json', authorization: 'Bearer ' + ${key} } });`;
  /** What a dependency does is nothing that the plan can see. */
  async function withDependency(source: string, more: Record<string, string> = {}) {
    return withFiles({ 'start.cjs': `import('./node_modules/hidden.mjs')`, ...more }, async (root) => {
      await writeFile(join(root, 'node_modules/hidden.mjs'), source);
      return verify(root, ['node', 'start.cjs']);
    });
  }

  const GPT = `{ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] }`;

  test('1 when a request still goes to OpenAI, though nothing is left to move', async () => {
    const { code, requests } = await withDependency(ask('eu.api.openai.com', 'process.env.OPENAI_API_KEY', GPT));
    expect(requests).toMatchObject([{ host: 'eu.api.openai.com', status: 200, verdict: 'still-goes' }]);
    expect(code).toBe(1);
  });

  test('0 when it may be of a client that stays', async () => {
    const staying = `import OpenAI from 'openai';
const client = new OpenAI();
export const see = (url) => client.chat.completions.create({ model: 'gpt-4o',
  messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }] });
`;
    const source = ask('api.openai.com', 'process.env.OPENAI_API_KEY', GPT);
    const { code, requests, document } = await withDependency(source, { 'see.mjs': staying });
    expect(requests).toMatchObject([{ verdict: 'may-stay', message: expect.stringContaining('see.mjs:2') }]);
    expect(document.staying).toHaveLength(1);
    expect(code).toBe(0);
  });

  const OWN_TEST = `import OpenAI from 'openai';
const client = new OpenAI({ apiKey: 'test-key' });
export const ask = () => client.chat.completions.create(${GPT});
`;

  test.each([
    ['0 when it may be a test’s own', "'test-key'", 0, 'may-stay', 'own.test.mjs:2'],
    [
      '1 with a key of the environment',
      'process.env.OPENAI_API_KEY',
      1,
      'still-goes',
      'left as they are: own.test.mjs:2',
    ],
  ])('%s, where there is one', async (_, key, exitCode, verdict, said) => {
    const { code, requests } = await withDependency(ask('api.openai.com', key, GPT), { 'own.test.mjs': OWN_TEST });
    expect(requests).toMatchObject([{ verdict, message: expect.stringContaining(said) }]);
    expect(code).toBe(exitCode);
  });

  test.each([
    ['the gateway’s key goes to OpenAI', 'api.openai.com', 'process.env.HOLYSHEEP_API_KEY', GPT, 'key-leaks', 401],
    ['OpenAI’s key goes to the gateway', GATEWAY, 'process.env.OPENAI_API_KEY', BODY, 'wrong-key', 401],
    ['the stand-in for a key was never replaced', GATEWAY, "'YOUR_HOLYSHEEP_API_KEY'", BODY, 'wrong-key', 401],
    ['the gateway does not serve the model', GATEWAY, 'process.env.HOLYSHEEP_API_KEY', GPT, 'refused', 400],
    [
      'the gateway does not take a parameter',
      GATEWAY,
      'process.env.HOLYSHEEP_API_KEY',
      BODY.replace('{', '{ n: 2,'),
      'refused',
      400,
    ],
  ])('1 when %s', async (_, host, key, body, verdict, status) => {
    const { code, requests } = await withDependency(ask(host, key, body));
    expect(requests).toMatchObject([{ verdict, status }]);
    if (verdict === 'refused') expect(requests[0]).toHaveProperty('message', expect.stringMatching(/gpt-4o|n = 1/));
    expect(code).toBe(1);
  });

  test('0 for a failure that a test asks for, and for a key of its own', async () => {
    const { code, requests } = await withDependency(
      ask(GATEWAY, "'test-key'", BODY.replace('deepseek-v3.2', 'mock-429')),
    );
    expect(requests).toMatchObject([{ verdict: 'asked-for', status: 429, keyVariables: [] }]);
    expect(code).toBe(0);
  });

  test('the command’s own where it is not 0, whatever it sent', async () => {
    const source = `${ask(GATEWAY, "'YOUR_HOLYSHEEP_API_KEY'", BODY)}\nprocess.exitCode = 7;`;
    expect(await withDependency(source)).toMatchObject({ code: 7, document: { commandExitCode: 7, exitCode: 7 } });
  });

  test('128 and the number of a signal that ended it', async () => {
    expect(await withDependency(`process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 9000);`)).toMatchObject({
      code: 143,
    });
  });

  test('2 when it cannot be started', () =>
    withFiles({}, async (root) => {
      const { code, document } = await verify(root, ['no-such-command-here']);
      expect(code).toBe(2);
      expect(document.error).toMatchObject({ code: 'cannot-run' });
    }));
});

test('keys that are not set are made up, and said to be', () =>
  withFiles({ 'app.mjs': NODE.fetch ?? '' }, async (root) => {
    const { code, stdout } = await ranCli(['verify', root, '--', 'node', 'app.mjs']);
    expect(stdout.split('\n')).toEqual([
      `ok    1x POST ${CHAT} deepseek-v3.2: 200, key of HOLYSHEEP_API_KEY`,
      'HOLYSHEEP_API_KEY was not set: it got a made-up key for this run.',
      'OPENAI_API_KEY was not set: it got a made-up key for this run.',
      'node ended with 0. 1 request, all as they should be.',
      '',
    ]);
    expect(code).toBe(0);
  }));

test('with --env keep the gateway’s key is in the old variable', () =>
  withFiles({ 'app.mjs': (NODE.fetch ?? '').replace('HOLYSHEEP_API_KEY', 'OPENAI_API_KEY') }, async (root) => {
    const { code, requests } = await verify(root, ['node', 'app.mjs'], {}, ['--env', 'keep']);
    expect(places(requests)).toEqual([`200 ${GATEWAY}/v1/chat/completions OPENAI_API_KEY`]);
    expect(code).toBe(0);
  }));
