import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PROFILES, type Profile } from '../../src/catalog/profile.js';
import { serviceOf } from '../../src/catalog/service.js';
import { targetOf } from '../../src/catalog/target.js';
import { moduleText } from '../../src/generate/canary/module-text.js';
import type { ModuleForm } from '../../src/generate/module-form.js';
import { runCli } from '../cli/run-cli.js';
import { commitAll, runGit, temporaryDirectory } from '../temporary.js';

// Each case: the repository before (`input`), what changes in it (`expected`), and the report. The modules themselves are compared
// with their template. UPDATE_FIXTURES=1 takes what comes out.

const CASES = fileURLToPath(new URL('../../fixtures/canary', import.meta.url));
const PROFILE = targetOf(PROFILES.holysheep as Profile, {});

interface Report {
  modules: { path: string; form: ModuleForm }[];
  changes: string[];
  written: string[];
}

describe.each(readdirSync(CASES))('%s', (name) => {
  const folder = join(CASES, name);
  const input = filesIn(join(folder, 'input'));

  it('is written as expected, is then done, and is taken back', { timeout: 120_000 }, () => {
    const root = temporaryDirectory();
    cpSync(join(folder, 'input'), root, { recursive: true });
    runGit(root, 'init', '-q');
    commitAll(root);

    const preview = canary(root);
    expect(filesIn(root)).toEqual(input);
    const written = canary(root, '--write');
    expect(written).toEqual({ ...preview, written: preview.changes });
    const files = filesIn(root);
    const paths = written.modules.map(({ path }) => path);
    const changed = Object.entries(files).filter(([path, text]) => input[path] !== text && !paths.includes(path));
    if (process.env.UPDATE_FIXTURES) update(folder, Object.fromEntries(changed), preview);
    expect(Object.fromEntries(changed)).toEqual(filesIn(join(folder, 'expected')));
    expect(preview).toEqual(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')));
    for (const { path, form } of written.modules) {
      const text = moduleText(form, {
        from: serviceOf('openai'),
        profile: PROFILE,
        env: 'rename',
        modelMap: [],
        responses: 'keep',
      });
      expect(plain(files[path] ?? '')).toBe(plain(text));
    }

    if (written.changes.length > 0) commitAll(root);
    expect(canary(root, '--write')).toMatchObject({ modules: [], calls: [], changes: [], written: [] });
    if (written.changes.length === 0) return;
    expect(runCli(root, ['undo']).code).toBe(0);
    expect(filesIn(root)).toEqual(input);
  });
});

function canary(root: string, ...flags: string[]): Report {
  const { code, stdout, stderr } = runCli(root, ['canary', '--json', ...flags]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { schemaVersion, tool, variables, ...report } = JSON.parse(stdout);
  return report;
}

/** Without what a style changes. */
function plain(text: string): string {
  return text.replace(/[\s;]+/g, '').replaceAll('"', "'");
}

function filesIn(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  const own = paths.filter((path) => !path.startsWith(`.git${sep}`)).sort();
  return Object.fromEntries(own.map((path) => [path.split(sep).join('/'), readFileSync(join(folder, path), 'utf8')]));
}

function update(folder: string, files: Record<string, string>, report: Report): void {
  rmSync(join(folder, 'expected'), { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'expected', path)), { recursive: true });
    writeFileSync(join(folder, 'expected', path), text);
  }
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
}

describe('canary', () => {
  const APP = "import OpenAI from 'openai';\nconst client = new OpenAI();\n";
  const CALL = "client.chat.completions.create({ model: 'gpt-4o', user, messages: [] })";
  const files = { 'chat.mjs': `${APP}export const answer = (user) => ${CALL};\n` };

  it('writes nothing over what it has not made, nor what would have to be escaped, nor beside work that is not committed', () => {
    const root = temporaryDirectory({ ...files, 'holysheep-canary.mjs': 'mine\n' });
    expect(runCli(root, ['canary', '--write', '--allow-no-vcs'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('holysheep-canary.mjs is there already'),
    });
    rmSync(join(root, 'holysheep-canary.mjs'));
    for (const salt of ["it's", 'a"b', 'a\\b', 'a\nb'])
      expect(runCli(root, ['canary', '--write', '--allow-no-vcs', '--salt', salt]).stderr).toContain('cannot stand');
    expect(runCli(root, ['canary', '--write']).stderr).toContain('not in a git repository');
    expect(filesIn(root)).toEqual(files);
  });

  it('keeps the salt of a module that is there when another call comes, and draws anew when it is told to', () => {
    const root = temporaryDirectory(files);
    const write = (...flags: string[]) => canary(root, '--write', '--allow-no-vcs', ...flags).written;
    expect(write('--salt', 'spring')).toEqual(['chat.mjs', 'holysheep-canary.mjs']);
    expect(readFileSync(join(root, 'holysheep-canary.mjs'), 'utf8')).toContain("const SALT = 'spring';");
    const salt = () => /SALT = '(.*)'/.exec(readFileSync(join(root, 'holysheep-canary.mjs'), 'utf8'))?.[1];
    writeFileSync(join(root, 'more.mjs'), files['chat.mjs']);
    expect(write()).toEqual(['more.mjs']);
    expect(salt()).toBe('spring');
    writeFileSync(join(root, 'third.mjs'), files['chat.mjs']);
    expect(write('--salt', 'autumn')).toEqual(['holysheep-canary.mjs', 'third.mjs']);
    expect(salt()).toBe('autumn');
    expect(write('--salt', 'winter')).toEqual(['holysheep-canary.mjs']);
    expect(salt()).toBe('winter');
    expect(write()).toEqual([]);
  });
});
