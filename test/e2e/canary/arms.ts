import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOnLoopback } from '../../../src/gateway/serve.js';
import { HOLYSHEEP, type Hosts, OPENAI, withHosts } from '../hosts.js';

/** What the gateway does with what it is asked. */
export type Mode = 'answers' | 'refuses' | 'breaks before a chunk' | 'breaks after a chunk';

export interface Request {
  arm: 'control' | 'gateway';
  key?: string;
  organization?: string;
  body: Record<string, unknown>;
}

export interface Arms {
  hosts: Hosts;
  controlUrl: string;
  gatewayUrl: string;
  /** Followed by a mode. */
  modeUrl: string;
  requests: Request[];
}

/** Both hosts on the loopback interface, with a gateway in front of the strict one that can be told to fail. */
export function withArms<T>(use: (arms: Arms) => Promise<T>): Promise<T> {
  return withHosts(async (hosts) => {
    const requests: Request[] = [];
    let mode: Mode = 'answers';
    const server = createServer(async (asked, answer) => {
      const [, place = '', ...rest] = decodeURIComponent(asked.url ?? '').split('/');
      if (place === 'mode') {
        mode = rest.join('/') as Mode;
        answer.end();
        return;
      }
      const arm = place === 'gateway' ? 'gateway' : 'control';
      const body = await textOf(asked);
      const { authorization, 'openai-organization': organization } = asked.headers;
      requests.push({ arm, key: authorization, organization: organization?.toString(), body: JSON.parse(body) });
      const url = `${hosts.url}/${arm === 'gateway' ? HOLYSHEEP : OPENAI}/${rest.join('/')}`;
      if (arm === 'gateway' && mode === 'refuses') answer.writeHead(503).end('{}');
      else await passOn(url, asked, body, answer, arm === 'gateway' ? mode : 'answers');
    });
    const url = `http://127.0.0.1:${await listenOnLoopback(server)}`;
    try {
      const [controlUrl, gatewayUrl] = [`${url}/control/v1`, `${url}/gateway/v1`];
      return await use({ hosts, controlUrl, gatewayUrl, modeUrl: `${url}/mode/`, requests });
    } finally {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    }
  });
}

async function passOn(url: string, asked: IncomingMessage, body: string, answer: ServerResponse, mode: Mode) {
  const headers = { authorization: asked.headers.authorization ?? '', 'content-type': 'application/json' };
  const given = await fetch(url, { method: 'POST', headers, body });
  const text = await given.text();
  answer.writeHead(given.status, { 'content-type': given.headers.get('content-type') ?? '' });
  if (mode === 'answers') answer.end(text);
  else {
    answer.flushHeaders();
    // The first event has no text in it yet, and the second one has.
    const sent = mode === 'breaks after a chunk' ? `${text.split('\n\n').slice(0, 2).join('\n\n')}\n\n` : ': \n\n';
    answer.write(sent, () => setTimeout(() => answer.destroy(), 50));
  }
}

async function textOf(asked: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of asked) parts.push(part);
  return Buffer.concat(parts).toString();
}
