import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Failure } from '../errors.js';
import type { Redactor } from '../redact.js';
import type { Report } from '../report.js';
import { renderDiff } from '../reporters/diff.js';
import { renderJson } from '../reporters/json.js';
import { renderPretty } from '../reporters/pretty.js';
import { run } from '../run.js';
import { loadUserTransform } from '../user-transforms.js';
import type { RefusalCode } from '../write/replace-file.js';
import type { MigrateOptions } from './options.js';
import { rootOf } from './root-of.js';
import { useColor } from './use-color.js';

/** Runs what was asked for, shows it, and gives the exit code. */
export async function execute(options: MigrateOptions, redactor: Redactor): Promise<number> {
  const { root, selection } = await rootOf(options.paths);
  const report = await run({
    ...options,
    root,
    selection,
    write: options.mode === 'write',
    userTransforms: await Promise.all(options.transforms.map(loadUserTransform)),
    seen: (text, path) => redactor.learn(text, path),
  });
  if (options.report !== undefined) writeReport(options.report, renderJson(report, { redactor }));
  if (options.json) process.stdout.write(renderJson(report, { redactor }));
  else {
    const view = {
      color: useColor(process.stdout, options.color, process.env),
      width: process.stdout.columns ?? 80,
      redactor,
      isVerbose: options.isVerbose,
    };
    if (options.mode !== 'check' && !options.isQuiet) process.stdout.write(renderDiff(report, view));
    if (options.mode !== 'check' || isPending(report)) process.stdout.write(renderPretty(report, view));
  }
  return exitCodeOf(report, options);
}

function exitCodeOf(report: Report, options: MigrateOptions): number {
  if (report.skipped.some((file) => WRITE_FAILURES.has(file.reason))) return 2;
  return options.mode === 'check' && isPending(report) ? 1 : 0;
}

const WRITE_FAILURES = new Set<string>([
  'changed-on-disk',
  'read-only',
  'symlink-target',
  'hard-link',
  'cannot-write',
  'outside-root',
  'rolled-back',
  'not-rolled-back',
] satisfies RefusalCode[]);

/** Something is left to do: a rewrite to make, a decision to take, or a key to revoke. */
function isPending(report: Report): boolean {
  return report.summary.rewrite > 0 || report.summary.review > 0 || report.changes.length > 0;
}

function writeReport(file: string, text: string): void {
  try {
    mkdirSync(dirname(resolve(file)), { recursive: true });
    writeFileSync(file, text, { mode: 0o600 });
  } catch (error) {
    throw new Failure('cannot-write', `${file} could not be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}
