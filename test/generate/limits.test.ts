import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createOpenAI } from 'ai-sdk-openai-v3';
import OpenAIv4 from 'openai-v4';
import OpenAIv5 from 'openai-v5';
import OpenAIv6 from 'openai-v6';
import OpenAIv7 from 'openai-v7';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';

type Module = typeof import('../../src/generate/templates/limits.js');
type Fetch = import('../../src/generate/templates/limits.js').Fetch;

const TEMPLATES = new URL('../../src/generate/templates/', import.meta.url);
const load = (name: string) => import(new URL(name, TEMPLATES).href) as Promise<Module>;
const TYPED = await load('limits.ts');
const MODULES: [string, Module][] = [
  ['limits.ts', TYPED],
  ['limits.js', await load('limits.js')],
];
const SDKS: [string, typeof OpenAIv7][] = [
  ['openai 4', OpenAIv4 as unknown as typeof OpenAIv7],
  ['openai 5', OpenAIv5 as unknown as typeof OpenAIv7],
  ['openai 6', OpenAIv6 as unknown as typeof OpenAIv7],
  ['openai 7', OpenAIv7],
];

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** The most that begins in any such time. */
function most(times: readonly number[], within: number): number {
  return Math.max(...times.map((from) => times.filter((one) => one >= from && one < from + within).length));
}

/** Answers at once, and notes when it was asked, by a clock of the test's own. */
function noting(times: number[], answer: () => Response = () => new Response('{}')): Fetch {
  return async () => {
    times.push(Date.now());
    return answer();
  };
}

const answered = () =>
  Response.json({
    id: 'x',
    object: 'chat.completion',
    created: 1,
    model: 'deepseek-v3.2',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Hello' } }],
  });
const ASKED = { model: 'deepseek-v3.2', messages: [{ role: 'user' as const, content: 'Hello' }] };

describe.each(MODULES)('%s, by a simulated clock', (_, { limitFetch }) => {
  test('30 a second are 30 a second, all at once, and after a pause', async () => {
    vi.useFakeTimers();
    const times: number[] = [];
    const send = limitFetch({ requestsPerSecond: 30 }, noting(times));
    const all = Promise.all(Array.from({ length: 300 }, () => send('https://gateway.test')));
    await vi.advanceTimersByTimeAsync(20_000);
    await all;
    expect([times.length, most(times, 1000), most(times, 10_000)]).toEqual([300, 30, 300]);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBe(9000);

    // One, then as many as can be when the second is nearly over: where two seconds meet there are no more.
    times.length = 0;
    const first = send('https://gateway.test');
    await vi.advanceTimersByTimeAsync(950);
    const rest = Promise.all(Array.from({ length: 70 }, () => send('https://gateway.test')));
    await vi.advanceTimersByTimeAsync(10_000);
    await Promise.all([first, rest]);
    expect([times.length, most(times, 1000)]).toEqual([71, 30]);
  });

  test.each([
    [{ requestsPerMinute: 90 }, 60_000, 90],
    [{ requestsPerSecond: 2.5 }, 400, 1],
    [{ requestsPerSecond: 0.5 }, 2000, 1],
    [{ requestsPerMinute: 0.5 }, 120_000, 1],
  ])('%o', async (limits, within, count) => {
    vi.useFakeTimers();
    const times: number[] = [];
    const send = limitFetch(limits, noting(times));
    const all = Promise.all(Array.from({ length: 3 * count + 1 }, () => send('https://gateway.test')));
    await vi.advanceTimersByTimeAsync(5 * within);
    await all;
    expect([times.length, most(times, within)]).toEqual([3 * count + 1, count]);
  });

  test('a bucket that is filled up once a second, whatever the rate, lets 50 through where 30 are asked for', async () => {
    vi.useFakeTimers();
    const times: number[] = [];
    const send = bucket({ rate: 30, size: 50 }, noting(times));
    const all = Promise.all(Array.from({ length: 300 }, () => send('https://gateway.test')));
    await vi.advanceTimersByTimeAsync(20_000);
    await all;
    expect(most(times, 1000)).toBe(50);
  });

  test.each(SDKS)('%s asks again when Retry-After says, and each time counts', async (_, OpenAI) => {
    vi.useFakeTimers();
    const times: number[] = [];
    const statuses: number[] = [];
    const send = limitFetch(
      { requestsPerSecond: 2, concurrency: 2 },
      noting(times, () => {
        const status = statuses.length < 3 ? 429 : 200;
        statuses.push(status);
        if (status === 200) return answered();
        return Response.json({ error: { message: 'slow down' } }, { status, headers: { 'retry-after': '7' } });
      }),
    );
    const client = new OpenAI({ apiKey: 'YOUR_KEY', baseURL: 'https://gateway.test/v1', fetch: send, maxRetries: 5 });
    const all = Promise.all(Array.from({ length: 5 }, () => client.chat.completions.create(ASKED)));
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await all).map(({ choices }) => choices[0]?.message.content)).toEqual(Array(5).fill('Hello'));
    expect([times.length, most(times, 1000)]).toEqual([8, 2]);
    // Those that were refused came again after their 7 seconds, and not before.
    expect(times.filter((time) => time < (times[0] ?? 0) + 7000)).toHaveLength(5);
  });

  test('what is set in the environment holds, and what is no number is refused', async () => {
    vi.useFakeTimers();
    vi.stubEnv('HOLYSHEEP_REQUESTS_PER_SECOND', '3');
    vi.stubEnv('HOLYSHEEP_REQUESTS_PER_MINUTE', ' ');
    const times: number[] = [];
    const send = limitFetch({}, noting(times));
    const all = Promise.all(Array.from({ length: 9 }, () => send('https://gateway.test')));
    await vi.advanceTimersByTimeAsync(10_000);
    await all;
    expect(most(times, 1000)).toBe(3);
    for (const text of ['many', '0', '-1', 'Infinity']) {
      vi.stubEnv('HOLYSHEEP_REQUESTS_PER_SECOND', text);
      expect(() => limitFetch()('https://gateway.test')).toThrow('HOLYSHEEP_REQUESTS_PER_SECOND must be a number');
    }
  });

  test('who gives up while waiting sends nothing, and takes nobody’s turn', async () => {
    vi.useFakeTimers();
    const times: number[] = [];
    const send = limitFetch({ requestsPerSecond: 1 }, noting(times));
    const controller = new AbortController();
    const first = send('https://gateway.test');
    const second = send('https://gateway.test', { signal: controller.signal });
    const third = send('https://gateway.test');
    const refused = expect(second).rejects.toMatchObject({ name: 'AbortError' });
    controller.abort();
    await vi.advanceTimersByTimeAsync(1500);
    await Promise.all([first, refused, third]);
    expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 1000]);
  });

  test('a request that fails gives its place back', async () => {
    const send = limitFetch({ requestsPerSecond: 1000, concurrency: 1 }, async () => {
      throw new TypeError('fetch failed');
    });
    for (let count = 0; count < 3; count++) await expect(send('https://gateway.test')).rejects.toThrow('fetch failed');
  });
});

test('the clients take it by their types', () => {
  const { limitedFetch, MAX_RETRIES } = TYPED;
  const options = { apiKey: 'YOUR_KEY', baseURL: 'https://gateway.test/v1', maxRetries: MAX_RETRIES };
  const clients = [
    new OpenAIv4({ ...options, fetch: limitedFetch }),
    new OpenAIv5({ ...options, fetch: limitedFetch }),
    new OpenAIv6({ ...options, fetch: limitedFetch }),
    new OpenAIv7({ ...options, fetch: limitedFetch }),
    createOpenAI({ apiKey: 'YOUR_KEY', fetch: limitedFetch }),
  ];
  expect(clients).toHaveLength(5);
});

/** What an article offers as a token bucket, in our own words: the rate is an argument that nothing reads. */
function bucket({ size }: { rate: number; size: number }, send: Fetch): Fetch {
  let tokens = size;
  let filled = Date.now();
  return async (input, init) => {
    for (;;) {
      if (Date.now() - filled >= 1000) [tokens, filled] = [size, Date.now()];
      if (tokens-- > 0) return send(input, init);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
}

/** A gateway on loopback. A stream goes on when it is told to. */
async function gateway() {
  const seen: string[] = [];
  const streams: { next(): void; isClosed(): boolean }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      const { stream, user } = JSON.parse(body) as { stream?: boolean; user?: string };
      seen.push(user ?? '');
      if (!stream)
        return void answered()
          .text()
          .then((text) => response.setHeader('content-type', 'application/json').end(text));
      response.setHeader('content-type', 'text/event-stream; charset=utf-8');
      const choices = [{ index: 0, delta: { content: 'word ' }, finish_reason: null }];
      const chunk = `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices })}\n\n`;
      response.write(chunk);
      streams.push({ next: () => response.end(`${chunk}data: [DONE]\n\n`), isClosed: () => response.closed });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, seen, streams };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(5);
}

describe.each(MODULES)('%s, over loopback', (_, { limitFetch }) => {
  test.each(SDKS)('a stream of %s holds its place to its end, and gives it back however it ends', async (_, OpenAI) => {
    const { baseURL, seen, streams } = await gateway();
    const send = limitFetch({ requestsPerSecond: 1000, concurrency: 1 });
    const client = new OpenAI({ apiKey: 'YOUR_KEY', baseURL, fetch: send, maxRetries: 0 });
    const stream = (user: string, signal?: AbortSignal) =>
      client.chat.completions.create({ ...ASKED, user, stream: true }, { signal });
    const ask = (user: string) => client.chat.completions.create({ ...ASKED, user });

    const read = await stream('read');
    const second = ask('second');
    await pause(50);
    expect(seen).toEqual(['read']);
    streams[0]?.next();
    const words: string[] = [];
    for await (const { choices } of read) words.push(choices[0]?.delta.content ?? '');
    await second;
    expect([words.join(''), seen]).toEqual(['word word ', ['read', 'second']]);

    for await (const _ of await stream('left')) break;
    await ask('after it was left');
    await until(() => streams[1]?.isClosed() ?? false);

    const controller = new AbortController();
    await stream('aborted', controller.signal);
    controller.abort();
    await ask('after it was aborted');
    expect(seen).toEqual(['read', 'second', 'left', 'after it was left', 'aborted', 'after it was aborted']);

    const waiting = new AbortController();
    const open = await stream('open');
    const given = stream('given up', waiting.signal);
    const refused = expect(given).rejects.toThrow('aborted');
    waiting.abort();
    await refused;
    open.controller.abort();
    await ask('last');
    expect(seen.slice(-2)).toEqual(['open', 'last']);
  });
});
