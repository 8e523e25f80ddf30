import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, type TextEdit } from '../../src/edit/apply-edits.js';
import { createRedactor } from '../../src/redact.js';
import type { FileChange } from '../../src/report.js';
import { renderDiff } from '../../src/reporters/diff.js';
import { runGit, temporaryDirectory, writeFiles } from '../temporary.js';
import { changeOf, reportOf } from './reports.js';

const KEY = `sk-proj-${'A1b2C3d4'.repeat(6)}`;
const plain = { color: false, width: 80 };

function diffOf(...changes: FileChange[]): string {
  return renderDiff(reportOf({ changes }), plain);
}

describe('renderDiff', () => {
  it('shows a change with three lines around it', () => {
    const lines = Array.from({ length: 12 }, (_, index) => `line ${index + 1}\n`).join('');
    expect(diffOf(changeOf('src/a.ts', lines, { 'line 5': 'LINE 5' }))).toBe(
      [
        'diff --git a/src/a.ts b/src/a.ts',
        '--- a/src/a.ts',
        '+++ b/src/a.ts',
        '@@ -2,7 +2,7 @@',
        ' line 2',
        ' line 3',
        ' line 4',
        '-line 5',
        '+LINE 5',
        ' line 6',
        ' line 7',
        ' line 8',
        '',
      ].join('\n'),
    );
  });

  it('joins changes that are near and parts those that are far', () => {
    const lines = Array.from({ length: 40 }, (_, index) => `line ${index + 10}\n`).join('');
    const near = diffOf(changeOf('a', lines, { 'line 12': 'x', 'line 19': 'y' }));
    const far = diffOf(changeOf('a', lines, { 'line 12': 'x', 'line 20': 'y' }));
    expect(near.match(/^@@.*$/gm)).toEqual(['@@ -1,13 +1,13 @@']);
    expect(far.match(/^@@.*$/gm)).toEqual(['@@ -1,6 +1,6 @@', '@@ -8,7 +8,7 @@']);
  });

  it('marks a missing newline at the end, on the side that lacks it', () => {
    expect(diffOf(changeOf('a', 'x', { x: 'y' }))).toContain(
      '-x\n\\ No newline at end of file\n+y\n\\ No newline at end of file\n',
    );
    expect(diffOf(changeOf('a', 'x\ny', { y: 'y\n' }))).toContain(' x\n-y\n\\ No newline at end of file\n+y\n');
  });

  it('masks keys, also on lines that only stand beside, and says that it is for display', () => {
    const change = changeOf('a.ts', `const k = "${KEY}";\nconst m = "gpt-4o";\n`, { 'gpt-4o': 'deepseek-v3.2' });
    const shown = diffOf(change);
    expect(shown).toMatch(/^# For display only/);
    expect(shown).toContain(' const k = "sk-proj-…(redacted)";\n-const m = "gpt-4o";\n+const m = "deepseek-v3.2";\n');
    expect(diffOf(changeOf('a', 'gpt\n', { gpt: 'x' }))).not.toContain('#');
  });

  it('masks a key that an edit cuts through, and a key in a name', () => {
    const change = changeOf(`${KEY}/a.ts`, `k = "${KEY}Zz9yX"\n`, { [KEY.slice(0, 20)]: 'x', Zz9yX: '' });
    for (const color of [true, false]) {
      const shown = stripVTControlCharacters(renderDiff(reportOf({ changes: [change] }), { color, width: 80 }));
      expect(shown).toContain('-k = "sk-proj-…(redacted)"');
      expect(shown).not.toContain(KEY.slice(0, 20));
    }
  });

  it('masks what the run has learnt elsewhere', () => {
    const redactor = createRedactor();
    redactor.add('correct-horse-7');
    const change = changeOf('a', 'x\ncorrect-horse-7\n', { x: 'y' });
    expect(renderDiff(reportOf({ changes: [change] }), { ...plain, redactor })).toContain('\n …(redacted)\n');
  });

  it('shows control characters in lines and names', () => {
    const shown = diffOf(changeOf('a\u001b[2J\n.ts', 'x\u001b[2J\u202e\r\b\r\n', { x: 'y' }));
    expect(shown).toContain('--- "a/a\\033[2J\\012.ts"\n');
    expect(shown).toContain('+y\\u{1b}[2J\\u{202e}\\u{d}\\u{8}\r\n');
    expect(shown).toMatch(/^# For display only/);
  });

  it('inverts exactly what was changed when in colour, and carries the same text', () => {
    const change = changeOf('a', 'model: "gpt-4o",\n', { 'gpt-4o': 'deepseek-v3.2' });
    const shown = renderDiff(reportOf({ changes: [change] }), { color: true, width: 80 });
    expect(shown).toContain('\u001b[7mgpt-4o\u001b[27m');
    expect(shown).toContain('\u001b[7mdeepseek-v3.2\u001b[27m');
    expect(stripVTControlCharacters(shown)).toBe(diffOf(change));
  });

  it('leaves out the middle of what is very long and did not change, and never what did', () => {
    const data = 'A'.repeat(50_000);
    const long = 'gpt-4o'.repeat(100);
    const shown = diffOf(changeOf('a', `"${data}"\nx = "${data}"; model = "${long}";\n`, { [long]: 'deepseek-v3.2' }));
    const [head = '', ...lines] = shown.split('\n').filter((line) => !/^(?:diff|---|\+\+\+|@@)/.test(line));
    const end = 'A'.repeat(119);
    expect(head).toMatch(/^# For display only/);
    expect(lines).toEqual([
      ` "${end}… 49,762 characters …${end}"`,
      expect.stringMatching(new RegExp(`^-x = "A+… 49,[0-9]{3} characters …A+"; model = "${long}";$`)),
      expect.stringMatching(/^\+x = "A+… 49,\d{3} characters …A+"; model = "deepseek-v3.2";$/),
      '',
    ]);
  });

  it('shows a long line that is new as a whole', () => {
    const line = `const x = "${'A'.repeat(2000)}";\n`;
    const shown = diffOf(changeOf('a', 'a\nb\n', { 'b\n': `${line}b\n` }));
    expect(shown).toContain(`+${line}`);
    expect(shown).not.toContain('characters …');
  });

  it('shows no file in which nothing comes out differently', () => {
    expect(diffOf(changeOf('a', 'x\n', { x: 'x' }))).toBe('');
  });

  it.each(['a.ts', 'with space.ts', '-dash.ts', 'é 😀.ts', 'quo"te\\.ts', 'tab\there.ts', 'dir/a b.ts'])(
    'applies with git and with patch: %j',
    (path) => {
      const before = '\ufeffa\r\nb😀c\u2028\nd  \r\nlast';
      const change = changeOf(path, before, { a: 'A\r\nA2', c: '', last: 'LAST' });
      for (const apply of [applyWithGit, applyWithPatch]) {
        const root = temporaryDirectory({ [path]: before });
        apply(root, diffOf(change));
        expect(readFileSync(join(root, path), 'utf8')).toBe(change.after);
      }
    },
  );

  it('always applies', () => {
    const root = temporaryDirectory();
    const piece = fc.constantFrom('a', 'b', 'c', '\n', '\n', '\r\n', 'é', '-- a', '++ b', ' ');
    const text = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));
    const insert = fc.array(piece, { maxLength: 4 }).map((parts) => parts.join(''));
    const edits = fc.array(fc.tuple(fc.nat(40), fc.nat(6), insert), { maxLength: 5 });
    fc.assert(
      fc.property(text, edits, (before, wanted) => {
        const ordered: TextEdit[] = [];
        let position = 0;
        for (const [gap, length, inserted] of wanted) {
          const start = Math.min(position + gap, before.length);
          const end = Math.min(start + length, before.length);
          ordered.push({ start, end, text: inserted });
          position = end + 1;
          if (position > before.length) break;
        }
        const after = applyEdits(before, ordered);
        const change = { path: 'f', before, after, edits: ordered.map((edit) => ({ ...edit, path: 'f' })), units: [] };
        const patch = diffOf(change);
        writeFiles(root, { f: before });
        // A carriage return that an edit parted from its line feed is shown, not written.
        if (patch.startsWith('# For display only')) return;
        if (patch !== '') applyWithGit(root, patch);
        expect(readFileSync(join(root, 'f'), 'utf8')).toBe(after);
      }),
      { numRuns: 150 },
    );
  });
});

function applyWithGit(root: string, patch: string): void {
  writeFileSync(join(root, '.patch'), patch);
  runGit(root, 'apply', '--whitespace=nowarn', '.patch');
}

function applyWithPatch(root: string, patch: string): void {
  execFileSync('patch', ['-p1', '--binary', '--quiet'], { cwd: root, input: patch });
}
