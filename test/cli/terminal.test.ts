import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../temporary.js';
import { APP, CLI, runCli } from './run-cli.js';

/** What `script` of util-linux runs has a terminal, of 24 lines here. */
const canOpenTerminal = spawnSync('script', ['-qefc', 'true', '/dev/null']).status === 0;

/** What a terminal is sent, of both streams. */
function onTerminal(root: string, args: string, env: Record<string, string> = {}) {
  const { FORCE_COLOR: _force, NO_COLOR: _no, GITHUB_ACTIONS: _job, CI: _ci, ...rest } = process.env;
  const command = `stty rows 24 cols 80; "${process.execPath}" "${CLI}" --no-progress ${args}`;
  const { status, stdout } = spawnSync('script', ['-qefc', command, '/dev/null'], {
    cwd: root,
    env: { ...rest, TERM: 'xterm', PAGER: 'cat', ...env },
    encoding: 'utf8',
    input: '',
    timeout: 50_000,
  });
  return { status, output: stdout.replaceAll('\r\n', '\n') };
}

const HOSTILE = '\u001b[2J\u001b]8;;http://x\u0007\u001b]52;c;eA==\u0007\b\u009b31m\u202e';
const ESCAPED = '\\u{1b}[2J\\u{1b}]8;;http://x\\u{7}\\u{1b}]52;c;eA==\\u{7}\\u{8}\\u{9b}31m\\u{202e}';

describe.runIf(canOpenTerminal || process.env.CI)('on a terminal', () => {
  it.each([
    ['coloured', '', {}, true],
    ['NO_COLOR', '', { NO_COLOR: '1' }, false],
    ['TERM=dumb', '', { TERM: 'dumb' }, false],
    ['--no-color before FORCE_COLOR', '--no-color', { FORCE_COLOR: '1' }, false],
  ])('12: the report is %s', (_, args, env, isColoured) => {
    const { output } = onTerminal(temporaryDirectory({ 'a.js': APP }), args, env as Record<string, string>);
    expect(output).toContain('Will change');
    expect(output.includes('\u001b')).toBe(isColoured);
  });

  it('13: what files say is shown, and not acted on', () => {
    const name = `${HOSTILE.replaceAll('/', '|')}.js`;
    const root = temporaryDirectory({ [name]: `// ${HOSTILE} gpt-4o\n${APP}` });
    const { output } = onTerminal(root, '', { NO_COLOR: '1' });
    expect(output).toContain(`// ${ESCAPED} gpt-4o`);
    expect(output).toContain(`  ${ESCAPED.replaceAll('/', '|')}.js\n`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
    expect(output).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  it('14: nothing is asked and nothing is written unasked, with no input', () => {
    const root = temporaryDirectory({ 'a.js': APP });
    for (const env of [{ CI: '1' }, {}]) expect(onTerminal(root, '', env as Record<string, string>).status).toBe(0);
    const { code } = runCli(root, []);
    expect({ code, text: readFileSync(join(root, 'a.js'), 'utf8') }).toEqual({ code: 0, text: APP });
  });

  it('15: a pager gets what is longer than the screen, and only that', () => {
    const root = temporaryDirectory({ 'a.js': APP, 'empty/b.js': '' });
    const program = join(temporaryDirectory(), 'pager.mjs');
    writeFileSync(
      program,
      `import { writeFileSync, readFileSync } from 'node:fs';\nwriteFileSync('paged', readFileSync(0));\n`,
    );
    const env = { PAGER: `${process.execPath} ${program}` };
    for (const [args, isPaged] of [
      ['empty', false],
      ['--no-pager', false],
      ['--check', false],
      ['| cat', false],
      ['--quiet --verbose', false],
      ['', true],
    ] as const) {
      const { output } = onTerminal(root, args, env);
      expect([args, existsSync(join(root, 'paged'))]).toEqual([args, isPaged]);
      expect(output.includes('rewrites in 1 file')).toBe(!isPaged && args !== 'empty');
    }
    expect(readFileSync(join(root, 'paged'), 'utf8')).toContain('\u001b[32m2 rewrites in 1 file');
  });

  it('15: where there is no such pager, all is printed', () => {
    const { output } = onTerminal(temporaryDirectory({ 'a.js': APP }), '', { PAGER: 'no-such-pager' });
    expect(output).toContain('+++ b/a.js');
  });
});
