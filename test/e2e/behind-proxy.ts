import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Ran, run } from './app.js';
import type { Hosts } from './hosts.js';
import { withProxy } from './proxy.js';

/** Runs a program as a deployment would. Whatever host it asks for, a proxy leads it to the loopback server. */
export async function startBehindProxy(
  [program, ...parameters]: readonly [string, ...string[]],
  root: string,
  hosts: Hosts,
  variables: Record<string, string>,
): Promise<Ran> {
  const certificate = join(root, 'hosts.pem');
  await writeFile(certificate, hosts.certificate);
  return withProxy(hosts, (proxy) =>
    run(program, parameters, root, {
      ...variables,
      HTTPS_PROXY: proxy,
      // Ruby's Net::HTTP asks for this one whatever the scheme.
      http_proxy: proxy,
      SSL_CERT_FILE: certificate,
    }),
  );
}
