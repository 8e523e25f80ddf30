import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/discover/read-file.js';
import { temporaryDirectory, temporaryRepository } from '../temporary.js';
import { APP, runCli } from './run-cli.js';

/** No file holds the shape of a key. */
const KEY = `sk-proj-${'A1b2C3d4'.repeat(6)}`;
const FILES = {
  '.env': `OPENAI_API_KEY=${KEY}\r\n# n\u00e4her \u{1f411}\r\nOPENAI_MODEL=gpt-4o\r\n`,
  'src/literal.js': APP.replace('OpenAI()', `OpenAI({ apiKey: '${KEY}' })`),
  'src/model.py':
    '\ufefffrom openai import OpenAI\n# \u{1f411}\nOpenAI().chat.completions.create(model="gpt-4o", messages=[])',
};

const schema = JSON.parse(readFileSync(new URL('../../schema/edits.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ strict: true }).compile(schema);

function textsIn(root: string): Record<string, string> {
  return Object.fromEntries(Object.keys(FILES).map((path) => [path, readFileSync(join(root, path), 'latin1')]));
}

function written(): Record<string, string> {
  const root = temporaryRepository(FILES);
  expect(runCli(root, ['--write']).code).toBe(0);
  return textsIn(root);
}

/** The edits file of a repository, outside of it. */
function editsOf(root: string, ...args: string[]): string {
  const file = join(temporaryDirectory(), 'e.json');
  const { code, stderr } = runCli(root, ['--quiet', '--edits', file, ...args]);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain(`migrate-to-holysheep apply ${file}`);
  return file;
}

describe('--edits and apply', () => {
  it('57: give what --write gives, from any directory, and undo takes it back', () => {
    const root = temporaryRepository(FILES);
    const before = textsIn(root);
    for (const [from, cwd, args] of [
      [root, root, []],
      [join(root, 'src'), join(root, 'src'), ['--json']],
      [root, '/', [root]],
    ] as const) {
      const file = editsOf(from, ...(from === root ? [] : ['..']));
      const { code, stdout, stderr } = runCli(cwd, ['apply', file, ...args]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('src/literal.js');
      expect(textsIn(root)).toEqual(written());
      expect(runCli(root, ['undo']).code).toBe(0);
      expect(textsIn(root)).toEqual(before);
    }
  });

  it('57: keep no old text and no key, in a file for its owner alone', () => {
    const root = temporaryRepository(FILES);
    const file = join(temporaryDirectory({ 'e.json': '' }), 'e.json');
    chmodSync(file, 0o644);
    runCli(root, ['--edits', file]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = readFileSync(file, 'utf8');
    const document = JSON.parse(text);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    for (const old of ['gpt-4o', 'OPENAI_', 'completions', KEY.slice(8, 16), 'sk-']) expect(text).not.toContain(old);
    expect(document.files.map(({ path, before }: { path: string; before: string }) => [path, before])).toEqual(
      Object.entries(FILES).map(([path, content]) => [path, hashOf(content)]),
    );
  });

  it('57: leave a key where it is that a transform of the user has written again', () => {
    const files = { 'a.js': `${APP}const a = 1;\nconst key = '${KEY}'; // ${KEY}\nconst b = 2;\n` };
    const transform = join(temporaryDirectory(), 't.cjs');
    writeFileSync(
      transform,
      "module.exports = ({ source }) => source.replace('a = 1', 'a = 7').replace('b = 2', 'b = 8');",
    );
    const root = temporaryRepository(files);
    const file = editsOf(root, '--transform', transform);
    expect(readFileSync(file, 'utf8')).not.toContain(KEY.slice(8, 16));
    expect(runCli(root, ['apply', file]).code).toBe(0);
    expect(readFileSync(join(root, 'a.js'), 'utf8')).toContain(
      `const a = 7;\nconst key = '${KEY}'; // ${KEY}\nconst b = 8;\n`,
    );
  });

  it('55, 57: are not made where they would hold a key', () => {
    const transform = join(temporaryDirectory(), 't.cjs');
    writeFileSync(
      transform,
      "module.exports = ({ source }) => source.replace(/b = (.*);\\n/, 'b = $1;\\nc = $1;\\n');",
    );
    for (const [files, args] of [
      [{ 'a.js': `// openai\na = 1;\nb = '${KEY}';\n` }, ['--transform', transform]],
      [{ [`${KEY}.js`]: APP }, []],
    ] as const) {
      const file = join(temporaryDirectory(), 'e.json');
      const { code, stdout, stderr } = runCli(temporaryRepository(files), ['--quiet', '--edits', file, ...args]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('Use --write');
      expect(stderr).not.toContain(KEY.slice(8, 16));
      expect(existsSync(file)).toBe(false);
    }
  });

  it('40, 41: write what git could not bring back only when told to', () => {
    const root = temporaryDirectory({ 'a.js': APP });
    const file = editsOf(root);
    const refused = runCli(root, ['apply', file]);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--allow-no-vcs') });
    expect(runCli(root, ['apply', file, '--allow-no-vcs']).code).toBe(0);
    const repository = temporaryRepository();
    writeFileSync(join(repository, 'a.js'), APP);
    const { code, stderr } = runCli(repository, ['apply', file]);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('a.js (untracked)') });
    expect(readFileSync(join(repository, 'a.js'), 'utf8')).toBe(APP);
    expect(runCli(repository, ['apply', file, '--allow-dirty']).code).toBe(0);
  });

  it('29: list what is refused for one file', () => {
    const root = temporaryRepository({ 'a.js': APP, 'b.js': APP });
    linkSync(join(root, 'b.js'), join(temporaryDirectory(), 'b'));
    const { code, stdout } = runCli(root, ['apply', editsOf(root), '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ written: ['a.js'], left: [{ path: 'b.js', reason: 'hard-link' }] });
  });
});

describe('an edits file that anybody may have made', () => {
  const OLD = 'one two three \u00e9\n';
  const edit = (start: number, end: number, text = 'X') => ({ start, end, text });
  const made = (...edits: { start: number; end: number; text: string }[]) => {
    let position = 0;
    const bytes = Buffer.from(OLD);
    const parts = edits.flatMap(({ start, end, text }) => {
      const part = [bytes.subarray(position, start), Buffer.from(text)];
      position = end;
      return part;
    });
    return hashOf(Buffer.concat([...parts, bytes.subarray(position)]));
  };
  const file = (more: object = {}) => ({
    path: 'a.txt',
    before: hashOf(OLD),
    after: made(edit(0, 3)),
    edits: [edit(0, 3)],
    ...more,
  });
  const document = (more: object = {}) => ({
    schemaVersion: 1,
    tool: { name: 'a', version: '1' },
    files: [file()],
    ...more,
  });
  const withEdits = (...edits: ReturnType<typeof edit>[]) =>
    document({ files: [file({ edits, after: made(...edits) })] });
  const at = (path: string) => document({ files: [file({ path })] });

  /** Where the text is not what the schema says, the schema must say so, too. */
  const INVALID: Record<string, unknown> = {
    'no object': [],
    'no files': { ...document(), files: undefined },
    'an unknown member': document({ more: 1 }),
    'an unknown version': document({ schemaVersion: 2 }),
    'a version as a text': document({ schemaVersion: '1' }),
    'a hash that is none': document({ files: [file({ before: 'x' })] }),
    'a negative offset': withEdits(edit(-1, 3)),
    'half a byte': document({ files: [file({ edits: [edit(0, 1.5)] })] }),
    'an offset beyond all numbers': document({ files: [file({ edits: [edit(0, 1e300)] })] }),
    'a text that is none': document({ files: [file({ edits: [{ start: 0, end: 3, text: ['X'] }] })] }),
    'no text': document({ files: [file({ edits: [{ start: 0, end: 3 }] })] }),
    'members of the prototype': JSON.parse(JSON.stringify(document()).replace('{', '{"__proto__":{"polluted":1},')),
    'members of the prototype in an edit': JSON.parse(
      JSON.stringify(document()).replace('"text":', '"__proto__":{"polluted":1},"text":'),
    ),
    'a constructor': document({ files: [file({ constructor: { prototype: { polluted: 1 } } })] }),
    'no path': at(''),
  };
  const UNFIT: Record<string, unknown> = {
    'edits that overlap': withEdits(edit(0, 3), edit(2, 5)),
    'edits out of order': withEdits(edit(4, 5), edit(0, 3)),
    'an end before its start': withEdits(edit(3, 1)),
    'an edit beyond the file': withEdits(edit(0, 300)),
    'half a character': withEdits(edit(14, 15)),
    'a file twice': document({ files: [file(), file()] }),
    'another old text': document({ files: [file({ before: hashOf('other') })] }),
    'another new text': document({ files: [file({ after: hashOf('other') })] }),
    'a file that is not there': at('b.txt'),
    'a way out of the root': at('../outside.txt'),
    'a way out and in again': at('sub/../../repo/a.txt'),
    'an absolute path': at('/etc/hostname'),
    'a path with a dot in it': at('./a.txt'),
    'a git directory': at('.git/config'),
    'a git directory on a disk that knows no case': at('sub/.GIT/hooks/pre-commit'),
    'a NUL': at('a.txt\0b'),
    'a symlink': at('link.txt'),
    'a file behind a symlink': at('linked/a.txt'),
    'a file behind a symlink that leads out': at('out/outside.txt'),
    'a directory': at('sub'),
    'one of several that does not fit': document({ files: [file(), file({ path: 'sub/a.txt', before: hashOf('x') })] }),
  };

  it.each(Object.entries({ ...INVALID, ...UNFIT }))(
    '57, 65: is refused as a whole, nothing written: %s',
    (name, value) => {
      const outside = temporaryDirectory({ 'outside.txt': OLD });
      const root = temporaryRepository({ 'a.txt': OLD, 'sub/a.txt': OLD });
      symlinkSync('a.txt', join(root, 'link.txt'));
      symlinkSync('sub', join(root, 'linked'));
      symlinkSync(outside, join(root, 'out'));
      const path = join(temporaryDirectory(), 'e.json');
      writeFileSync(path, JSON.stringify(value));
      const { code, stdout, stderr } = runCli(root, ['apply', path, '--allow-dirty']);
      expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/by --edits FILE\.\n$/);
      for (const one of ['a.txt', 'sub/a.txt', 'out/outside.txt'])
        expect(readFileSync(join(root, one), 'utf8')).toBe(OLD);
      expect(validate(JSON.parse(JSON.stringify(value)))).toBe(name in UNFIT);
    },
  );

  it('57: is what it is made like, otherwise', () => {
    const root = temporaryRepository({ 'a.txt': OLD });
    const path = join(temporaryDirectory(), 'e.json');
    writeFileSync(path, JSON.stringify(withEdits(edit(0, 3), edit(3, 3, '+'), edit(3, 3, '-'), edit(14, 16, ''))));
    expect(runCli(root, ['apply', path])).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(root, 'a.txt'), 'utf8')).toBe('X+- two three \n');
  });

  it.each([
    ['no JSON', '{'],
    ['very many brackets', '['.repeat(1_000_000)],
    ['10 MB', JSON.stringify(document({ tool: { name: 'x'.repeat(10_000_000), version: '1' } }))],
    [
      'very many files',
      JSON.stringify(document({ files: Array.from({ length: 30_000 }, (_, index) => file({ path: `${index}` })) })),
    ],
  ])('65: is refused: %s', (_, text) => {
    const root = temporaryRepository({ 'a.txt': OLD });
    const path = join(temporaryDirectory(), 'e.json');
    writeFileSync(path, text);
    const { code, stdout, stderr } = runCli(root, ['apply', path]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.length).toBeLessThan(2000);
  });

  it('65: is a file that is there', () => {
    const root = temporaryRepository({ 'a.txt': OLD });
    mkdirSync(join(root, 'd'));
    for (const path of ['nowhere.json', 'd', '/dev/zero']) expect(runCli(root, ['apply', path]).code, path).toBe(2);
  });
});
