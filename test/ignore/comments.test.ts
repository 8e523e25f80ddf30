import { describe, expect, it } from 'vitest';
import { ignoreComments } from '../../src/ignore/comments.js';

const WORD = 'holysheep-ignore';

/** What is ignored in a text, as it stands there, with why. */
function ignoredIn(path: string, text: string) {
  return ignoreComments(path, text).ignored.map(({ start, end, reason }) => [text.slice(start, end), reason]);
}

function faultsIn(path: string, text: string) {
  return ignoreComments(path, text).faults.map(({ code }) => code);
}

describe('a comment in the syntax of its file', () => {
  it.each([
    ['a.ts', 'x(); // W-line why', 'why'],
    ['a.jsx', 'x(); {/* W-line -- why */}', 'why'],
    ['a.go', 'x() // W-line: why it is so', 'why it is so'],
    ['A.java', '/* W-line — why */ x();', 'why'],
    ['a.py', 'x = 1  # W-line why', 'why'],
    ['history.py', 'x = 1  # W-line why', 'why'],
    ['a.rb', 'x = 1 # W-line why', 'why'],
    ['.env', 'X=1 # W-line why', 'why'],
    ['compose.yaml', 'x: "1" # W-line why', 'why'],
    ['Dockerfile', 'ENV X=1 # W-line why', 'why'],
    ['a.sh', "curl -d '{}' # W-line why", 'why'],
    ['a.tf', 'x = 1 // W-line why', 'why'],
    ['a.vue', '<p>x</p> <!-- W-line why -->', 'why'],
    ['a.html', '<p>x</p> <!-- W-line why -->', 'why'],
    ['a.md', 'x <!-- W-line why -->', 'why'],
    ['a.lua', 'x = 1 -- W-line why', 'why'],
    ['a.ini', 'x = 1 ; W-line why', 'why'],
    ['a.ipynb', '    "x = 1  # W-line why\\n",', 'why'],
    ['a.ipynb', '    "x = 1  # W-line \\"why\\""', '"why"'],
    ['a.ts', 'x(); // W-line', undefined],
    ['a.ts', 'x(); /* W-line */', undefined],
    ['a.ts', 'x(); // W-line --', undefined],
  ])('%s: %s', (path, line, reason) => {
    const text = line.replace('W', WORD);
    expect(ignoredIn(path, `before\n${text}\nafter\n`)).toEqual([[text, reason]]);
    expect(faultsIn(path, text)).toEqual(reason === undefined ? ['ignore-without-reason'] : []);
  });

  it.each([
    ['a.ts', '# W-line why'],
    ['a.py', '// W-line why'],
    ['a.md', '# W-line why'],
    ['a.md', 'Write `// W-line why` behind it.'],
    ['a.ts', 'const words = [\'// W-line why\', "# W-line"];'],
    ['a.ts', '// Do not write W-line here'],
    ['a.ts', 'W-line why'],
  ])('is needed in %s, and this is none: %s', (path, line) => {
    expect(ignoreComments(path, line.replace('W', WORD))).toEqual({ ignored: [], faults: [] });
  });
});

describe('what is ignored', () => {
  it.each([['\n'], ['\r\n'], ['\r']])('is the next line, whatever ends it: %j', (end) => {
    const text = ['a', `// ${WORD}-next-line why`, 'b();', 'c'].join(end);
    expect(ignoredIn('a.ts', text)).toEqual([['b();', 'why']]);
  });

  it('is nothing behind the last line', () => {
    expect(ignoredIn('a.ts', `// ${WORD}-next-line why`)).toEqual([['', 'why']]);
  });

  it('is a block, or the file', () => {
    const block = `a\n# ${WORD}-start why\nb\n# ${WORD}-end\nc\n`;
    expect(ignoredIn('a.py', block)).toEqual([[`${WORD}-start why\nb\n# `, 'why']]);
    const whole = `a\n/**\n * ${WORD}-file why\n */\nb\n`;
    expect(ignoredIn('a.ts', whole)).toEqual([[whole, 'why']]);
  });

  it('goes on to the end where a block has none, which is said', () => {
    const text = `# ${WORD}-start why\nb\n`;
    expect(ignoredIn('a.py', text)).toEqual([[text.slice(2), 'why']]);
    expect(faultsIn('a.py', text)).toEqual(['ignore-without-end']);
    expect(faultsIn('a.py', `# ${WORD}-end\n`)).toEqual(['unused-ignore']);
    expect(faultsIn('a.py', `# ${WORD}-nextline why\n# ${WORD}\n`)).toEqual(['ignore-unknown', 'ignore-unknown']);
  });
});
