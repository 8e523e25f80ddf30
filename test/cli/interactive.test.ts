import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askingChooser } from '../../src/cli/interactive.js';
import { type Prompt, promptOn } from '../../src/cli/prompt.js';
import { createRedactor } from '../../src/redact.js';
import { migrate } from '../fixtures.js';
import { temporaryRepository } from '../temporary.js';
import { runInTerminal } from './in-terminal.js';
import { APP, runCli } from './run-cli.js';

const read = (root: string, path: string) => readFileSync(join(root, path), 'utf8');
const isMoved = (text: string | Buffer | undefined) => text?.includes('api.holysheep.ai') === true;

/** Asks about an app with these answers, and gives which of its files moved and what was said. */
async function answer(texts: Record<string, string>, ...answers: string[]) {
  const said: string[] = [];
  const asked: string[] = [];
  const prompt: Prompt = {
    ask: async (question) => {
      asked.push(question);
      return answers.shift();
    },
    say: (text) => void said.push(text),
  };
  const files = Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text)]));
  const redactor = createRedactor();
  for (const [path, text] of Object.entries(texts)) redactor.learn(text, path);
  const { after } = await migrate(files, {}, askingChooser(prompt, { color: false, width: 80, redactor }));
  const moved = Object.keys(texts).filter((path) => isMoved(after[path]));
  return { moved, after, said: said.join(''), asked, unused: answers };
}

/** Three files, one of them with two clients. */
const APPS = {
  'a.js': APP,
  'b.js': APP + APP.replace(/^import.*\n/, '').replaceAll(/client|ask/g, '$&2'),
  'c.js': APP,
};

describe('--interactive (52)', () => {
  it('moves what y says, and leaves what n says', async () => {
    const { moved, asked, unused } = await answer(APPS, 'y', 'n', 'n', 'y', 'y');
    expect(moved).toEqual(['a.js', 'c.js']);
    expect(asked.length).toBe(5);
    expect(unused).toEqual([]);
  });

  it('a and d go for the rest of the file, and no further', async () => {
    expect((await answer(APPS, 'n', 'a', 'n', 'y')).moved).toEqual(['b.js']);
    expect((await answer(APPS, 'n', 'a', 'n', 'y')).after['b.js']?.toString()).not.toMatch(/OpenAI\(\)/);
    expect((await answer(APPS, 'n', 'd', 'y', 'y')).moved).toEqual(['c.js']);
  });

  it('q leaves all that is not decided, and still asks before it writes', async () => {
    expect((await answer(APPS, 'y', 'q', 'y')).moved).toEqual(['a.js']);
    expect((await answer(APPS, 'y', 'q', 'n')).moved).toEqual([]);
    const { moved, asked } = await answer(APPS, 'q');
    expect(moved).toEqual([]);
    expect(asked.length).toBe(1);
  });

  it('writes nothing where the input ends', async () => {
    expect((await answer(APPS, 'y', 'y', 'y', 'y')).moved).toEqual([]);
    expect((await answer(APPS, 'y')).moved).toEqual([]);
  });

  it('j and k come back to what was put off, / finds a place', async () => {
    expect((await answer(APPS, 'j', 'k', 'y', 'n', 'n', 'n', 'y')).moved).toEqual(['a.js']);
    expect((await answer(APPS, '/C\\.JS', 'y', 'q', 'y')).moved).toEqual(['c.js']);
    const { said } = await answer(APPS, '/(', '/nowhere', '?', 'x', 'q');
    expect(said).toContain('This is no regular expression.');
    expect(said).toContain('There is no other one');
    expect(said.split('d - leave this and the rest of this file').length).toBe(3);
  });

  it('keeps a name that something which was left still reads', async () => {
    const env = { '.env.example': 'OPENAI_API_KEY=\n' };
    const both = 'OPENAI_API_KEY=\nHOLYSHEEP_API_KEY=\n';
    expect((await answer({ ...APPS, ...env }, 'y', 'q', 'y')).after['.env.example']?.toString()).toBe(both);
    const all = await answer({ ...APPS, ...env }, 'y', 'y', 'y', 'y', 'y');
    expect(all.after['.env.example']?.toString()).toBe('HOLYSHEEP_API_KEY=\n');
  });

  it('asks once about what shares a value', async () => {
    const shared = (name: string) =>
      `import { MODEL } from './model.js';\n${APP.replace("'gpt-4o'", 'MODEL').replaceAll('ask', name)}`;
    const files = { 'a.js': shared('a'), 'b.js': shared('b'), 'model.js': "export const MODEL = 'gpt-4o';\n" };
    const { moved, said, asked } = await answer(files, 'y', 'y');
    expect(said).toContain('moves together with OpenAI at b.js:4');
    expect(moved).toEqual(['a.js', 'b.js']);
    expect(asked.length).toBe(2);
  });

  it('shows what comes out otherwise, since a file was decided unseen', async () => {
    const { said } = await answer(APPS, 'n', 'a', 'n', 'v', 'n');
    expect(said).toContain('Not shown yet as it will be:\ndiff --git a/b.js b/b.js');
    expect(said).toContain('2 units of 4 chosen, in these files:\n  b.js\n');
    expect(said.split('diff --git a/b.js').length).toBe(4);
  });

  it('54: masks a key in all that it shows', async () => {
    const key = `sk-proj-${'aB3dE6gH9jK2'.repeat(4)}`;
    const { said } = await answer({ 'a.js': APP.replace('OpenAI()', `OpenAI({ apiKey: '${key}' })`) }, 'y', 'v', 'n');
    expect(said).toContain('(redacted)');
    expect(said).not.toContain(key.slice(8, 20));
  });

  it('takes lines that were typed ahead, from any stream', async () => {
    const input = new PassThrough();
    const prompt = promptOn({ input, output: new PassThrough() });
    input.end('one\ntwo\n');
    expect([await prompt.ask('?'), await prompt.ask('?'), await prompt.ask('?')]).toEqual(['one', 'two', undefined]);
  });
});

describe('a question', () => {
  it('has the terminal while it is open only, so that Ctrl-C ends what runs in between', async () => {
    const modes: boolean[] = [];
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (isRaw: boolean) => modes.push(isRaw) });
    const prompt = promptOn({ input, output: Object.assign(new PassThrough(), { isTTY: true }) });
    expect(modes).toEqual([]);
    const asked = prompt.ask('? ');
    input.write('y\r');
    expect(await asked).toBe('y');
    expect(modes).toEqual([true, false]);
    const stopped = prompt.ask('? ');
    input.write('\x03');
    await expect(stopped).rejects.toMatchObject({ code: 'interrupted', exitCode: 130 });
    expect(modes).toEqual([true, false, true, false]);
  });
});

describe('--interactive in a terminal', () => {
  const files = { 'a.js': APP, 'b.js': APP, '.env.example': 'OPENAI_API_KEY=\n' };

  it('writes what was chosen, in one run that undo takes back', () => {
    const root = temporaryRepository(files);
    const { code, shown } = runInTerminal(root, ['-i'], ['y', 'n', 'y']);
    expect(shown).toContain('(1/2) OpenAI at a.js:3');
    expect(shown).toContain('written to 2 files');
    expect(code).toBe(0);
    expect(isMoved(read(root, 'a.js'))).toBe(true);
    expect(read(root, 'b.js')).toBe(APP);
    expect(runCli(root, ['undo']).code).toBe(0);
    expect(read(root, 'a.js')).toBe(APP);
    expect(read(root, '.env.example')).toBe('OPENAI_API_KEY=\n');
  });

  it.each([
    ['^C at the first question', ['^C'], 130],
    ['^C at the last question', ['y', 'y', '^C'], 130],
    ['^D', ['y', '^D'], 0],
    ['n at the last question', ['y', 'y', 'n'], 0],
    ['q', ['q'], 0],
  ])('52: writes nothing on %s', (_, answers, expected) => {
    const root = temporaryRepository(files);
    const { code, shown } = runInTerminal(root, ['-i'], answers);
    expect(shown).toMatch(/Nothing was written|nothing is written/);
    expect(code).toBe(expected);
    expect(read(root, 'a.js')).toBe(APP);
    expect(runCli(root, ['undo', '--list']).stdout).not.toContain('a.js');
    expect(runCli(root, ['--write', '--json']).code).toBe(0);
  });

  it('14: refuses where nobody would answer', () => {
    const root = temporaryRepository(files);
    expect(runInTerminal(root, ['-i'], [], { CI: '1' })).toMatchObject({
      code: 2,
      shown: expect.stringContaining('CI is set'),
    });
    const { code, stdout, stderr } = runCli(root, ['-i'], { CI: '' });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'migrate-to-holysheep: --interactive asks questions, and there is no terminal to ask on. Run it in a terminal, or say by flags what you want: see --help.\n',
    );
    expect(read(root, 'a.js')).toBe(APP);
  });

  it('is a way to write, and goes with no other', () => {
    for (const flag of ['--write', '--check', '--dry-run', '--staged', '--resume'])
      expect(runCli('.', ['-i', flag])).toMatchObject({ code: 2, stderr: expect.stringContaining(flag) });
  });
});
