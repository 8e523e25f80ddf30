import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../temporary.js';
import { APP, runCli } from './run-cli.js';

const RENAME = `j(file.source).find(j.Identifier, { name: 'ask' }).forEach((path) => { path.node.name = 'inquire'; }).toSource()`;
const OWN: Record<string, string> = {
  'common.cjs': `module.exports = (file, { j }) => ${RENAME};\n`,
  'module.mjs': `export const parser = 'babel';\nexport default (file, { jscodeshift: j }) => ${RENAME};\n`,
  'later.cjs': `module.exports = async (file, { j }) => ${RENAME};\n`,
  'throws.cjs': `module.exports = () => { throw new Error('no such node'); };\n`,
  'broken.cjs': `module.exports = (file) => file.source + '}}}';\n`,
  'none.cjs': 'module.exports = 1;\n',
  'nothing.cjs': 'module.exports = () => undefined;\n',
};

function own(name: string): string {
  return join(temporaryDirectory(OWN), name);
}

describe('--transform', () => {
  it.each(['common.cjs', 'module.mjs', 'later.cjs'])('runs %s on what our own rewrite leaves', (name) => {
    const root = temporaryDirectory({ 'a.js': APP });
    expect(runCli(root, ['--write', '--allow-no-vcs', '--transform', own(name)]).code).toBe(0);
    const text = readFileSync(join(root, 'a.js'), 'utf8');
    expect(text).toContain('export const inquire');
    expect(text).toContain('https://api.holysheep.ai/v1');
  });

  it('says so where it changes what we leave, in a preview and under --check', () => {
    const root = temporaryDirectory({
      'a.js': '// openai\nexport const ask = 1;\n',
      'b.js': 'export const ask = 1;\n',
    });
    const flags = ['--transform', own('common.cjs')];
    const preview = runCli(root, flags);
    expect(preview.code).toBe(0);
    expect(preview.stdout).toContain('1 file changed by your transform');
    expect(runCli(root, [...flags, '--check']).code).toBe(1);
    expect(runCli(root, [...flags, '--write', '--allow-no-vcs']).code).toBe(0);
    expect(runCli(root, [...flags, '--check'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it.each([
    ['throws.cjs', 'no such node'],
    ['broken.cjs', 'does not parse'],
    ['none.cjs', 'exports no jscodeshift transform'],
  ])('ends the run before anything is written for %s', (name, said) => {
    const root = temporaryDirectory({ 'a.js': APP });
    const { code, stdout, stderr } = runCli(root, ['--write', '--allow-no-vcs', '--transform', own(name)]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(readFileSync(join(root, 'a.js'), 'utf8')).toBe(APP);
  });

  it('is never taken from the scanned repository, nor is any other code of it run', () => {
    const canary = `require('node:fs').writeFileSync(require('node:path').join(__dirname, 'canary'), '');\n`;
    const root = temporaryDirectory({
      'a.ts': APP.replace('content', 'content: string'),
      'process.d.ts': 'declare const process: { env: Record<string, string | undefined> };\n',
      'package.json': JSON.stringify({
        'migrate-to-holysheep': { transform: './run.cjs' },
        scripts: { prepare: 'touch canary' },
      }),
      '.holysheeprc.json': '{ "transform": "./run.cjs", "transforms": ["./run.cjs"] }',
      'run.cjs': canary,
      '.holysheeprc.js': canary,
      'babel.config.js': canary,
      'typescript.js': canary,
      'tsconfig.json': '{ "compilerOptions": { "plugins": [{ "name": "./run.cjs" }] } }',
      'node_modules/typescript/index.js': canary,
      'node_modules/jscodeshift/index.js': canary,
    });
    const flags = ['--typecheck', '--transform', own('nothing.cjs'), '--write', '--allow-no-vcs'];
    expect(runCli(root, flags).code).toBe(2);
    expect(runCli(root, [...flags, '--no-config']).code).toBe(0);
    for (const directory of ['.', 'node_modules/typescript', 'node_modules/jscodeshift'])
      expect(existsSync(join(root, directory, 'canary')), directory).toBe(false);
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toContain('https://api.holysheep.ai/v1');
  });
});
