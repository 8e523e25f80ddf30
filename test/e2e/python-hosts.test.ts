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

/** The address is one that is kept for documentation: nobody has it. */
const ELSEWHERE = {
  ...REQUESTS,
  'a bare socket': (url: string) => `import socket; socket.create_connection(("${new URL(url).hostname}", 443))`,
  'an address': () => 'import socket; socket.create_connection(("192.0.2.1", 443))',
  'another port of the host': () => 'import socket; socket.create_connection(("api.openai.com", 80))',
  'another port of this machine': () => 'import socket; socket.create_connection(("127.0.0.1", 9))',
  'a datagram': () => 'import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b"", ("192.0.2.1", 53))',
};

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

  test.each(Object.entries(ELSEWHERE))('reaches no other host by %s', (_, request) =>
    withHosts(async (hosts) => {
      const source = request('https://elsewhere.invalid/v1/models');
      const ran = await startPython(app, program(source), hosts, {});
      expect(ran.code).toBe(1);
      expect(ran.stderr).toMatch(
        /^e2e: refused (?:elsewhere\.invalid|192\.0\.2\.1:\d+|api\.openai\.com|127\.0\.0\.1:9)\n/,
      );
      expect(hosts.seen).toEqual([]);
    }),
  );
});
