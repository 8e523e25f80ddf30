import { tmpdir } from 'node:os';
import { beforeAll, describe, expect, test } from 'vitest';
import { HOLYSHEEP, withHosts } from './hosts.js';
import { isWithoutPython, MAKING, pythonOf, startPython } from './python-app.js';

// What sitecustomize.py does, without any application.

const client = (coroutine: string) => `
import asyncio, aiohttp, httpx
async def main():
    ${coroutine}
asyncio.run(main())`;

const REQUESTS = {
  requests: (url: string) => `import requests; requests.get("${url}")`,
  httpx: (url: string) => `import httpx; httpx.get("${url}")`,
  'asynchronous httpx': (url: string) => client(`async with httpx.AsyncClient() as c: await c.get("${url}")`),
  aiohttp: (url: string) =>
    client(`async with aiohttp.ClientSession() as s, s.get("${url}") as response: await response.text()`),
  urllib: (url: string) => `from urllib.request import urlopen; urlopen("${url}")`,
  'http.client': (url: string) => `
import http.client
connection = http.client.HTTPSConnection("${new URL(url).hostname}")
connection.request("GET", "${new URL(url).pathname}")
connection.getresponse()`,
};

const connect = (host: string, port: number) => `import socket; socket.socket().connect(("${host}", ${port}))`;

/** The address is one that is kept for documentation: nobody has it. */
const ELSEWHERE = {
  'a bare socket': ['elsewhere.invalid', 'import socket; socket.create_connection(("elsewhere.invalid", 443))'],
  'another port of the host': ['api.openai.com', 'import socket; socket.create_connection(("api.openai.com", 80))'],
  'an address': ['192.0.2.1:443', connect('192.0.2.1', 443)],
  'another port of this machine': ['127.0.0.1:9', connect('127.0.0.1', 9)],
  'a datagram': ['192.0.2.1:53', 'import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b"", ("192.0.2.1", 53))'],
} as const;

const REFUSED = [
  ...Object.entries(REQUESTS).map(([by, request]) => [by, 'elsewhere.invalid', request('https://elsewhere.invalid/')]),
  ...Object.entries(ELSEWHERE).map(([by, [host, source]]) => [by, host, source]),
] as [by: string, host: string, source: string][];

const app = { root: tmpdir() };
const program = (source: string) => ({ environment: 'http', parameters: ['-c', source] });

describe.skipIf(isWithoutPython)('a Python application', () => {
  beforeAll(async () => {
    await pythonOf('http');
  }, MAKING);

  test.each(Object.entries(REQUESTS))('reaches the loopback server by %s', (_, request) =>
    withHosts(async (hosts) => {
      const source = request(`https://${HOLYSHEEP}/v1/models`);
      expect(await startPython(app, program(source), hosts, {})).toMatchObject({
        stderr: expect.not.stringContaining('refused'),
      });
      expect(hosts.seen.map(({ host, path }) => `${host} ${path}`)).toEqual([`${HOLYSHEEP} /v1/models`]);
    }),
  );

  test.each(REFUSED)('reaches nothing else by %s: %s', (_, host, source) =>
    withHosts(async (hosts) => {
      const ran = await startPython(app, program(source), hosts, {});
      expect(ran.code).toBe(1);
      expect(ran.stderr.split('\n')[0]).toBe(`e2e: refused ${host}`);
      expect(hosts.seen).toEqual([]);
    }),
  );
});
