import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Asked, Judged } from './answer-as-gateway.js';
import { type Answer, refusal } from './answers.js';
import type { BodyFact } from './body-facts.js';
import { askedFailure } from './http-failures.js';
import { isObject, type Json } from './json-body.js';

/** Where a request goes: which host is meant, and the path there. */
export interface Place {
  host: string;
  path: string;
}

/** One request, as a host saw it, with what it was told. `key` must not be shown. */
export interface Seen extends Place {
  method: string;
  key: string;
  model: string;
  body: Json;
  status: number;
  /** What was said in place of an answer. */
  error?: string;
  facts: BodyFact[];
  /** The client wanted to see a failure. */
  isAskedFor: boolean;
}

export interface Listening {
  placeOf(request: IncomingMessage): Place;
  answer(host: string, asked: Asked): Judged;
  seen(request: Seen): void;
}

/** Answers requests, and tells of each. */
export function listener(listening: Listening): RequestListener {
  return (request, response) =>
    void respond(listening, request, response).catch((error: Error) => response.destroy(error));
}

/** Refuses to open a WebSocket, and tells of it. */
export function refuseUpgrade({
  placeOf,
  answer,
  seen,
}: Listening): (request: IncomingMessage, socket: Duplex) => void {
  return (request, socket) => {
    const asked = askedBy(request, placeOf(request).path, {});
    const judged = answer(placeOf(request).host, asked);
    const status = judged.answer.status >= 400 ? judged.answer.status : 404;
    seen({ ...seenOf(placeOf(request), asked), status, facts: [] });
    socket.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  };
}

async function respond(
  { placeOf, answer, seen }: Listening,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const place = placeOf(request);
  const body = await bodyOf(request);
  const asked = askedBy(request, place.path, body ?? {});
  const judged = body
    ? answer(place.host, asked)
    : { answer: refusal(400, 'The body is no JSON object', 'invalid_request_error'), facts: [] };
  const { status } = judged.answer;
  seen({ ...seenOf(place, asked), status, error: errorIn(judged.answer), facts: judged.facts });
  send(judged.answer, response);
}

function seenOf(place: Place, asked: Asked): Omit<Seen, 'status' | 'error' | 'facts'> {
  const { method, key, body } = asked;
  const model = typeof body.model === 'string' ? body.model : '';
  return { ...place, method, key, body, model, isAskedFor: askedFailure(asked) !== undefined };
}

function errorIn({ body }: Answer): string | undefined {
  const error = isObject(body) ? body.error : undefined;
  return isObject(error) ? String(error.message) : undefined;
}

function send({ status, headers, body, events }: Answer, response: ServerResponse): void {
  response.writeHead(status, { 'content-type': events ? 'text/event-stream' : 'application/json', ...headers });
  for (const event of events ?? []) response.write(event);
  response.end(events ? undefined : JSON.stringify(body));
}

function askedBy({ method = 'GET', headers }: IncomingMessage, path: string, body: Json): Asked {
  const key = (headers.authorization ?? '').replace(/^Bearer /i, '') || String(headers['api-key'] ?? '');
  return { method, path, key, headers, body };
}

/** `undefined` where JSON is said to be sent and is not; what is sent in other forms (uploads) plays no part. */
async function bodyOf(request: IncomingMessage): Promise<Json | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= MAX_BODY) chunks.push(chunk as Buffer);
  }
  const isJson = /json|^$|text\/plain/.test(request.headers['content-type'] ?? '');
  if (size === 0 || size > MAX_BODY || !isJson) return {};
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Bytes. What is larger is read to its end, and forgotten. */
const MAX_BODY = 64 * 1024 * 1024;

/** On the loopback interface only. Gives the port. */
export async function listenOnLoopback(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}
