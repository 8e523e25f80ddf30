import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NAMES_TRANSFORMS, TRANSFORMS } from '../transforms/index.js';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
/** What speaks besides the transforms. */
const RULES = ['unit', 'base-url', 'model', 'variable', 'parameter', 'mention', 'leaked-key', 'file'];

describe('docs', () => {
  it('has a page for every id that a finding may have, and no other', () => {
    const ids = [...TRANSFORMS, ...NAMES_TRANSFORMS].map((transform) => transform.id);
    const pages = readdirSync(new URL('../docs/findings', import.meta.url)).map((name) => name.replace(/\.md$/, ''));
    expect(pages.sort()).toEqual([...ids, ...RULES].sort());
  });

  it('names every flag in the README', () => {
    const flags = [...read('src/cli/options.ts').matchAll(/'(?:-\w, )?(--[a-z-]+)/g)].map((match) => match[1] ?? '');
    expect(flags.length).toBeGreaterThan(15);
    for (const flag of flags) expect(read('README.md')).toContain(flag);
  });

  it('opens the README with the two commands', () => {
    expect(read('README.md').slice(0, 200)).toContain('npm start -- DIR');
    expect(read('README.md').slice(0, 200)).toContain('npm test');
  });
});
