import { describe, expect, it } from 'vitest';
import { headed, ownFile } from '../../src/generate/own-file.js';
import { inStyle } from '../../src/generate/style.js';
import { filled } from '../../src/generate/template.js';
import { temporaryDirectory } from '../temporary.js';

const FIRST = headed("const MODEL = 'a';\n", 'canary', 'javascript');
const OTHER = headed("const MODEL = 'b';\n", 'canary', 'javascript');

describe('ownFile', () => {
  it('makes a file where there is none, and nothing where it is there, in whatever style', () => {
    expect(ownFile(temporaryDirectory(), 'a.ts', FIRST, 'canary')).toEqual({ path: 'a.ts', after: FIRST });
    const style = { quote: '"', indent: '\t', semicolons: false, eol: '\r\n' } as const;
    for (const text of [FIRST, inStyle(FIRST, style, 'javascript'), `\ufeff${FIRST}`])
      expect(ownFile(temporaryDirectory({ 'a.ts': text }), 'a.ts', FIRST, 'canary')).toBeUndefined();
  });

  it('replaces what it made of other values, and nothing else', () => {
    const change = ownFile(temporaryDirectory({ 'a.ts': FIRST }), 'a.ts', OTHER, 'canary');
    expect(change).toMatchObject({ path: 'a.ts', before: FIRST, after: OTHER });
    for (const text of ['const MODEL = 1;\n', FIRST.replace('canary', 'limits'), Buffer.from([0, 255])])
      expect(() => ownFile(temporaryDirectory({ 'a.ts': text }), 'a.ts', OTHER, 'canary')).toThrow('not made by');
  });
});

describe('filled', () => {
  it('gives constants other values, and says which there are not', () => {
    const text = "const A: readonly string[] = [];\nB = 1\nB: int = 2\nconst AB = 'x';\n";
    expect(filled(text, { A: "['$&']", B: '3' })).toBe(
      "const A: readonly string[] = ['$&'];\nB = 3\nB: int = 2\nconst AB = 'x';\n",
    );
    expect(() => filled(text, { C: '1' })).toThrow('no constant C');
  });
});
