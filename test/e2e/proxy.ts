import { type AddressInfo, connect, createServer } from 'node:net';
import type { Hosts } from './hosts.js';

/** While `use` runs, a proxy leads every connection to the loopback server, whatever host is asked for. */
export async function withProxy<T>({ tlsPort }: Hosts, use: (url: string) => Promise<T>): Promise<T> {
  const proxy = createServer((client) => {
    client.once('data', () => {
      const server = connect(tlsPort, '127.0.0.1');
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(server).pipe(client);
      for (const [one, other] of [
        [client, server],
        [server, client],
      ] as const)
        one.on('error', () => other.destroy());
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  } finally {
    proxy.close();
  }
}
