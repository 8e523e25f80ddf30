import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keysIn } from '../src/catalog/keys.js';
import { PROFILES } from '../src/catalog/profile.js';
import { serviceOf } from '../src/catalog/service.js';
import { targetOf } from '../src/catalog/target.js';
import type { TextEdit } from '../src/edit/order-edits.js';
import type { Report } from '../src/report.js';
import { type RunRequest, run } from '../src/run.js';
import { forget } from '../src/write/history.js';
import { type Files, fixturesOf, inputOf, LANGUAGES, readFiles, runOptions } from './fixtures.js';
import { temporaryDirectory } from './temporary.js';
import { change, write } from './write/write.js';

/** The fixtures that are about something else than the way from OpenAI, or that nothing changes in, are told by their run. */
const FIXTURES = [...LANGUAGES, 'config'].flatMap((language) =>
  fixturesOf(language).map((fixture) => ({ ...fixture, language, ...inputOf(fixture) })),
);
const FORTH = FIXTURES.filter(({ options: { from, profile } }) => from === undefined && profile !== 'openai');

async function forth(files: Files, options: (typeof FORTH)[number]['options']) {
  const root = temporaryDirectory(files);
  const report = await run(runOptions(root, options));
  const { env, docs, envFiles, profile: from = 'holysheep' } = options;
  const back = (more: { model?: string } = {}) =>
    run(runOptions(root, { env, docs, envFiles, from, profile: 'openai', ...more }));
  return { root, report, back };
}

/** Lines of a file, 1-based, that are none of the other text's, where both are laid side by side from either end. */
function ownLines(text: string, other: string): [first: number, last: number] {
  const [lines, others] = [text.split('\n'), other.split('\n')];
  let first = 0;
  while (first < lines.length && lines[first] === others[first]) first++;
  let behind = 0;
  while (behind < lines.length - first && lines.at(-1 - behind) === others.at(-1 - behind)) behind++;
  return [first + 1, lines.length - behind];
}

/** The same lines, as the file had them before the run that made `text` of it. */
function linesBefore(text: string, other: string, edits: readonly TextEdit[], before = text) {
  const [first, last] = ownLines(text, other);
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const placeOf = (offset: number, side: 'start' | 'end') => {
    let shift = 0;
    for (const edit of edits) {
      const start = edit.start + shift;
      if (offset < start) break;
      if (offset < start + edit.text.length) return edit[side];
      shift += edit.text.length - (edit.end - edit.start);
    }
    return offset - shift;
  };
  const lineAt = (offset: number) => before.slice(0, offset).split('\n').length;
  return {
    first: lineAt(placeOf(starts[first - 1] ?? 0, 'start')),
    last: lineAt(placeOf((starts[last] ?? text.length) - 1, 'end')),
  };
}

function differing(before: Files, after: Files): string[] {
  return Object.keys({ ...before, ...after }).filter((path) => !before[path]?.equals(after[path] ?? Buffer.alloc(0)));
}

const idOf = ({ language, name }: { language: string; name: string }) => `${language}/${name}`;

describe.each(FORTH.map((one) => ({ ...one, id: idOf(one) })))('$id, to the gateway and back', ({ files, options }) => {
  test('with the run kept: as it was, or the report names the place', async () => {
    const { root, report, back } = await forth(files, options);
    if (report.changes.length === 0) return expect(readFiles(root)).toEqual(files);
    const said = await back();
    const after = readFiles(root);
    for (const path of differing(files, after)) {
      const change = said.changes.find((one) => one.path === path);
      const { first, last } = linesBefore(
        String(after[path]),
        String(files[path]),
        change?.edits ?? [],
        change?.before,
      );
      const reasons = said.findings.filter(
        ({ file, line, endLine, reason }) =>
          file === path && line <= last && endLine >= first && reason !== 'put-back' && reason !== 'already-moved',
      );
      expect(
        reasons.map(({ id }) => id),
        `${path}:${first}-${last}`,
      ).not.toEqual([]);
    }
    expect(keysPutBack(files, after, said)).toEqual([]);
  });

  test('without it: every file that differs is named, and a second run has nothing to do', async () => {
    const { root, report, back } = await forth(files, options);
    if (report.changes.length === 0) return;
    await forget(root, undefined);
    const said = await back({ model: 'gpt-4o' });
    const after = readFiles(root);
    const places = new Set(said.findings.map(({ file }) => file));
    // A variable of which only the value is another one is told where the app runs.
    const isNamed = (path: string) =>
      places.has(path) || said.deployment.some(({ name }) => String(after[path]).includes(name));
    expect(differing(files, after).filter((path) => !isNamed(path))).toEqual([]);
    expect((await back({ model: 'gpt-4o' })).changes).toEqual([]);
  });
});

/** Keys that a place which is put back has again. */
function keysPutBack(files: Files, after: Files, { changes }: Report): string[] {
  return changes.flatMap(({ path, before }) => {
    const had = keysIn(before).length;
    const has = keysIn(String(after[path])).length;
    return has > had && keysIn(String(files[path])).length > 0 ? [path] : [];
  });
}

const CLIENT = `import OpenAI from 'openai';

const client = new OpenAI();

export const ask = (messages) => client.chat.completions.create({ model: 'gpt-4o', messages });
export const think = (messages) => client.chat.completions.create({ model: 'o3', messages });
`;

function to(root: string, profile: string, more: Partial<RunRequest> = {}): Promise<Report> {
  const target = PROFILES[profile];
  if (!target) throw new Error(`no profile ${profile}`);
  return run({ ...runOptions(root, {}), profile: targetOf(target), ...more });
}

describe('a way in several runs', () => {
  test('OpenAI, the gateway, DeepSeek, and back: as it was', async () => {
    const root = temporaryDirectory({ 'src/chat.ts': CLIENT });
    await to(root, 'holysheep');
    await to(root, 'deepseek');
    expect(String(readFiles(root)['src/chat.ts'])).toMatch(/api\.deepseek\.com[\s\S]*deepseek-v4-flash/);
    const { deployment } = await to(root, 'openai');
    expect(deployment).toMatchObject([{ name: 'OPENAI_API_KEY', instead: 'DEEPSEEK_API_KEY', files: ['src/chat.ts'] }]);
    expect(String(readFiles(root)['src/chat.ts'])).toBe(CLIENT);
  });

  test('from DeepSeek to the gateway: as it was there', async () => {
    const root = temporaryDirectory({ 'src/chat.ts': CLIENT });
    await to(root, 'holysheep');
    const there = readFiles(root);
    await to(root, 'deepseek');
    await to(root, 'holysheep', { from: serviceOf('deepseek') });
    expect(readFiles(root)).toEqual(there);
  });

  test('what was edited elsewhere stays edited', async () => {
    const root = temporaryDirectory({ 'src/chat.ts': CLIENT });
    await to(root, 'holysheep');
    const path = join(root, 'src/chat.ts');
    writeFileSync(path, `// A head.\n${readFiles(root)['src/chat.ts']}\nexport const more = 1;\n`);
    await to(root, 'openai');
    expect(String(readFiles(root)['src/chat.ts'])).toBe(`// A head.\n${CLIENT}\nexport const more = 1;\n`);
  });

  test('nothing is put back where the client itself was edited, and no model is guessed', async () => {
    const root = temporaryDirectory({ 'src/chat.ts': CLIENT });
    await to(root, 'holysheep');
    const path = join(root, 'src/chat.ts');
    const edited = String(readFiles(root)['src/chat.ts']).replace('apiKey:', 'timeout: 5, apiKey:');
    writeFileSync(path, edited);
    const report = await to(root, 'openai');
    expect(String(readFiles(root)['src/chat.ts'])).toBe(edited);
    const reasons = report.findings.map(({ reason }) => reason);
    expect(reasons).toContain('run-not-used');
    expect(reasons).toContain('model-unmapped');
  });

  test.each([
    ['beside what was moved', (text: string) => `// A head.\n${text}`, `// A head.\n${CLIENT}`, 'put-back'],
    [
      'in what was moved',
      (text: string) => text.replace('apiKey:', 'maxRetries: 5, apiKey:'),
      undefined,
      'run-not-used',
    ],
  ])('what limits or a canary have written since, %s, is no link of the way', async (_, edit, wanted, reason) => {
    const root = temporaryDirectory({ 'src/chat.ts': CLIENT });
    await to(root, 'holysheep');
    const before = String(readFiles(root)['src/chat.ts']);
    const after = edit(before);
    await write(root, [
      change('src/chat.ts', after, before),
      { path: 'src/holysheep-limits.js', before: undefined, after: 'export {};\n' },
    ]);
    const report = await to(root, 'openai');
    expect(String(readFiles(root)['src/chat.ts'])).toBe(wanted ?? after);
    expect(report.findings.map((one) => one.reason)).toContain(reason);
  });

  test('code that was written since is moved by rules, after the rest is put back', async () => {
    const root = temporaryDirectory({ 'src/chat.ts': CLIENT });
    await to(root, 'holysheep');
    const added = String(readFiles(root)['src/chat.ts']).replace("'o3'", "'gpt-4.1'").replace('think', 'other');
    writeFileSync(join(root, 'src/new.ts'), added.replaceAll('deepseek-v3.2', 'gpt-4.1'));
    await to(root, 'openai');
    const after = readFiles(root);
    expect(String(after['src/chat.ts'])).toBe(CLIENT);
    expect(String(after['src/new.ts'])).toContain(
      "new OpenAI({\n  baseURL: 'https://api.openai.com/v1',\n  apiKey: process.env.OPENAI_API_KEY || '',\n})",
    );
  });

  test('a tree that names two services is a question', async () => {
    const root = temporaryDirectory({
      'a.ts': "export const a = ['https://api.holysheep.ai', 'https://api.deepseek.com'];\n",
    });
    await expect(to(root, 'openai')).rejects.toThrow(/HolySheep AI and DeepSeek: say with --from/);
  });

  test('an empty tree has nothing to do', async () => {
    expect((await to(temporaryDirectory({}), 'openai')).changes).toEqual([]);
  });
});
