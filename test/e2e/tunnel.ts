import { type AddressInfo, connect, createServer } from 'node:net';
import type { Hosts } from './hosts.js';

/** A proxy that leads whoever uses it to the loopback server, whatever host is asked for. */
export async function withTunnel<T>(hosts: Hosts, use: (port: number) => Promise<T>): Promise<T> {
  const proxy = createServer((client) => {
    client.once('data', () => {
      const server = connect(hosts.tlsPort, '127.0.0.1');
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(server).pipe(client);
      client.on('error', () => server.destroy());
      server.on('error', () => client.destroy());
    });
    client.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  try {
    return await use((proxy.address() as AddressInfo).port);
  } finally {
    proxy.close();
  }
}
