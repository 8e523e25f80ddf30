import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory, temporaryRepository } from '../temporary.js';
import { APP, runCli } from './run-cli.js';

const CLI = fileURLToPath(new URL('../../bin/migrate-to-holysheep.js', import.meta.url));
const schema = JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ strict: true }).compile(schema);

describe('--json for a run that fails', () => {
  it.each([
    ['an unknown flag', ['--json', '--chek'], 'usage', 'Did you mean --check?'],
    ['flags that exclude each other', ['--write', '--json', '--check'], 'usage', 'cannot be used with'],
    ['a path that is not there', ['--json', 'nowhere'], 'no-such-path', 'nowhere does not exist'],
    ['a place where writing cannot be undone', ['--json', '--write'], 'not-a-repository', '--allow-no-vcs'],
    ['a report that cannot be written', ['--json', '--report', 'a.js/report.json'], 'cannot-write', 'a.js/report.json'],
  ])('is one document that the schema takes: %s', (_, args, code, said) => {
    const root = temporaryDirectory({ 'a.js': APP });
    const result = runCli(root, args);
    expect(result.code).toBe(2);
    const document = JSON.parse(result.stdout);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(document.error.code).toBe(code);
    expect(document.error.message).toContain(said);
    expect(result.stderr).toContain(said);
    expect(result.stderr).not.toMatch(/^\s+at /m);
    expect(readFileSync(join(root, 'a.js'), 'utf8')).toBe(APP);
  });

  it('takes what follows -- for a path', () => {
    const { code, stdout } = runCli(temporaryDirectory(), ['--chek', '--', '--json']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

describe('streams', () => {
  it('carry the same report, whatever else is asked for', () => {
    const root = temporaryRepository({ 'a.js': APP, 'broken.js': `${APP}const = ;` });
    const report = join(temporaryDirectory(), 'deep/er/report.json');
    const json = runCli(root, ['--json', '--report', report, '--verbose', '--debug']);
    expect({ code: json.code, stderr: json.stderr }).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(report, 'utf8')).toBe(json.stdout);
    const check = runCli(root, ['--json', '--check', '--quiet']);
    expect(check).toEqual({ code: 1, stdout: json.stdout, stderr: '' });
  });

  it.each([[[]], [['--json']], [['--verbose']]])('end quietly when nobody reads them any more: %j', (flags) => {
    const many = Array.from({ length: 80 }, (_, i) => [`a${i}.js`, APP]);
    const root = temporaryDirectory(Object.fromEntries(many));
    const pipe = `"${process.execPath}" "${CLI}" ${flags.join(' ')} 2>&1 | head -1 | wc -l; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', pipe], { cwd: root, encoding: 'utf8' });
    expect({ output: stdout.trim().split(/\s+/), stderr }).toEqual({ output: ['1', '0'], stderr: '' });
  });
});
