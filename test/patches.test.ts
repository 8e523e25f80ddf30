import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../src/redact.js';
import { renderEdits } from '../src/reporters/edits.js';
import { renderPatch } from '../src/reporters/patch.js';
import { type FileEdits, parseEdits } from '../src/write/edits-file.js';
import { APP, runCli } from './cli/run-cli.js';
import { expectedOf, type Files, fixturesOf, inputOf, plan } from './fixtures.js';
import { commitAll, runGit, temporaryDirectory, writeFiles } from './temporary.js';

/** Names that a header of a patch, a shell or a terminal would trip over. */
const NAMES = [
  'with space',
  'two  spaces and one at the end ',
  '-dash',
  '--',
  'quo"te',
  "apo'strophe",
  'back\\slash',
  'tab\there',
  'new\nline',
  'esc\u001b[2J',
  'bidi\u202e',
  'na\u00efve',
  'nai\u0308ve',
  '\u{1f411}\u4f60\u597d',
  'dollar$(x)`y`',
  'a b\t"c"',
  'i'.repeat(240),
  'dev/null/x',
  'a/b/c d/e',
];
const WAYS: Record<string, (text: string) => string> = {
  lf: (text) => text,
  crlf: (text) => text.replaceAll('\n', '\r\n'),
  cr: (text) => text.replaceAll('\n', '\r'),
  mixed: (text) => text.replace(/\n/g, (newline, at: number) => (at % 2 ? '\r\n' : newline)),
  bom: (text) => `\ufeff${text}`,
  'no-newline': (text) => text.trimEnd(),
  odd: (text) => `/*\n-- a b\n++ \f\v\u0085\u2028\n\\ No newline at end of file\r\n*/${text}`,
  'one-line': () => "import OpenAI from 'openai';export default new OpenAI().chat.completions.create({model:'gpt-4o'})",
};
const ODD: Files = Object.fromEntries([
  ...NAMES.map((name) => [`names/${name}.js`, Buffer.from(APP)]),
  ...Object.entries(WAYS).map(([way, store]) => [`ways/${way}.js`, Buffer.from(store(APP))]),
]);

const schema = JSON.parse(readFileSync(new URL('../schema/edits.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ strict: true }).compile(schema);

interface Planned {
  prefix: string;
  before: Files;
  /** What `--write` gives, as the tests of the fixtures prove. */
  after: Files;
  patch: string;
  edits: FileEdits[];
}

/** All fixtures, and what is odd, each in a directory of one repository. */
async function planAll(): Promise<Planned[]> {
  const madeOf = async (prefix: string, files: Files, options = {}) => {
    const report = await plan(files, options);
    const redactor = createRedactor();
    for (const { path, before } of report.changes) redactor.learn(before, path);
    const { text, leftOut } = renderPatch(report, { redactor, prefix, withKeys: true });
    expect(leftOut).toEqual([]);
    const { files: edits } = parseEdits(renderEdits(report, { redactor, prefix }));
    return { patch: text, edits, changes: report.changes };
  };
  const { changes, ...odd } = await madeOf('odd/', ODD);
  const rewritten = Object.fromEntries(changes.map(({ path, after }) => [path, Buffer.from(after)]));
  expect(Object.keys(rewritten).sort()).toEqual(Object.keys(ODD).sort());
  const all: Planned[] = [{ prefix: 'odd/', before: ODD, after: rewritten, ...odd }];
  for (const language of ['javascript', 'python', 'config'])
    for (const fixture of fixturesOf(language)) {
      const { files, options } = inputOf(fixture);
      const prefix = `${language}/${fixture.name}/`;
      const { patch, edits } = await madeOf(prefix, files, options);
      all.push({ prefix, before: files, after: expectedOf(fixture).files, patch, edits });
    }
  return all;
}

function allOf(planned: readonly Planned[], side: 'before' | 'after'): Record<string, string> {
  const named = planned.flatMap(({ prefix, [side]: files }) =>
    Object.entries(files).map(([path, bytes]) => [prefix + path, bytes.toString('latin1')]),
  );
  return Object.fromEntries(named);
}

describe('what is made of everything that is rewritten', () => {
  it('46, 47, 49, 50, 57: is what --write gives, byte for byte, with git, GNU patch and apply, and is taken back', async () => {
    const all = await planAll();
    const old = allOf(all, 'before');
    const whole = allOf(all, 'after');
    const paths = Object.keys(old);
    expect(paths.filter((path) => old[path] !== whole[path]).length).toBeGreaterThan(800);

    const root = temporaryDirectory();
    writeFiles(root, Object.fromEntries(paths.map((path) => [path, Buffer.from(old[path] ?? '', 'latin1')])));
    runGit(root, 'init', '-q');
    commitAll(root);
    const patch = join(temporaryDirectory(), 'all.patch');
    writeFileSync(patch, all.map((one) => one.patch).join(''));
    const state = () => Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'latin1')]));

    runGit(root, 'apply', '--check', patch);
    runGit(root, 'apply', '--whitespace=nowarn', patch);
    expect(state()).toEqual(whole);
    runGit(root, 'apply', '-R', '--whitespace=nowarn', patch);
    expect(state()).toEqual(old);
    runGit(root, 'update-index', '-q', '--refresh');
    runGit(root, 'apply', '--index', '--whitespace=nowarn', patch);
    expect(state()).toEqual(whole);
    expect(runGit(root, 'diff', '--name-only')).toBe('');
    runGit(root, 'reset', '-q', '--hard');
    execFileSync('patch', ['-p1', '--quiet', '--input', patch], { cwd: root });
    expect(state()).toEqual(whole);
    expect(runGit(root, 'ls-files', '--others')).toBe('');
    runGit(root, 'reset', '-q', '--hard');

    const edits = join(temporaryDirectory(), 'all.json');
    const document = { schemaVersion: 1, tool: { name: 'a', version: '1' }, files: all.flatMap((one) => one.edits) };
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    writeFileSync(edits, JSON.stringify(document));
    expect(runCli(root, ['apply', edits])).toMatchObject({ code: 0, stderr: '' });
    expect(state()).toEqual(whole);
    expect(runCli(root, ['undo']).code).toBe(0);
    expect(state()).toEqual(old);
  }, 300_000);
});
