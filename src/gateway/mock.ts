import { createServer, type IncomingMessage } from 'node:http';
import type { Profile } from '../catalog/profile.js';
import { isServed } from '../catalog/profile.js';
import { Failure } from '../errors.js';
import { answerAsGateway } from './answer-as-gateway.js';
import { type Listening, listener, listenOnLoopback, refuseUpgrade, type Seen } from './serve.js';

export interface MockSettings {
  profile: Profile;
  /** 0 for a free one. */
  port: number;
  callsTools: boolean;
  takes(key: string): boolean;
  seen(request: Seen): void;
}

export interface Mock {
  /** Takes the place of the gateway's base URL. */
  baseUrl: string;
  close(): Promise<void>;
}

/** A stand-in for the gateway, on the loopback interface. @throws Failure when the port cannot be had. */
export async function startMock({ profile, port, callsTools, takes, seen }: MockSettings): Promise<Mock> {
  const { host, pathname } = new URL(profile.baseUrl);
  const listening: Listening = {
    placeOf: ({ url = '' }: IncomingMessage) => ({ host, path: url.split('?')[0] ?? '' }),
    answer: (_, asked) =>
      answerAsGateway(asked, { profile, host, callsTools, takes, serves: (model) => isServed(profile, model) }),
    seen,
  };
  const server = createServer(listener(listening)).on('upgrade', refuseUpgrade(listening));
  const actual = await listenOnLoopback(server, port).catch((error: NodeJS.ErrnoException) => {
    throw new Failure('cannot-listen', `The port ${port} cannot be used (${error.code}).`);
  });
  return {
    baseUrl: `http://127.0.0.1:${actual}${pathname.replace(/\/$/, '')}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
