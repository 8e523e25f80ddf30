import { existsSync, lstatSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { git } from '../discover/git.js';
import { Failure } from '../errors.js';
import type { Redactor } from '../redact.js';
import type { Report } from '../report.js';
import { type LeftOut, renderPatch } from '../reporters/patch.js';
import { countOf } from '../reporters/wrap.js';
import { workTreeOf } from './work-tree.js';
import { writeOutput } from './write-output.js';

export interface PatchTarget {
  /** `-` for stdout. */
  file: string;
  withKeys: boolean;
}

/**
 * A patch for people and pipes must hold no key; one with keys goes to a file that only its owner reads and that nobody commits.
 * @throws Failure for a target that would show them.
 */
export function assertFit({ file, withKeys }: PatchTarget, env: NodeJS.ProcessEnv): void {
  if (file === '-' && process.stdout.isTTY)
    throw new Failure('usage', '--patch - is for a pipe: give a FILE, since a patch holds texts as they are.');
  if (!withKeys) return;
  const refuse = (why: string) => new Failure('usage', `--patch-with-keys is refused ${why}.`);
  if (file === '-') throw refuse('for stdout: give a FILE');
  if (env.CI && env.CI !== 'false' && env.CI !== '0') throw refuse('in CI, which keeps and shows what is written');
  if (lstatSync(file, { throwIfNoEntry: false })?.isFile() === false) throw refuse(`since ${file} is no regular file`);
  if (mayBeCommitted(file)) throw refuse(`since git does not ignore ${file}: give one outside of the work tree`);
}

function mayBeCommitted(file: string): boolean {
  let directory = dirname(resolve(file));
  while (!existsSync(directory)) directory = dirname(directory);
  const name = relative(directory, join(dirname(resolve(file)), basename(file)));
  return (
    git(directory, ['rev-parse', '--is-inside-work-tree'])?.toString().trim() === 'true' &&
    git(directory, ['check-ignore', '-q', '--', name]) === undefined
  );
}

/** Writes the patch, and gives what is to be said of it. */
export function writePatch(report: Report, { file, withKeys }: PatchTarget, redactor: Redactor): string[] {
  const { base, prefix } = workTreeOf(report.root);
  const { text, leftOut } = renderPatch(report, { redactor, prefix, withKeys });
  if (file === '-') process.stdout.write(text);
  else writeOutput(file, text);
  const count = report.changes.length - leftOut.length;
  const said =
    count === 0
      ? [`${nameOf(file)} changes nothing.`]
      : [
          `${nameOf(file)} changes ${countOf(count, 'file')}.`,
          ...(file === '-'
            ? []
            : [`Apply it: git -C ${quoted(base)} apply --whitespace=nowarn ${quoted(resolve(file))}`]),
        ];
  return [...said, ...leftOutLines(leftOut)];
}

function nameOf(file: string): string {
  return file === '-' ? 'The patch' : file;
}

function leftOutLines(leftOut: readonly LeftOut[]): string[] {
  if (leftOut.length === 0) return [];
  return [
    'Left out, since a patch would hold keys:',
    ...leftOut.map((one) => `  ${one.path}: ${reasonOf(one)}`),
    'Change these by hand. Or make all changes, instead of the patch, with --write, or with --edits FILE, which holds no key.',
  ];
}

function reasonOf({ lines, hasKeyInName }: LeftOut): string {
  if (lines.length > 0) return `a key at line ${lines.join(', ')}`;
  return hasKeyInName ? 'a key in its name' : 'goes with the others';
}

/** For a shell. */
function quoted(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
