import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { PROFILES, type Profile } from '../../src/catalog/profile.js';
import { type Asked, answerAsGateway, type Judged } from '../../src/gateway/answer-as-gateway.js';
import { answerAsOpenai } from '../../src/gateway/answer-as-openai.js';
import { refusal } from '../../src/gateway/answers.js';
import { type Identity, selfSigned } from '../../src/gateway/certificate.js';
import { type Listening, listener, listenOnLoopback, type Place, type Seen } from '../../src/gateway/serve.js';

export type { Seen } from '../../src/gateway/serve.js';

export const OPENAI = 'api.openai.com';
export const HOLYSHEEP = 'api.holysheep.ai';
export const DEEPSEEK = 'api.deepseek.com';

export interface Keys {
  openai: string;
  holysheep: string;
  deepseek: string;
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

/** Made up at run time, and made to look it. */
export function fakeKeys(): Keys {
  const tail = randomUUID().replaceAll('-', '').slice(0, 12);
  return {
    openai: ['sk', 'not', 'a', 'real', 'key', tail].join('-'),
    holysheep: ['cr', 'not', 'real', tail].join('_'),
    deepseek: ['sk', 'not', 'real', 'either', tail].join('-'),
  };
}

/** Impersonates both hosts on the loopback interface while `use` runs. */
export async function withHosts<T>(use: (hosts: Hosts) => Promise<T>): Promise<T> {
  const keys = fakeKeys();
  const seen: Seen[] = [];
  const listening = (placeOf: Listening['placeOf']) =>
    listener({ placeOf, answer: (host, asked) => answer(host, asked, keys), seen: (one) => void seen.push(one) });
  identity ??= selfSigned([OPENAI, HOLYSHEEP, DEEPSEEK]);
  const plain = createServer(listening(placeInPath));
  const tls = createTlsServer(identity, listening(placeAskedFor));
  try {
    const [url, tlsPort] = [`http://127.0.0.1:${await listenOnLoopback(plain)}`, await listenOnLoopback(tls)];
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

function placeInPath({ url = '' }: IncomingMessage): Place {
  const [, host = '', ...rest] = url.split('?')[0]?.split('/') ?? [];
  return { host, path: `/${rest.join('/')}` };
}

function placeAskedFor({ url = '', socket }: IncomingMessage): Place {
  return { host: String((socket as TLSSocket & { servername?: string }).servername), path: url.split('?')[0] ?? '' };
}

function answer(host: string, asked: Asked, keys: Keys): Judged {
  if (host === OPENAI)
    return { answer: answerAsOpenai(asked, { takes: (key) => key === keys.openai, callsTools: true }), facts: [] };
  const id = host === DEEPSEEK ? 'deepseek' : 'holysheep';
  const profile = PROFILES[id] as Profile;
  const judged = answerAsGateway(asked, {
    profile,
    host,
    takes: (key) => key === keys[id],
    serves: (model) => model === profile.model,
    callsTools: true,
  });
  const other = RESPONSES_ONLY.find((name) => name in asked.body);
  const isUnread = other !== undefined && judged.answer.status === 200;
  return isUnread ? { ...judged, answer: refusal(400, `Not supported: ${other}`, 'unsupported') } : judged;
}

/** What belongs to the Responses API alone: the gateway might leave it unread, and a test must not. */
const RESPONSES_ONLY = ['input', 'instructions', 'max_output_tokens', 'store', 'text', 'previous_response_id'];
