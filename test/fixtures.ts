import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keysIn } from '../src/catalog/keys.js';
import { PROFILES } from '../src/catalog/profile.js';
import { serviceOf } from '../src/catalog/service.js';
import { targetOf } from '../src/catalog/target.js';
import { createRedactor } from '../src/redact.js';
import type { Report } from '../src/report.js';
import { renderDiff } from '../src/reporters/diff.js';
import { renderJson } from '../src/reporters/json.js';
import { renderPretty } from '../src/reporters/pretty.js';
import { type RunOptions, type RunRequest, run } from '../src/run.js';
import { temporaryDirectory } from './temporary.js';

const ROOT = fileURLToPath(new URL('../fixtures/', import.meta.url));

/** The languages that are read, by the folders of their fixtures. */
export const LANGUAGES = ['javascript', 'python', 'go', 'java', 'csharp', 'php', 'ruby'];

/** A folder of `fixtures/<language>/`: what goes in, what must come out, and all that is to be said about it. */
export interface Fixture {
  name: string;
  folder: string;
}

/** What `options.json` of a fixture may say: the flags of the command line. */
export interface FixtureOptions {
  env?: 'rename' | 'keep';
  from?: string;
  profile?: string;
  model?: string;
  modelMap?: Record<string, string>;
  modelFor?: RunOptions['modelFor'];
  responses?: 'chat' | 'keep';
  envFiles?: boolean;
  docs?: boolean;
}

/** One finding as `report.json` lists it. */
interface Said {
  file: string;
  line: number;
  id: string;
  action: string;
  reason: string;
}

export function fixturesOf(language: string): Fixture[] {
  const names = readdirSync(join(ROOT, language)).sort();
  return names.map((name) => ({ name, folder: join(ROOT, language, name) }));
}

export type Files = Record<string, Buffer>;

/** The whole tool on a copy of some files: what they are afterwards, what it found, and every view of that. */
export async function migrate(
  files: Files,
  options: FixtureOptions = {},
  chooser?: RunOptions['chooser'],
): Promise<{ after: Files; report: Report; views: string }> {
  const root = temporaryDirectory(files);
  const redactor = createRedactor();
  const seen = (text: string, path: string) => redactor.learn(text, path);
  const report = await run({ ...runOptions(root, options), seen, chooser });
  const view = { color: false, width: 80, redactor, isVerbose: true };
  const views = [renderDiff(report, view), renderPretty(report, view), renderJson(report, { redactor })].join('\n');
  return { after: readFiles(root), report, views };
}

/** What the tool would do to some files, without doing it. */
export async function plan(files: Files, options: FixtureOptions = {}): Promise<Report> {
  return run({ ...runOptions(temporaryDirectory(files), options), write: false });
}

/** Every key that stands in some files. */
export function keysOf(files: Files): string[] {
  return Object.values(files).flatMap((content) => {
    const text = content.toString('utf8');
    return keysIn(text).map(({ start, end }) => text.slice(start, end));
  });
}

export function inputOf(fixture: Fixture): { files: Files; options: FixtureOptions } {
  const options = readJson<FixtureOptions>(join(fixture.folder, 'options.json')) ?? {};
  return { files: readFiles(join(fixture.folder, 'input')), options };
}

/** The files that a fixture expects; those of `input/` where nothing must change. */
export function expectedOf({ folder }: Fixture): { files: Files; said?: Said[] } {
  const expected = join(folder, 'expected');
  const files = readFiles(existsSync(expected) ? expected : join(folder, 'input'));
  return { files, said: readJson<Said[]>(join(folder, 'report.json')) };
}

/** Takes what the tool did as what is expected, to be read before it is committed. */
export function update({ folder }: Fixture, before: Files, after: Files, said: readonly Said[]): void {
  rmSync(join(folder, 'expected'), { recursive: true, force: true });
  const isSame = Object.keys(after).every((path) => before[path]?.equals(after[path] ?? Buffer.alloc(0)));
  if (!isSame)
    for (const [path, content] of Object.entries(after)) {
      const to = join(folder, 'expected', path);
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, content);
    }
  writeFileSync(join(folder, 'report.json'), `[\n${said.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n]\n`);
}

export function saidIn(report: Report): Said[] {
  return report.findings.map(({ file, line, id, action, reason }) => ({ file, line, id, action, reason }));
}

export function runOptions(
  root: string,
  { env, from, profile = 'holysheep', model, modelMap, modelFor, responses, envFiles, docs }: FixtureOptions,
): RunRequest {
  const target = PROFILES[profile];
  if (!target) throw new Error(`no profile ${profile}`);
  return {
    root,
    selection: [],
    staged: false,
    from: from === undefined ? undefined : serviceOf(from),
    profile: targetOf(target, { model }),
    env: env ?? 'rename',
    modelMap: Object.entries(modelMap ?? {}).map(([from, to]) => ({ from, to })),
    modelFor,
    responses: responses ?? 'keep',
    write: true,
    allowDirty: true,
    allowNoVcs: true,
    envFiles: envFiles ?? false,
    docs: docs ?? false,
    typecheck: false,
    userTransforms: [],
  };
}

export function readFiles(folder: string): Files {
  const found: Files = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found[path.slice(folder.length + 1).replaceAll('\\', '/')] = readFileSync(path);
  }
  return found;
}

function readJson<T>(path: string): T | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
}
