import { fstatSync } from 'node:fs';
import { mayOpenGateway } from '../gateway/key-holders.js';
import { startMock } from '../gateway/mock.js';
import type { Seen } from '../gateway/serve.js';
import type { Redactor } from '../redact.js';
import { renderDocument, SCHEMA_VERSION } from '../reporters/document.js';
import { visibleLine } from '../visible.js';
import type { MockOptions } from './gateway-options.js';

/** Runs the stand-in until it is told to end, and gives the exit code. */
export async function executeMock(options: MockOptions, redactor: Redactor): Promise<number> {
  const { profile, port, callsTools, json } = options;
  const { baseUrl, apiKey } = profile.variables;
  const own = process.env[apiKey];
  const mock = await startMock({
    profile,
    port,
    callsTools,
    takes: (key) => (own ? key === own : mayOpenGateway(key, process.env, [apiKey])),
    seen: (request) => void process.stderr.write(lineOf(request, redactor)),
  });
  process.stdout.write(
    json
      ? renderDocument({ schemaVersion: SCHEMA_VERSION, baseUrl: mock.baseUrl }, redactor)
      : [
          `A stand-in for ${profile.title} listens, on this machine only. For an app:`,
          `  ${baseUrl}=${mock.baseUrl}`,
          `  ${apiKey}=…  # ${own ? 'as it is set here' : 'any key that is not OpenAI’s'}`,
          '',
        ].join('\n'),
  );
  await ending(options.seconds);
  await mock.close();
  return 0;
}

function lineOf({ method, path, model, status, facts }: Seen, redactor: Redactor): string {
  const told = facts.map(({ sentence }) => `  ${sentence}\n`).join('');
  return `${visibleLine(redactor.redact(`${status} ${method} ${path} ${model}`.trimEnd()))}\n${told}`;
}

/** A signal, the end of what is typed or piped in, or the time. */
async function ending(seconds: number | undefined): Promise<void> {
  const { stdin } = process;
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    // A service or a job in the background has an empty file there, which is no sign.
    if (stdin.isTTY || isPipe()) stdin.once('end', resolve).once('error', resolve).resume();
    if (seconds !== undefined) timer = setTimeout(resolve, seconds * 1000);
  });
  clearTimeout(timer);
  stdin.pause();
  stdin.unref?.();
}

function isPipe(): boolean {
  try {
    const stat = fstatSync(0);
    return stat.isFIFO() || stat.isSocket();
  } catch {
    return false;
  }
}
