import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { programOf } from '../../src/cli/options.js';
import { manPage } from './man-page.js';
import { runCli } from './run-cli.js';

const program = programOf();
const MAN_PAGE = fileURLToPath(new URL('../../man/migrate-to-holysheep.1', import.meta.url));

describe('--help (10)', () => {
  const { stdout } = runCli('/', ['--help']);

  it('begins with examples; then come the options in groups, exit codes and variables', () => {
    const headings = [...stdout.matchAll(/^[A-Z][\w ]+:$/gm)].map(([heading]) => heading);
    expect(headings[0]).toBe('Examples:');
    expect(headings.slice(-3)).toEqual(['Commands:', 'Exit codes:', 'Environment:']);
    expect(headings).not.toContain('Options:');
  });

  it.each(['', ...program.commands.map((command) => command.name())])('fits 80 columns: %s', (name) => {
    const command = name === '' ? [] : [name];
    const { code, stdout: text, stderr } = runCli('/', [...command, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(text).toContain(`Usage: ${['migrate-to-holysheep', ...command].join(' ')}`);
    expect(text).toContain('-h, --help');
  });

  it('has examples that are taken as they stand', () => {
    const examples = [...stdout.matchAll(/^ {2}\$ migrate-to-holysheep (.*?)(?: {2,}.*)?$/gm)].map(
      ([, line]) => line ?? '',
    );
    expect(examples.length).toBeGreaterThan(5);
    for (const example of examples)
      for (const flag of example.match(/--[a-z-]+/g) ?? [])
        expect(stdout).toMatch(new RegExp(`^ {2}(?:-\\w, )?${flag}\\b`, 'm'));
  });

  it('loads none of what a run needs', () => {
    const loaded = readFileSync(fileURLToPath(new URL('../../dist/cli.js', import.meta.url)), 'utf8');
    const chunks = [...loaded.matchAll(/^import .*from ?"(.*)";$/gm)].map(([, from]) => from ?? '');
    expect(chunks.filter((from) => /oxc-parser|ts-morph|jscodeshift/.test(from))).toEqual([]);
  });
});

describe('the man page', () => {
  // After a change of an option: npx vitest run test/cli/help.test.ts -u
  it('says what --help says', async () => {
    await expect(manPage(program)).toMatchFileSnapshot(MAN_PAGE);
  });

  it.runIf(spawnSync('groff', ['--version']).status === 0)('is understood by groff', () => {
    const { stdout, stderr } = spawnSync('groff', ['-man', '-ww', '-Tascii', '-P-cbou'], {
      encoding: 'utf8',
      input: manPage(program),
    });
    expect(stderr).toBe('');
    expect(stdout).toContain('--interactive');
  });
});
