import { expect, it } from 'vitest';
import { temporaryDirectory } from '../temporary.js';
import { APP, runCli } from './run-cli.js';

const MANY = 40_000;

it('68: a parser that dies over a file, or does not come to an end, costs that file only', () => {
  const root = temporaryDirectory({
    'app.js': APP,
    'sum.js': `// openai\nx = ${'a+'.repeat(MANY)}a;\n`,
    'arrows.ts': `// openai\nx = ${'a=>'.repeat(MANY)}a;\n`,
    'branches.js': `// openai\n${'if(a);else '.repeat(MANY / 2)};\n`,
    'elements.tsx': `// openai\nx = ${'<a>'.repeat(MANY)};\n`,
    // Babel, which is asked because of the last line, tries each in two ways.
    'tries.js': `// openai\nx = ${'async<a>(b<'.repeat(40)}c${'>(d))=>e'.repeat(40)};\n@@\n`,
  });
  const { code, stdout, stderr } = runCli(root, ['--write', '--allow-no-vcs', '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { written, skipped } = JSON.parse(stdout);
  expect(written).toEqual(['app.js']);
  expect(skipped.map(({ file, detail }: Record<string, string>) => `${file}: ${detail}`)).toEqual([
    'arrows.ts: line 2: nested too deeply',
    'branches.js: line 2: nested too deeply',
    'elements.tsx: line 2: nested too deeply',
    'sum.js: line 2: nested too deeply',
    'tries.js: reading it took longer than 10 seconds',
  ]);
});
