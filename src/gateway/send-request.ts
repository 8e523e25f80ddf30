import { type IncomingHttpHeaders, request as plainRequest, type RequestOptions } from 'node:http';
import { request } from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { codeOf } from '../errors.js';

export interface Sent {
  key: string;
  /** JSON; without it the request is a GET. */
  body?: object;
  /** Milliseconds until the whole answer is there. */
  timeout: number;
}

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Why there is no answer of the host itself. */
export type Missing =
  | 'timeout'
  | 'dns'
  | 'connection-refused'
  | 'unreachable'
  | 'closed'
  | 'tls'
  | 'proxy'
  | 'proxy-denies';

/** No answer came. The message is the system's word for it. */
export class NoAnswer extends Error {
  constructor(
    readonly why: Missing,
    message: string,
    /** Host and port of the proxy in between, without its password. */
    readonly proxy?: string,
  ) {
    super(message);
  }
}

/**
 * One request, through the proxy that `HTTPS_PROXY` and `NO_PROXY` say. Redirects are not followed: the key would go along.
 * @throws NoAnswer
 */
export async function sendRequest(url: URL, { key, body, timeout }: Sent): Promise<Reply> {
  // In clear text the key goes no further than this machine.
  const proxy = url.protocol === 'https:' ? getProxyForUrl(url.href) : '';
  const named = proxy === '' ? undefined : new URL(proxy).host;
  const agent = proxy === '' ? undefined : new HttpsProxyAgent(proxy);
  const options: RequestOptions = {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${key}`,
      accept: 'application/json',
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(agent && { agent }),
    signal: AbortSignal.timeout(timeout),
  };
  let isPastProxy = named === undefined;
  try {
    return await new Promise<Reply>((resolve, reject) => {
      const sent = (url.protocol === 'https:' ? request : plainRequest)(url, options, (response) => {
        if (!isPastProxy) reject(new NoAnswer('proxy-denies', `${response.statusCode}`, named));
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      sent.on('proxyConnect', ({ statusCode }: { statusCode: number }) => {
        isPastProxy = statusCode === 200;
      });
      sent.on('error', reject);
      sent.end(body && JSON.stringify(body));
    });
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    throw noAnswer(error as NodeJS.ErrnoException, isPastProxy ? undefined : named);
  }
}

/** What the system calls it. Source: nodejs.org/api/errors.html, and X509 certificate error codes in nodejs.org/api/tls.html. */
const CODES: Readonly<Record<string, Missing>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'connection-refused',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  EPROTO: 'tls',
};

const TLS = /^(?:ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/;

function noAnswer(error: NodeJS.ErrnoException, proxy: string | undefined): NoAnswer {
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return new NoAnswer('timeout', 'no answer', proxy);
  // Of several addresses of a host, the last one that was tried.
  const code = error.code ?? '';
  const why = TLS.test(code) ? 'tls' : CODES[code];
  if (proxy !== undefined && why !== 'timeout') return new NoAnswer('proxy', code || error.message, proxy);
  if (why) return new NoAnswer(why, code);
  if (codeOf(error) !== undefined || code.startsWith('HPE_')) return new NoAnswer('closed', code);
  throw error;
}
