import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPython, pythonEnvironments } from '../../scripts/python-environments.mjs';
import { type Copy, type Ran, run } from './app.js';
import type { Hosts } from './hosts.js';

/** Holds the sitecustomize.py that stands between an application and the network, and small programs of the tests. */
const SUPPORT = fileURLToPath(new URL('python/', import.meta.url));

/** On a developer's machine without Python these tests are skipped; in CI they fail. */
export const isWithoutPython = findPython() === undefined && !process.env.CI;

/** Making the environments takes most of a minute, once. */
export const MAKING = 600_000;

/** What an application needs to run: a requirement file of test/e2e/python/requirements, and Python's parameters. */
export interface Started {
  environment: string;
  parameters: readonly string[];
}

/** Runs a notebook from its first cell to its last, in a kernel of its own. */
export function notebook(name: string): string[] {
  return [join(SUPPORT, 'run_notebook.py'), name];
}

let environments: Promise<Map<string, string>> | undefined;

export async function pythonOf(environment: string): Promise<string> {
  environments ??= pythonEnvironments();
  const python = (await environments).get(environment);
  if (!python) throw new Error(`No requirement file for ${environment}`);
  return python;
}

/** Runs it as a deployment would: with what `variables` says, and nothing else. */
export async function startPython(
  app: Copy,
  { environment, parameters }: Started,
  hosts: Hosts,
  variables: Record<string, string>,
): Promise<Ran> {
  const python = await pythonOf(environment);
  const home = await mkdtemp(join(tmpdir(), 'holysheep-e2e-home-'));
  try {
    const certificate = join(home, 'hosts.pem');
    await writeFile(certificate, hosts.certificate);
    return await run(python, [...parameters], app.root, {
      ...variables,
      ...{ HOME: home, PYTHONPATH: SUPPORT, PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf-8' },
      ...{ E2E_TLS_PORT: String(hosts.tlsPort), SSL_CERT_FILE: certificate, REQUESTS_CA_BUNDLE: certificate },
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** What CPython says against files, nothing if it can read them. */
export async function syntaxErrors(app: Copy, paths: readonly string[]): Promise<string> {
  const { stderr } = await run(await pythonOf('http'), [join(SUPPORT, 'check_syntax.py'), ...paths], app.root, {});
  return stderr;
}
