import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fillJob } from '../../src/cli/github-job.js';
import { createRedactor } from '../../src/redact.js';
import { findingOf, reportOf } from '../reporters/reports.js';
import { temporaryDirectory } from '../temporary.js';
import { APP, runCli } from './run-cli.js';

const read = (root: string, path: string) => readFileSync(join(root, path), 'utf8');

describe('--format (78)', () => {
  it('gives several views of one run, each to its file, and makes their directories', () => {
    const root = temporaryDirectory({ 'a.js': APP });
    const files = ['sarif=out/a.sarif', 'json=out/b.json', 'gitlab=out/c.json', 'junit=d.xml', 'markdown=e.md'];
    const { code, stdout, stderr } = runCli(root, ['--format=ndjson', ...files.flatMap((one) => ['--format', one])]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const count = stdout.split('\n').filter((line) => line.startsWith('{"type":"finding"')).length;
    expect(count).toBeGreaterThan(0);
    expect(JSON.parse(read(root, 'out/a.sarif')).runs[0].results).toHaveLength(count);
    expect(JSON.parse(read(root, 'out/b.json')).findings).toHaveLength(count);
    expect(JSON.parse(read(root, 'out/c.json'))).toHaveLength(count);
    expect(read(root, 'd.xml')).toContain(`failures="${count}"`);
    expect(read(root, 'e.md')).toContain('### Will change');
    expect(read(root, 'a.js')).toBe(APP);
  });

  it('ends with 2 where a file cannot be written', () => {
    const root = temporaryDirectory({ 'a.js': APP, 'file.txt': '' });
    expect(runCli(root, ['--format', 'sarif=file.txt/a.sarif']).code).toBe(2);
  });

  it.each([
    [['--format', 'yaml'], 'must be one of'],
    [['--format', 'sarif='], 'must follow'],
    [['--format', 'json', '--format', 'sarif'], 'Only one format can go to stdout'],
    [['--json', '--format', 'sarif'], 'both go to stdout'],
  ])('is refused where it cannot be done: %s', (args, message) => {
    const { code, stderr } = runCli(temporaryDirectory({}), args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('says a failure as JSON where JSON was asked for', () => {
    const { code, stdout } = runCli(temporaryDirectory({}), ['--format', 'sarif', 'nowhere']);
    expect({ code, error: typeof JSON.parse(stdout).error.message }).toEqual({ code: 2, error: 'string' });
  });
});

describe('a job of GitHub (76)', () => {
  const job = (root: string) => ({
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: root,
    GITHUB_STEP_SUMMARY: join(root, 'summary.md'),
    GITHUB_OUTPUT: join(root, 'output'),
  });

  it('gets annotations, a summary and outputs, and takes no command from a file', () => {
    const root = temporaryDirectory({ 'web/a.js': `${APP}// names:\n/*\n::error::from a file gpt-4o\n*/\n` });
    const { code, stdout } = runCli(root, ['--check', 'web'], job(root));
    expect(code).toBe(1);
    const [first = '', ...lines] = stdout.trimEnd().split('\n');
    const token = /^::stop-commands::([0-9a-f-]{36})$/.exec(first)?.[1];
    const end = lines.indexOf(`::${token}::`);
    expect(end).toBeGreaterThan(0);
    expect(lines.slice(end + 1).every((line) => /^::(?:notice|warning) file=web\/a\.js,line=\d+,/.test(line))).toBe(
      true,
    );
    expect(read(root, 'summary.md')).toContain('### Will change');
    expect(read(root, 'output')).toMatch(/^findings=\d+\nrewrites=\d+\nreviews=0\n$/);
  });

  it('has a summary that GitHub takes, also of 10,000 findings', () => {
    const root = temporaryDirectory({});
    const findings = Array.from({ length: 10_000 }, (_, index) =>
      findingOf({ file: `packages/p/src/some/where/module-${index}.ts`, action: 'review', line: index + 1 }),
    );
    expect(fillJob(reportOf({ findings }), createRedactor(), job(root))).toEqual([]);
    expect(statSync(join(root, 'summary.md')).size).toBeLessThan(1024 * 1024);
    expect(read(root, 'summary.md')).toMatch(/\n… \d+ rows more\n/);
    expect(read(root, 'output')).toContain('findings=10000\n');
    expect(fillJob(reportOf({ findings }), createRedactor(), {})).toEqual([]);
  });

  it('is not failed by a summary that cannot be written', () => {
    const root = temporaryDirectory({ 'a.js': APP });
    const env = { ...job(root), GITHUB_STEP_SUMMARY: join(root, 'nowhere', 'x') };
    const { code, stderr } = runCli(root, [], env);
    expect(code).toBe(0);
    expect(stderr).toContain('could not be written (ENOENT)');
  });

  it('leaves JSON alone', () => {
    const root = temporaryDirectory({ 'a.js': APP });
    const { stdout } = runCli(root, ['--json'], job(root));
    expect(JSON.parse(stdout).findings.length).toBeGreaterThan(0);
    expect(existsSync(join(root, 'summary.md'))).toBe(false);
  });
});

describe('--baseline', () => {
  it('passes what it has, also on another line, and fails what is new', () => {
    const root = temporaryDirectory({ 'a.js': APP });
    expect(runCli(root, ['--check', '--report', 'base.json']).code).toBe(1);
    const check = ['--check', '--baseline', 'base.json'];
    expect(runCli(root, check)).toEqual({ code: 0, stdout: '', stderr: '' });
    writeFileSync(join(root, 'a.js'), `// above\n${APP}`);
    expect(runCli(root, check)).toEqual({ code: 0, stdout: '', stderr: '' });
    writeFileSync(join(root, 'b.js'), APP);
    const { code, stdout } = runCli(root, check);
    expect(code).toBe(1);
    expect(stdout).toContain('b.js');
    expect(stdout).not.toMatch(/^ {2}a\.js/m);
  });

  it.each([
    ['{}', 'is not a report'],
    ['[', 'is not a report'],
    [undefined, 'could not be read (ENOENT)'],
  ])('is refused when it is no report: %s', (text, message) => {
    const root = temporaryDirectory(text === undefined ? {} : { 'base.json': text });
    const { code, stderr } = runCli(root, ['--check', '--baseline', 'base.json']);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('--fail-on', () => {
  it.each([
    ['never', 0],
    ['error', 0],
    ['warning', 1],
  ])('%s ends --check with %i where there is something to rewrite', (level, expected) => {
    const root = temporaryDirectory({ 'a.js': APP });
    const { code, stdout } = runCli(root, ['--check', '--fail-on', level]);
    expect(code).toBe(expected);
    expect(stdout).toContain('Will change');
  });

  it('error ends it with 1 where a key has leaked', () => {
    const key = `sk-proj-${'A1b2C3d4'.repeat(6)}`;
    const root = temporaryDirectory({ 'a.js': APP.replace('OpenAI()', `OpenAI({ apiKey: '${key}' })`) });
    expect(runCli(root, ['--check', '--fail-on', 'error']).code).toBe(1);
  });
});
