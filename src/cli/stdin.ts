import { relative, resolve, sep } from 'node:path';
import { movablesIn } from '../choose/movable.js';
import { Failure } from '../errors.js';
import type { Redactor } from '../redact.js';
import type { Report } from '../report.js';
import { placeOf } from '../reporters/place-of.js';
import { type Chooser, run } from '../run.js';
import { loadUserTransform } from '../user-transforms.js';
import { visibleLine } from '../visible.js';
import type { MigrateOptions } from './options.js';

/**
 * Rewrites what is piped in, as the file of that name among those of the current directory, to stdout: byte for byte where nothing
 * moves. What needs a hand is told on stderr.
 * @throws Failure when other files would have to change with it.
 */
export async function executeStdin(filename: string, options: MigrateOptions, redactor: Redactor): Promise<number> {
  const root = process.cwd();
  const path = relative(root, resolve(filename)).split(sep).join('/');
  if (path === '' || path.startsWith('../')) throw new Failure('usage', `${filename} is outside of this directory.`);
  const bytes = await bytesOf(process.stdin);
  const report = await run({
    ...options,
    root,
    selection: [],
    piped: { path, bytes },
    progress: undefined,
    chooser: onlyIn(path),
    write: false,
    userTransforms: await Promise.all(options.transforms.map(loadUserTransform)),
    seen: (text, file) => redactor.learn(text, file),
  });
  const [change] = report.changes;
  process.stdout.write(change ? Buffer.from(change.after) : bytes);
  for (const line of options.isQuiet ? [] : linesOf(report, change !== undefined))
    process.stderr.write(`migrate-to-holysheep: ${visibleLine(redactor.redact(line))}\n`);
  return 0;
}

/** The names that other files share stay for them; they move when the whole repository does. */
function onlyIn(path: string): Chooser {
  return {
    decline: async ({ settled }) =>
      new Set(movablesIn(settled.plan).flatMap((unit) => (unit.path === path ? [] : [unit.id]))),
    confirm: async () => false,
  };
}

async function bytesOf(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function linesOf({ findings, deployment }: Report, isChanged: boolean): string[] {
  const reviews = findings.filter(({ action }) => action === 'review');
  const names = isChanged ? deployment.map(({ name }) => name) : [];
  return [
    ...reviews.map((finding) => `${placeOf(finding, finding.file)} ${finding.message}`),
    ...(names.length > 0 ? [`Set before deploying: ${names.join(', ')}.`] : []),
  ];
}
