import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { expect, it } from 'vitest';

/** The program of a template, without types and without remarks. */
function programOf(name: string, loader: 'ts' | 'js'): string {
  const text = readFileSync(new URL(`../../src/generate/templates/${name}`, import.meta.url), 'utf8');
  const { code } = transformSync(text, { loader, minifyWhitespace: true, legalComments: 'none' });
  return code;
}

it.each(['canary', 'limits'])('the two of %s are one program', (name) => {
  expect(programOf(`${name}.js`, 'js')).toBe(programOf(`${name}.ts`, 'ts'));
});
