import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What leads the requests of programs to a stand-in, and which. */
export interface Lead {
  hosts: readonly string[];
  /** Where the stand-in speaks TLS, on the loopback interface. */
  port: number;
  /** What it is to be trusted by, in PEM. */
  certificate: string;
}

/** The same place in the sources and in what is built. */
const PRELOAD = new URL('../preload/', import.meta.url);

/** The environment in which Node.js, Python and what they start ask the stand-in. Nothing outside of it is changed. */
export function leadingEnvironment(
  { hosts, port, certificate }: Lead,
  environment: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const node = fileURLToPath(new URL('node.cjs', PRELOAD));
  const python = fileURLToPath(new URL('python', PRELOAD));
  // An app that goes through a proxy is to leave it out for these hosts.
  const proxied = [environment.NO_PROXY ?? environment.no_proxy, ...hosts].filter(Boolean).join(',');
  return {
    ...environment,
    NODE_OPTIONS: [`--require ${JSON.stringify(node)}`, environment.NODE_OPTIONS].filter(Boolean).join(' '),
    PYTHONPATH: [python, environment.PYTHONPATH].filter(Boolean).join(delimiter),
    NO_PROXY: proxied,
    no_proxy: proxied,
    MIGRATE_TO_HOLYSHEEP_HOSTS: hosts.join(','),
    MIGRATE_TO_HOLYSHEEP_PORT: String(port),
    MIGRATE_TO_HOLYSHEEP_CERTIFICATE: certificate,
  };
}
