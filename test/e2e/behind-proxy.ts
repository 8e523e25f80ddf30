import { writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { type Ran, run } from './app.js';
import type { Hosts } from './hosts.js';

/** Runs a program as a deployment would. Whatever host it asks for, a proxy leads it to the loopback server. */
export async function startBehindProxy(
  [program, ...parameters]: readonly [string, ...string[]],
  root: string,
  hosts: Hosts,
  variables: Record<string, string>,
): Promise<Ran> {
  const certificate = join(root, 'hosts.pem');
  await writeFile(certificate, hosts.certificate);
  const proxy = createServer((client) => {
    client.once('data', () => {
      const server = connect(hosts.tlsPort, '127.0.0.1');
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
    const { port } = proxy.address() as AddressInfo;
    return await run(program, parameters, root, {
      ...variables,
      HTTPS_PROXY: `http://127.0.0.1:${port}`,
      // Ruby's Net::HTTP asks for this one whatever the scheme.
      http_proxy: `http://127.0.0.1:${port}`,
      SSL_CERT_FILE: certificate,
    });
  } finally {
    proxy.close();
  }
}
