import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../temporary.js';
import { APP, runCli } from './run-cli.js';

const isRoot = process.getuid?.() === 0;
/** Root reads everything, so for root somebody else looks, who may not be let into this checkout. */
const somebody = isRoot ? { uid: 65534, gid: 65534 } : {};
const canLook = runCli('/', ['--version'], {}, somebody).code === 0;

describe('what is looked at', () => {
  it('has a line for each file that is left as it is, which says why', () => {
    const root = temporaryDirectory({
      'app.js': APP,
      'broken.js': `${APP}\nconst = ;\n`,
      'nested.js': `// openai\nexport const a = ${'['.repeat(100_000)}${']'.repeat(100_000)};\n`,
      'utf16be.js': Buffer.from(`\ufeff${APP}`, 'utf16le').swap16(),
      'invalid.js': Buffer.concat([Buffer.from(APP), Buffer.from([0x2f, 0x2f, 0xc3, 0x28])]),
      'bundle.js': `// openai\n${'a();'.repeat(100_000)}\n`,
      'empty.js': '',
    });
    symlinkSync('..', join(root, 'loop'));
    const { code, stdout, stderr } = runCli(root, []);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const place of ['broken.js:8:1', 'nested.js:2:1', 'utf16be.js:1:1', 'invalid.js:1:1', 'bundle.js:1:1'])
      expect(stdout).toMatch(new RegExp(`^ {4}${place}(?:$|  )`, 'm'));
    for (const said of [
      'does not parse (line 8: ',
      'nested too deeply',
      'not valid UTF-8',
      'minified',
      'Symlinks are not followed.',
    ])
      expect(stdout).toContain(said);
    expect(stdout).toContain('+++ b/app.js');
    expect(stdout).not.toContain('empty.js');
  });

  it('is what the user names: a link to a directory, and never in silence a file of a kind that is not read', () => {
    const root = temporaryDirectory({ 'real/app.js': APP, 'real/lib.min.js': APP, 'real/dist/app.js': APP });
    symlinkSync('real', join(root, 'current'));
    expect(JSON.parse(runCli(root, ['current', '--json']).stdout).changed).toEqual(['app.js']);
    const named = JSON.parse(runCli(root, ['real/lib.min.js', 'real/dist/app.js', '--json']).stdout);
    expect(named.skipped).toEqual([
      { file: 'real/dist/app.js', reason: 'vendored' },
      { file: 'real/lib.min.js', reason: 'generated' },
    ]);
    const twice = JSON.parse(runCli(root, ['real/app.js', './real/app.js', 'real', '--json']).stdout);
    expect(twice.changed).toEqual(['real/app.js']);
    expect(twice.summary.files).toBe(1);
  });

  it('is never what lies outside, and names that look like flags or hold odd characters are names', () => {
    const root = temporaryDirectory({ 'in/-w.js': APP, 'in/a b\u001b[2J\u202e.js': APP, 'in/na\u00efve 🐑.js': APP });
    const { stdout } = runCli(join(root, 'in'), ['--', '-w.js', 'a b\u001b[2J\u202e.js', 'na\u00efve 🐑.js']);
    for (const character of ['\u001b', '\u202e']) expect(stdout).not.toContain(character);
    expect(stdout).toContain('3 files');
    mkdirSync(join(root, 'other'));
    expect(runCli(join(root, 'other'), ['../in/-w.js'])).toMatchObject({ code: 2, stdout: '' });
  });

  it.runIf(isRoot)('is all that root may read, whatever its mode', () => {
    const root = temporaryDirectory({ 'locked.js': APP });
    chmodSync(join(root, 'locked.js'), 0);
    expect(JSON.parse(runCli(root, ['--json']).stdout).changed).toEqual(['locked.js']);
  });

  it.runIf(canLook)('goes on where a file or a directory may not be read', () => {
    const root = temporaryDirectory({ 'app.js': APP, 'locked.js': APP, 'closed/app.js': APP });
    for (const path of ['.', 'app.js']) chmodSync(join(root, path), 0o755);
    chmodSync(join(root, 'locked.js'), 0);
    chmodSync(join(root, 'closed'), 0);
    const { stdout } = runCli(root, ['--json'], {}, somebody);
    chmodSync(join(root, 'closed'), 0o755);
    const { changed, skipped } = JSON.parse(stdout);
    expect(changed).toEqual(['app.js']);
    expect(skipped).toEqual([
      { file: 'closed', reason: 'unreadable', detail: 'EACCES' },
      { file: 'locked.js', reason: 'unreadable', detail: 'EACCES' },
    ]);
  });

  it('does not wait for a pipe, nor for an answer', () => {
    const root = temporaryDirectory({ 'app.js': APP });
    execFileSync('mkfifo', [join(root, 'openai.js')]);
    const { code, stdout } = runCli(root, ['openai.js', 'app.js', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).skipped).toEqual([{ file: 'openai.js', reason: 'not-a-file' }]);
    expect(readFileSync(join(root, 'app.js'), 'utf8')).toBe(APP);
  });
});
