import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redact.js';
import type { FileChange } from '../../src/report.js';
import { renderPatch } from '../../src/reporters/patch.js';
import { runGit, temporaryDirectory } from '../temporary.js';
import { changeOf, reportOf } from './reports.js';

const KEY = `sk-proj-${'A1b2C3d4'.repeat(6)}`;

function patchOf(changes: FileChange[], env: 'rename' | 'keep' = 'rename') {
  const report = reportOf({ changes });
  return renderPatch(
    { ...report, target: { ...report.target, env } },
    { redactor: createRedactor(), prefix: '', withKeys: false },
  );
}

function numbered(count: number, special: Record<number, string>): string {
  return Array.from({ length: count }, (_, index) => `${special[index + 1] ?? `line ${index + 1}`}\n`).join('');
}

describe('renderPatch', () => {
  it('56: takes fewer lines around a change where a key stands beside it', () => {
    const before = numbered(30, { 5: 'a', 8: KEY, 15: 'b', 17: KEY, 25: 'c' });
    const { text, leftOut } = patchOf([
      changeOf('x', before, { '\na\n': '\nA\n', '\nb\n': '\nB\n', '\nc\n': '\nC\n' }),
    ]);
    expect(leftOut).toEqual([]);
    expect(text.match(/^@@.*/gm)).toEqual(['@@ -3,5 +3,5 @@', '@@ -14,3 +14,3 @@', '@@ -22,7 +22,7 @@']);
    expect(text).not.toContain(KEY);
    for (const apply of APPLY) {
      const root = temporaryDirectory({ x: before });
      apply(root, text);
      expect(readFileSync(join(root, 'x'), 'utf8')).toBe(
        before.replace('\na\n', '\nA\n').replace('\nb\n', '\nB\n').replace('\nc\n', '\nC\n'),
      );
    }
  });

  it('56: names the lines with keys, those that only the new text has too', () => {
    const before = numbered(30, { 4: 'a', 5: KEY, 20: `b = ${KEY}`, 28: 'c' });
    const change = changeOf('x', before, { '\na\n': '\nA\n', [`b = ${KEY}`]: 'b', '\nc\n': `\n${KEY}\n` });
    expect(patchOf([change])).toEqual({ text: '', leftOut: [{ path: 'x', lines: [5, 20, 27], hasKeyInName: false }] });
  });

  it('56: leaves out what belongs to the same unit, and on from there', () => {
    const plain = (path: string, ...units: string[]) => ({ ...changeOf(path, 'a\n', { a: 'b' }), units });
    const changes = [
      { ...changeOf('a.js', `${KEY}\n`, { [KEY]: 'b' }), units: ['1', '2'] },
      plain('b.js', '2', '3'),
      plain('c.js', '3'),
      plain('d.js', '4'),
      plain('e.js'),
      plain('f.yaml'),
    ];
    expect(patchOf(changes).leftOut.map(({ path }) => path)).toEqual(['a.js', 'b.js', 'c.js']);
    const withSettings = [...changes, changeOf('.env', `${KEY}\n`, { [KEY]: '' })];
    expect(patchOf(withSettings).leftOut.map(({ path }) => path)).toEqual(['a.js', 'b.js', 'c.js', 'f.yaml', '.env']);
    expect(patchOf(changes, 'keep').text).toBe('');
  });

  it('51: is right where very much is rewritten, in one edit or in very many', () => {
    const lines = 50_000;
    const before = numbered(lines, {});
    const after = Array.from({ length: lines }, (_, index) =>
      index % 9 ? `LINE ${index}\r\n` : `line ${index + 1}\n`,
    ).join('');
    let offset = 0;
    const edits = before.split(/(?<=\n)/).map((line) => {
      const start = offset;
      offset += line.length;
      return { path: 'x', start, end: start + 4, text: 'LINE' };
    });
    for (const change of [
      { path: 'x', before, after, units: [], edits: [{ path: 'x', start: 0, end: before.length, text: after }] },
      { path: 'x', before, after: before.replaceAll('line', 'LINE'), units: [], edits },
    ]) {
      const { text } = patchOf([change]);
      for (const apply of APPLY) {
        const root = temporaryDirectory({ x: before });
        apply(root, text);
        expect(readFileSync(join(root, 'x'), 'utf8') === change.after).toBe(true);
      }
    }
  });
});

const APPLY = [
  (root: string, patch: string) => {
    writeFileSync(join(root, '.patch'), patch);
    runGit(root, 'apply', '--whitespace=nowarn', '.patch');
  },
  (root: string, patch: string) => execFileSync('patch', ['-p1', '--quiet', '--fuzz=0'], { cwd: root, input: patch }),
];
