import { createServer } from 'node:net';
import OpenAI from 'openai-v6';
import { expect, test } from 'vitest';
import { listenOnLoopback } from '../../src/gateway/serve.js';
import { ranCli, type Started, startCli } from './start-cli.js';
import { schemaErrors } from './verify-schema.js';

/** Visibly fake. */
const KEY = 'made-up-for-a-test';
const MESSAGES = [{ role: 'user' as const, content: 'Hello, in JSON' }];
const MODEL = 'deepseek-v3.2';

async function withMock<T>(
  use: (client: OpenAI, mock: Started) => Promise<T>,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<T> {
  const mock = startCli(['mock', '--json', ...args], env);
  const address = new Promise<string>((resolve, reject) => {
    mock.stdout?.on('data', () => {
      const [, found] = /"baseUrl": "([^"]+)"/.exec(mock.printed().stdout) ?? [];
      if (found) resolve(found);
    });
    void mock.ended.then(({ stderr }) => reject(new Error(stderr)), reject);
  });
  try {
    return await use(new OpenAI({ baseURL: await address, apiKey: KEY, maxRetries: 0 }), mock);
  } finally {
    mock.stdin?.end();
    await mock.ended;
  }
}

test('an SDK of OpenAI’s gets what it asks for', () =>
  withMock(async (client, mock) => {
    expect(client.baseURL).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
    expect((await client.models.list()).data.map(({ id }) => id)).toContain(MODEL);
    expect(await client.models.retrieve(MODEL)).toMatchObject({ id: MODEL });

    const plain = await client.chat.completions.create({ model: MODEL, messages: MESSAGES });
    expect(plain.choices[0]?.message.content).toBe(`Answer from api.holysheep.ai (${MODEL})`);

    const stream = await client.chat.completions.create({
      model: MODEL,
      messages: MESSAGES,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let tokens = 0;
    for await (const { choices, usage } of stream) {
      text += choices[0]?.delta.content ?? '';
      tokens += usage?.total_tokens ?? 0;
    }
    expect({ text, tokens }).toEqual({ text: plain.choices[0]?.message.content, tokens: 8 });

    const json = await client.chat.completions.create({
      model: MODEL,
      messages: MESSAGES,
      response_format: { type: 'json_object' },
    });
    expect(JSON.parse(json.choices[0]?.message.content ?? '')).toHaveProperty('answer');
    expect(mock.printed().stderr).toContain(`200 POST /v1/chat/completions ${MODEL}\n`);
    expect(mock.printed().stderr).not.toContain(KEY);
    expect(schemaErrors(JSON.parse(mock.printed().stdout))).toEqual([]);
  }));

test('with --call-tools a tool is called, as a stream too', () =>
  withMock(
    async (client) => {
      const asked = {
        model: MODEL,
        messages: MESSAGES,
        tools: [{ type: 'function' as const, function: { name: 'weather', parameters: { type: 'object' } } }],
      };
      const called = await client.chat.completions.create(asked);
      expect(called.choices[0]).toMatchObject({ finish_reason: 'tool_calls' });
      const streamed = await client.chat.completions.stream(asked).finalChatCompletion();
      expect(streamed.choices[0]?.message.tool_calls).toMatchObject([{ function: { name: 'weather' } }]);
    },
    ['--call-tools'],
  ));

test('what the gateway does not take fails as it would there', () =>
  withMock(async (client) => {
    const ask = (more: object, headers: Record<string, string> = {}) =>
      client.chat.completions.create({ model: MODEL, messages: MESSAGES, ...more }, { headers });
    await expect(ask({ model: 'gpt-4o' })).rejects.toThrow(OpenAI.BadRequestError);
    await expect(ask({ n: 2 })).rejects.toThrow('400 Invalid n value');
    await expect(ask({ model: 'mock-401' })).rejects.toThrow(OpenAI.AuthenticationError);
    await expect(ask({}, { 'x-mock-status': '404' })).rejects.toThrow(OpenAI.NotFoundError);
    const limited = await ask({}, { 'x-mock-status': '429' }).catch((error: unknown) => error);
    expect(limited).toBeInstanceOf(OpenAI.RateLimitError);
    expect((limited as InstanceType<typeof OpenAI.RateLimitError>).headers.get('retry-after')).toBe('1');
    await expect(client.embeddings.create({ model: MODEL, input: 'x' })).rejects.toThrow(OpenAI.NotFoundError);
  }));

test.each([
  ['another key than the variable holds', { HOLYSHEEP_API_KEY: 'the-one-that-is-set' }],
  ['the key of OpenAI', { OPENAI_API_KEY: KEY }],
])('%s is refused', (_, env) =>
  withMock(
    async (client) => {
      await expect(client.models.list()).rejects.toThrow(OpenAI.AuthenticationError);
    },
    [],
    env,
  ),
);

test('the models and the variables are those of the profile', () =>
  withMock(
    async (client) => {
      expect((await client.models.list()).data.map(({ id }) => id)).toEqual(['deepseek-v4-flash', 'deepseek-v4-pro']);
    },
    ['--profile', 'deepseek'],
  ));

test.each([
  ['its input ends', (mock: Started) => mock.stdin?.end()],
  ['SIGINT comes', (mock: Started) => mock.kill('SIGINT')],
  ['SIGTERM comes', (mock: Started) => mock.kill('SIGTERM')],
])('it ends when %s, with 0', (_, end) =>
  withMock(async (client, mock) => {
    await client.models.list();
    end(mock);
    expect(await mock.ended).toMatchObject({ code: 0 });
  }),
);

test('it ends after the time that is given', async () => {
  const mock = startCli(['mock', '--for', '0.2']);
  expect(await mock.ended).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('HOLYSHEEP_BASE_URL=http://127.0.0.1:'),
  });
});

test('a port that is taken ends it with 2', async () => {
  const other = createServer();
  const port = await listenOnLoopback(other);
  expect(await ranCli(['mock', '--port', String(port)])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`The port ${port} cannot be used (EADDRINUSE).`),
  });
  other.close();
});

test.each([
  [['mock', '--port', '70000'], 'port'],
  [['mock', '--for', '-1'], 'seconds'],
  [['mock', 'somewhere'], 'too many arguments'],
  [['--write', 'mock'], '--write cannot be used with mock'],
])('%j is wrong usage', async (args, said) => {
  expect(await ranCli(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(said) });
});
