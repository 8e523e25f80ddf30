import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../temporary.js';
import { APP, runCli } from './run-cli.js';

describe('explain', () => {
  it('prints the page of an id', () => {
    const page = readFileSync(new URL('../../docs/findings/unit.md', import.meta.url), 'utf8');
    expect(runCli(temporaryDirectory({}), ['explain', 'unit'])).toEqual({ code: 0, stdout: page, stderr: '' });
  });

  it('is refused for an id that there is not', () => {
    const { code, stderr } = runCli(temporaryDirectory({}), ['explain', 'nothing']);
    expect(code).toBe(2);
    expect(stderr).toContain('There is no finding nothing: ');
  });

  it('leaves a directory of that name to be reached', () => {
    const root = temporaryDirectory({ 'explain/a.js': APP });
    expect(runCli(root, ['--check', '--', 'explain']).code).toBe(1);
  });
});

describe('--explain', () => {
  const app = `${APP}// nothing here\nconst other = new OpenAI();\nother.embeddings.create({ model: 'text-embedding-3-small', input: 'a' });\n`;

  it('says what becomes of a line, and what else belongs to its client', () => {
    const root = temporaryDirectory({ 'src/a.js': app });
    const { code, stdout } = runCli(root, ['--explain', 'src/a.js:3:5']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^src\/a\.js:3:16 {2}rewrite {2}set-client-options \(moved\)\n/);
    expect(stdout).toContain('Of the same client or request\nsrc/a.js:6:43  rewrite  map-model');
    expect(stdout).toContain('migrate-to-holysheep explain set-client-options');
  });

  it('says why a line stays', () => {
    const root = temporaryDirectory({ 'src/a.js': app });
    expect(runCli(root, ['--explain', 'src/a.js:8']).stdout).toContain('keep  unit (not-served)');
    expect(runCli(root, ['--explain', 'src/a.js:7']).stdout).toContain('src/a.js:7: nothing is said of this line.');
  });

  it('takes the path from where it is run', () => {
    const root = temporaryDirectory({ 'src/a.js': app });
    expect(runCli(join(root, 'src'), ['--explain', 'a.js:3', '..']).stdout).toContain('src/a.js:3:16');
  });

  it('is refused without a line', () => {
    expect(runCli(temporaryDirectory({}), ['--explain', 'a.js']).code).toBe(2);
  });
});
