import PQueue from 'p-queue';

/** So many requests in so many seconds are sent at most, and so many are under way at once. */
const REQUESTS = 30;
const SECONDS = 1;
const CONCURRENCY = Number.POSITIVE_INFINITY;
/** Variables of the environment that say otherwise. */
const PER_SECOND = 'HOLYSHEEP_REQUESTS_PER_SECOND';
const PER_MINUTE = 'HOLYSHEEP_REQUESTS_PER_MINUTE';
const AT_ONCE = 'HOLYSHEEP_CONCURRENCY';
/** How often the SDK asks again, after the time that Retry-After says. Each time is a request that counts. */
export const MAX_RETRIES = 5;

export interface Limits {
  requestsPerSecond?: number;
  requestsPerMinute?: number;
  /** A request is under way until its answer is read to the end. */
  concurrency?: number;
}

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** A fetch that sends each request when it is its turn. Any second, or minute, has no more than the limit. */
export function limitFetch(limits: Limits = {}, send: Fetch = (input, init) => fetch(input, init)): Fetch {
  let made: PQueue | undefined;
  return (input, init) => {
    made ??= new PQueue(queueOptions(limits));
    const queue = made;
    const signal = init?.signal ?? undefined;
    return new Promise((resolve, reject) => {
      const turn = async () => {
        const response = await send(input, init);
        if (!response.body || !/^text\/event-stream/i.test(response.headers.get('content-type') ?? '')) {
          // Read here, since not everybody reads an answer that is an error.
          await response.clone().arrayBuffer();
          resolve(response);
          return;
        }
        const { answer, ended } = followed(response, response.body);
        resolve(answer);
        await ended;
      };
      queue.add(turn, { signal }).catch(reject);
    });
  };
}

const shared = limitFetch();

/** For all clients of this process together. Its type is one that each version of the SDK takes. */
export const limitedFetch = shared as (input: unknown, init?: unknown) => Promise<never>;

function queueOptions({ requestsPerSecond, requestsPerMinute, concurrency }: Limits) {
  const perSecond = requestsPerSecond ?? (requestsPerMinute === undefined ? numberIn(PER_SECOND) : undefined);
  const perMinute = requestsPerMinute ?? numberIn(PER_MINUTE);
  const [requests, seconds] =
    perSecond !== undefined ? [perSecond, 1] : perMinute !== undefined ? [perMinute, 60] : [REQUESTS, SECONDS];
  // Half a request in that time is one in a longer time.
  const whole = Number.isInteger(requests) ? requests : 1;
  return {
    concurrency: concurrency ?? numberIn(AT_ONCE) ?? CONCURRENCY,
    intervalCap: whole,
    interval: Math.ceil((seconds * 1000 * whole) / requests),
    // Without it, the last moment of one second and the first one of the next have twice as many.
    strict: true,
  };
}

function numberIn(name: string): number | undefined {
  const text = process.env[name]?.trim();
  if (!text) return undefined;
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new Error(`${name} must be a number above 0`);
}

/** The answer as it is, and when it has been read, left or broken off. */
function followed(response: Response, body: ReadableStream<Uint8Array>): { answer: Response; ended: Promise<void> } {
  const reader = body.getReader();
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = () => resolve(undefined);
  });
  const read = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) {
            controller.enqueue(value);
            return;
          }
          controller.close();
        } catch (error) {
          controller.error(error);
        }
        end();
      },
      async cancel(reason) {
        end();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = response;
  return { answer: new Response(read, { status, statusText, headers }), ended };
}
