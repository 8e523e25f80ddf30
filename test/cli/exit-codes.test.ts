import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory, temporaryRepository } from '../temporary.js';
import { APP, runCli } from './run-cli.js';

const schema = JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ strict: true }).compile(schema);

describe('exit codes', () => {
  it('is 0 and silent under --check where nothing is left', () => {
    const root = temporaryRepository({ 'a.js': 'export const a = 1;\n' });
    expect(runCli(root, ['--check'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('is 1 under --check where something is left, and 0 in a preview', () => {
    const root = temporaryRepository({ 'a.js': APP });
    expect(runCli(root, ['--check']).code).toBe(1);
    expect(runCli(root, []).code).toBe(0);
    expect(readFileSync(`${root}/a.js`, 'utf8')).toBe(APP);
  });

  it.each([
    ['an unknown flag', ['--chek'], 'Did you mean --check?'],
    ['a bad choice', ['--env', 'other'], 'Allowed choices'],
    ['flags that exclude each other', ['--check', '--write'], 'cannot be used with'],
    ['a path that is not there', ['nowhere'], 'nowhere does not exist'],
    ['a mapping that is none', ['--model-map', 'gpt-4o'], 'OLD=NEW'],
    ['a capability that is none', ['--model-for', 'sight=gpt-4.1'], 'must be one of vision'],
    ['a model that is not served', ['--model-for', 'vision=gpt-9'], 'not known to serve it. Able are gpt-4.1'],
    ['a model that is not able', ['--model-for', 'vision=deepseek-v3.2'], 'Able are gpt-4.1'],
    ['what no model is able to', ['--model-for', 'audio=gpt-4.1'], 'No model of HolySheep AI'],
    ['a base URL that is none', ['--base-url', 'holysheep'], 'URL'],
    ['a transform that is not there', ['--transform', 'nowhere.js'], 'could not be loaded'],
  ])('is 2 for %s', (_, args, said) => {
    const result = runCli(temporaryRepository({ 'a.js': APP }), args);
    expect(result.code).toBe(2);
    expect(result.stdout).toBe('');
    expect(result.stderr).toContain(said);
  });

  it('is 0 for --help and --version', () => {
    expect(runCli('/', ['--help'])).toMatchObject({ code: 0, stderr: '' });
    expect(runCli('/', ['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('--json', () => {
  it.each([
    ['a clean tree', { 'a.js': 'export {};\n' }],
    ['an app', { 'a.js': APP, '.env.example': 'OPENAI_API_KEY=\n' }],
    ['a file that does not parse', { 'a.js': APP, 'broken.js': 'import OpenAI from "openai"; const = ;' }],
    ['an empty directory', {}],
  ])('prints one document that the schema takes for %s', (_, files) => {
    const { code, stdout, stderr } = runCli(temporaryRepository(files), ['--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
  });

  it('prints one document for a failure too', () => {
    const { code, stdout } = runCli(temporaryDirectory(), ['nowhere', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).error.code).toBe('no-such-path');
  });

  it('is the same text between runs, and wherever it runs', () => {
    const files = { 'src/a.js': APP, 'src/b.js': APP, '.env.example': 'OPENAI_API_KEY=\n' };
    const root = temporaryRepository(files);
    const first = runCli(root, ['--json']).stdout;
    expect(runCli(root, ['--json']).stdout).toBe(first);
    expect(runCli('/', [root, '--json'], { LANG: 'C', TZ: 'Asia/Tokyo' }).stdout).toBe(first);
    expect(runCli(temporaryRepository(files), ['--json']).stdout).toBe(first);
  });

  it('does not change what is written', () => {
    const root = temporaryRepository({ 'a.js': APP });
    const { stdout } = runCli(root, ['--json', '--write']);
    expect(JSON.parse(stdout).written).toEqual(['a.js']);
    expect(readFileSync(`${root}/a.js`, 'utf8')).toContain('api.holysheep.ai');
  });
});

describe('colour', () => {
  it.each([
    ['no terminal', [], {}, false],
    ['FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
    ['NO_COLOR', [], { NO_COLOR: '1' }, false],
    ['--no-color before FORCE_COLOR', ['--no-color'], { FORCE_COLOR: '1' }, false],
  ])('follows %s', (_, args, env, isColoured) => {
    const root = temporaryRepository({ 'a.js': APP });
    expect(runCli(root, args, env as Record<string, string>).stdout.includes('\u001b')).toBe(isColoured);
  });
});
