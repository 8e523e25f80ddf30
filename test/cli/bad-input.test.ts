import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory, temporaryRepository } from '../temporary.js';
import { APP, runCli } from './run-cli.js';

const MENTION = '// openai\n';

describe('bad input', () => {
  it('20, 21, 23, 26, 28, 31: says of each file what is wrong with it, goes on, and loses nothing', () => {
    const outside = temporaryDirectory({ 'secret.js': APP });
    const files = {
      'app.js': APP,
      'broken.js': `${MENTION}const = ;\n`,
      'latin1.js': Buffer.from(`${MENTION}const a = "\u00e9";\n`, 'latin1'),
      'utf16.js': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(APP, 'utf16le')]),
      'deep.js': `${MENTION}const a = ${'['.repeat(100_000)}${']'.repeat(100_000)};\n`,
      'minified.js': `${MENTION}const a="${'x'.repeat(20 * 1024 * 1024)}";\n`,
    };
    const root = temporaryDirectory(files);
    symlinkSync(root, join(root, 'loop'));
    symlinkSync(join(outside, 'secret.js'), join(root, 'link.js'));
    symlinkSync('nowhere', join(root, 'dangling.js'));
    execFileSync('mkfifo', [join(root, 'pipe.js')]);

    const { code, stdout, stderr } = runCli(root, ['--write', '--allow-no-vcs', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = JSON.parse(stdout);
    const reasons = Object.fromEntries(
      report.skipped.map((one: { file: string; reason: string }) => [one.file, one.reason]),
    );
    expect(reasons).toEqual({
      'broken.js': 'parse-failed',
      'deep.js': 'parse-failed',
      'latin1.js': 'not-utf8',
      'utf16.js': 'not-utf8',
      'minified.js': 'too-large',
      'link.js': 'symlink',
      'dangling.js': 'symlink',
      loop: 'symlink',
      'pipe.js': 'not-a-file',
    });
    expect(
      report.findings.some((one: { file: string; line: number }) => one.file === 'broken.js' && one.line === 2),
    ).toBe(true);
    expect(report.written).toEqual(['app.js']);
    for (const [name, content] of Object.entries(files))
      if (name !== 'app.js') expect(readFileSync(join(root, name)).equals(Buffer.from(content)), name).toBe(true);
    expect(readFileSync(join(outside, 'secret.js'), 'utf8')).toBe(APP);
  });

  it('is quiet about an empty directory', () => {
    expect(runCli(temporaryDirectory(), []).code).toBe(0);
  });

  it('ends quietly when the reader goes away', () => {
    const root = temporaryRepository(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`a${i}.js`, APP])));
    const cli = new URL('../../bin/migrate-to-holysheep.js', import.meta.url).pathname;
    const script = `"${process.execPath}" "${cli}" . --json | head -c 10 >/dev/null; echo "\${PIPESTATUS[0]}"`;
    const output = execFileSync('bash', ['-c', `${script} 2>&1`], { cwd: root, encoding: 'utf8' });
    expect(output.trim()).toBe('0');
  });

  it('prints a large report whole', () => {
    const many = Array.from({ length: 3000 }, (_, i) => `export const a${i} = 'https://api.openai.com/v1/x${i}';`).join(
      '\n',
    );
    const root = temporaryDirectory({ 'a.js': `${many}\n` });
    writeFileSync(join(root, 'b.js'), `${many}\n`);
    const { stdout } = runCli(root, ['--json']);
    expect(JSON.parse(stdout).findings.length).toBe(6000);
  });
});
