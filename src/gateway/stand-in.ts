import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { OPENAI_HOST } from '../catalog/hosts.js';
import { isServed, type Profile } from '../catalog/profile.js';
import { type Asked, answerAsGateway, type Judged } from './answer-as-gateway.js';
import { answerAsOpenai } from './answer-as-openai.js';
import { selfSigned } from './certificate.js';
import type { Lead } from './lead.js';
import { type Listening, listener, listenOnLoopback, refuseUpgrade, type Seen } from './serve.js';

export interface StandInSettings {
  profile: Profile;
  callsTools: boolean;
  /** Whether a key is taken at OpenAI's hosts, or at the gateway's. */
  takes(key: string, isOpenai: boolean): boolean;
}

export interface StandIn extends Lead {
  /** Every request, in the order in which they were answered. */
  seen: Seen[];
  close(): Promise<void>;
}

/** One server for OpenAI's hosts and the gateway's: the name that a client asks for tells which is meant. */
export async function startStandIn({ profile, callsTools, takes }: StandInSettings): Promise<StandIn> {
  const { host, hostname, protocol } = new URL(profile.baseUrl);
  // A base URL on this machine, or an address without a name, is somebody else's stand-in: it is asked itself.
  const isNamed = protocol === 'https:' && isIP(hostname.replace(/^\[|\]$/g, '')) === 0 && hostname !== 'localhost';
  const hosts = [...new Set([OPENAI_HOST, ...profile.hosts, ...(isNamed ? [hostname] : [])])];
  const { key, cert } = selfSigned([...hosts, ...hosts.map((one) => `*.${one}`)]);
  const gateway = (asked: Asked): Judged =>
    answerAsGateway(asked, {
      ...{ profile, host, callsTools },
      takes: (one) => takes(one, false),
      serves: (model) => isServed(profile, model),
    });
  const openai = (asked: Asked): Judged => ({
    answer: answerAsOpenai(asked, { callsTools, takes: (one) => takes(one, true) }),
    facts: [],
  });
  const seen: Seen[] = [];
  const listening: Listening = {
    placeOf,
    answer: (name, asked) => (isOpenaiHost(name) ? openai(asked) : gateway(asked)),
    seen: (one) => void seen.push(one),
  };
  const server = createServer({ key, cert }, listener(listening)).on('upgrade', refuseUpgrade(listening));
  return {
    hosts,
    port: await listenOnLoopback(server),
    certificate: cert,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function isOpenaiHost(host: string): boolean {
  return host === OPENAI_HOST || host.endsWith(`.${OPENAI_HOST}`);
}

function placeOf({ url = '', headers, socket }: IncomingMessage): { host: string; path: string } {
  const { servername } = socket as TLSSocket & { servername?: string | false };
  return { host: servername || (headers.host ?? '').replace(/:\d+$/, ''), path: url.split('?')[0] ?? '' };
}
