import { randomUUID } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { hashOf } from '../../discover/read-file.js';
import { applyEdits } from '../../edit/apply-edits.js';
import { codeOf, Failure } from '../../errors.js';
import type { Redactor } from '../../redact.js';
import { renderDiff } from '../../reporters/diff.js';
import { visible } from '../../visible.js';
import { Refusal, replaceFile } from '../../write/replace-file.js';
import { findProjectConfig } from '../config/find-config.js';
import { openPrompt, type Prompt } from '../prompt.js';
import { directoryOf } from '../root-of.js';
import { useColor } from '../use-color.js';
import type { InitOptions } from './init-options.js';
import { answersOf } from './questions.js';
import { type Choices, SETUPS, type Setup } from './setup.js';
import { SETUP_FILES, type SetupId } from './setup-files.js';

/** Asks, shows and writes, and gives the exit code. @throws Failure when nothing is written. */
export async function executeInit(options: InitOptions, redactor: Redactor): Promise<number> {
  const root = realpathSync(await directoryOf(options.directory === undefined ? [] : [options.directory], 'init'));
  const prompt = options.yes ? undefined : openPrompt('init');
  const { choices, add } = await answersOf(root, options, prompt);
  const planned = add.map((id) => plan(root, id, choices));
  for (const { path, before } of planned) if (before !== undefined) redactor.learn(before, path);
  const view = { color: useColor(process.stdout, options.color, process.env), width: 80, redactor };
  const wanted: Planned[] = [];
  for (const one of planned) {
    process.stdout.write(shown(one, view));
    if (one.after !== undefined && (await isWanted(one, options, prompt))) wanted.push(one);
    else if (one.after !== undefined) process.stdout.write(byHand(one));
  }
  if (wanted.length === 0) say('Nothing is to be written.');
  else if (prompt && !(await isYes(prompt, `Write ${wanted.map(({ path }) => path).join(', ')}`)))
    say('Nothing was written.');
  else {
    for (const one of wanted) write(root, one);
    say(
      `Written: ${wanted.map(({ path }) => path).join(', ')}.\nNext: migrate-to-holysheep, to see what would change.`,
    );
  }
  return 0;
}

interface Planned {
  path: string;
  /** What the file holds; undefined where there is none. */
  before?: string;
  /** Undefined where there is nothing to write. */
  after?: string;
  edits: ReturnType<typeof editsOf>;
  /** What the file would hold if there were none: to be put in by hand where it cannot be edited. */
  snippet: string;
}

function plan(root: string, id: SetupId, choices: Choices): Planned {
  const setup = SETUPS[id];
  const { path } = SETUP_FILES[id];
  const snippet = setup.fresh(choices);
  if (id === 'config') assertOnlyConfig(root, path);
  const before = textAt(root, path);
  if (before === undefined) return { path, after: snippet, edits: [], snippet };
  const edits = editsOf(setup, path, before, choices);
  const after = edits && applyEdits(before, edits);
  return { path, before, after: after === before ? undefined : after, edits, snippet };
}

/** No edit where it is there already. Undefined where it has to be put in by hand. */
function editsOf(setup: Setup, path: string, text: string, choices: Choices) {
  const isThere = !path.endsWith('.json') && text.includes('migrate-to-holysheep');
  return isThere ? [] : setup.edit(text, choices);
}

function assertOnlyConfig(root: string, path: string): void {
  const other = findProjectConfig(root);
  if (other && other.path !== join(root, path))
    throw new Failure('usage', `${other.label} configures this project already. Set the options there.`);
}

function textAt(root: string, path: string): string | undefined {
  const stats = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (!stats.isFile()) throw new Failure('cannot-write', `${path} is no regular file.`);
  return readFileSync(join(root, path), 'utf8');
}

function shown(one: Planned, view: Parameters<typeof renderDiff>[1]): string {
  const { path, before, after, edits = [] } = one;
  if (before === undefined) return `\nNew file ${path}:\n${indented(one.snippet)}`;
  if (after === undefined) return one.edits ? `\n${path}: nothing to change.\n` : byHand(one);
  const change = { path, before, after, edits: edits.map((edit) => ({ path, ...edit })), units: [] };
  return `\n${renderDiff({ changes: [change] }, view)}`;
}

function byHand({ path, snippet }: Planned): string {
  return `\n${path} is left as it is. What it would take:\n${indented(snippet)}`;
}

async function isWanted({ path, before }: Planned, { force }: InitOptions, prompt: Prompt | undefined) {
  if (before === undefined || force) return true;
  if (prompt) return isYes(prompt, `Change ${path}`);
  throw new Failure('usage', `${path} is there already. Pass --force to change it, or leave out --yes to be asked.`);
}

async function isYes(prompt: Prompt, question: string): Promise<boolean> {
  for (;;) {
    const typed = ((await prompt.ask(`${question} [y,n]? `)) ?? 'n').trim().toLowerCase();
    if (/^y(?:es)?$/.test(typed)) return true;
    if (/^no?$/.test(typed)) return false;
  }
}

/** A file that is there must still hold what was shown; a new one must still be new. */
function write(root: string, { path, before, after = '' }: Planned): void {
  const file = join(root, path);
  try {
    const bytes = Buffer.from(after);
    if (before === undefined) writeNew(root, file, bytes);
    else {
      const hash = hashOf(Buffer.from(before));
      replaceFile({ within: root, path: file, hash, bytes, temporary: `.hs-${randomUUID()}.tmp` });
    }
  } catch (error) {
    const reason = error instanceof Refusal ? error.message : codeOf(error);
    if (reason === undefined) throw error;
    throw new Failure('cannot-write', `${path} could not be written (${reason}).`);
  }
}

function writeNew(root: string, file: string, bytes: Buffer): void {
  let folder = dirname(file);
  while (!existsSync(folder)) folder = dirname(folder);
  if (!`${realpathSync(folder)}${sep}`.startsWith(`${root}${sep}`)) throw new Refusal('outside-root');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes, { flag: 'wx' });
}

function indented(text: string): string {
  return visible(text).replace(/^(?=.)/gm, '  ');
}

function say(text: string): void {
  process.stdout.write(`\n${text}\n`);
}
