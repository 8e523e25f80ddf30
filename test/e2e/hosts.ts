import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import type { TLSSocket } from 'node:tls';
import {
  type Answer,
  answerChat,
  answerChatCall,
  answerResponses,
  answerResponsesCall,
  chatEvents,
  responsesEvents,
} from './answers.js';
import { type Identity, selfSigned } from './certificate.js';

export const OPENAI = 'api.openai.com';
export const HOLYSHEEP = 'api.holysheep.ai';

export interface Keys {
  openai: string;
  holysheep: string;
}

/** One request, as a host saw it. */
export interface Seen {
  host: string;
  path: string;
  key: string;
  model: string;
  body: Body;
  status: number;
}

export interface Hosts {
  /** Where both hosts are found: each under its own name as the first part of the path. */
  url: string;
  /** Where both speak TLS, with a certificate for either name: the name that a client asks for tells which is meant. */
  tlsPort: number;
  /** What a client has to trust, in PEM. */
  certificate: string;
  keys: Keys;
  seen: Seen[];
}

type Body = Record<string, unknown>;

/** Made up at run time, and made to look it. */
export function fakeKeys(): Keys {
  const tail = randomUUID().replaceAll('-', '').slice(0, 12);
  return {
    openai: ['sk', 'not', 'a', 'real', 'key', tail].join('-'),
    holysheep: ['cr', 'not', 'real', tail].join('_'),
  };
}

/** Impersonates both hosts on the loopback interface while `use` runs. */
export async function withHosts<T>(use: (hosts: Hosts) => Promise<T>): Promise<T> {
  const keys = fakeKeys();
  const seen: Seen[] = [];
  const listener = (at: (request: IncomingMessage) => Place) => (request: IncomingMessage, response: ServerResponse) =>
    void answer(at(request), request, response, keys, seen).catch((error: Error) => response.destroy(error));
  identity ??= selfSigned([OPENAI, HOLYSHEEP]);
  const plain = createServer(listener(placeInPath));
  const tls = createTlsServer(identity, listener(placeAskedFor));
  try {
    const [url, tlsPort] = [`http://127.0.0.1:${await portOf(plain)}`, await portOf(tls)];
    return await use({ url, tlsPort, certificate: identity.cert, keys, seen });
  } finally {
    for (const server of [plain, tls]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }
}

/** One for all servers of a process: the hosts' names are what matters in it. */
let identity: Identity | undefined;

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

interface Place {
  host: string;
  path: string;
}

function placeInPath({ url = '' }: IncomingMessage): Place {
  const [, host = '', ...rest] = url.split('?')[0]?.split('/') ?? [];
  return { host, path: `/${rest.join('/')}` };
}

function placeAskedFor({ url = '', socket }: IncomingMessage): Place {
  return { host: String((socket as TLSSocket & { servername?: string }).servername), path: url.split('?')[0] ?? '' };
}

async function answer(
  { host, path }: Place,
  request: IncomingMessage,
  response: ServerResponse,
  keys: Keys,
  seen: Seen[],
): Promise<void> {
  const key = (request.headers.authorization ?? '').replace(/^Bearer /, '');
  const body = await bodyOf(request);
  const model = typeof body.model === 'string' ? body.model : '';
  const said = host === OPENAI ? openaiSays(keys, key, path, body) : holysheepSays(keys, key, path, body);
  seen.push({ host, path, key, model, body, status: said.status });
  if (said.events) {
    response.writeHead(said.status, { 'content-type': 'text/event-stream' });
    for (const event of said.events) response.write(event);
    response.end();
  } else {
    response.writeHead(said.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(said.body));
  }
}

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Body);
}

function failure(status: number, message: string, code: string): Answer {
  return { status, body: { error: { message, type: 'invalid_request_error', param: null, code } } };
}

function openaiSays(keys: Keys, key: string, path: string, body: Body): Answer {
  if (key !== keys.openai) return failure(401, 'Incorrect API key provided', 'invalid_api_key');
  const model = String(body.model ?? 'dall-e-2');
  if (!/^(?:gpt-|o\d|chatgpt-|text-embedding-|dall-e-)/.test(model))
    return failure(404, `The model '${model}' does not exist or you do not have access to it.`, 'model_not_found');
  const text = `Answer from ${OPENAI} (${model})`;
  switch (path) {
    case '/v1/chat/completions':
      return body.stream ? { status: 200, events: chatEvents(model, text) } : answerChat(model, text);
    case '/v1/responses':
      if (body.input === undefined) return failure(400, 'Missing input', 'missing_required_parameter');
      if (functionIn(body, 'name')) return answerResponsesCall(model, CALL);
      return body.stream ? { status: 200, events: responsesEvents(model, text) } : answerResponses(model, text);
    case '/v1/completions':
      return {
        status: 200,
        body: { id: 'cmpl-1', object: 'text_completion', created: 1, model, choices: [{ index: 0, text }] },
      };
    case '/v1/embeddings':
      return { status: 200, body: { object: 'list', model, data: embeddings(body), usage: USAGE } };
    case '/v1/images/generations':
      return { status: 200, body: { created: 1, data: [{ url: 'https://images.invalid/1.png' }] } };
    default:
      return failure(404, `Invalid URL (${path})`, 'unknown_url');
  }
}

const CALL = { name: 'remember', arguments: '{"what":"stamps"}' };

/** The name of the first function that may be called, at the place where an endpoint takes it. */
function functionIn({ tools }: Body, at: 'name' | 'function'): boolean {
  return Array.isArray(tools) && tools.length > 0 && (tools as Body[]).every((tool) => tool[at] !== undefined);
}

const USAGE = { prompt_tokens: 3, total_tokens: 3 };

function embeddings({ input, encoding_format }: Body): object[] {
  const vector = Float32Array.of(0.5, 0.25, 1);
  const embedding = encoding_format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector];
  return [input].flat().map((_, index) => ({ object: 'embedding', index, embedding }));
}

/** As strict as a gateway that serves one chat model of DeepSeek's and nothing else. */
function holysheepSays(keys: Keys, key: string, path: string, body: Body): Answer {
  if (key !== keys.holysheep) return failure(401, 'Invalid API key', 'invalid_api_key');
  if (path === '/v1/models')
    return { status: 200, body: { object: 'list', data: [{ id: 'deepseek-v3.2', object: 'model' }] } };
  if (path !== '/v1/chat/completions') return failure(404, `Not found: ${path}`, 'not_found');
  if (body.model !== 'deepseek-v3.2') return failure(400, `Model not found: ${body.model}`, 'model_not_found');
  const refused = refusedParameter(body);
  if (refused) return failure(400, `Not supported: ${refused}`, 'unsupported');
  if (functionIn(body, 'function')) return answerChatCall(body.model, CALL);
  const text = `Answer from ${HOLYSHEEP} (${body.model})`;
  return body.stream ? { status: 200, events: chatEvents(body.model, text) } : answerChat(body.model, text);
}

/** What belongs to the Responses API alone. */
const RESPONSES_ONLY = ['input', 'instructions', 'max_output_tokens', 'store', 'text', 'previous_response_id'];

function refusedParameter(body: Body): string | undefined {
  const other = RESPONSES_ONLY.find((name) => name in body);
  if (other) return other;
  if (!Array.isArray(body.messages) || body.messages.length === 0) return 'no messages';
  if (body.tools !== undefined && !functionIn(body, 'function')) return 'tools that are no functions';
  const messages = Array.isArray(body.messages) ? (body.messages as { role?: unknown; content?: unknown }[]) : [];
  if (messages.some(({ role }) => role === 'developer')) return 'the developer role';
  if (messages.some(({ content }) => Array.isArray(content) && content.some((part) => part.type !== 'text')))
    return 'parts other than text';
  if ((body.response_format as { type?: string } | undefined)?.type === 'json_schema') return 'json_schema';
  if (body.n !== undefined && body.n !== 1) return 'several choices';
  return undefined;
}
