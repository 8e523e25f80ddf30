import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory, temporaryRepository } from '../temporary.js';
import { APP, runCli } from './run-cli.js';

const PYTHON = `from openai import OpenAI
client = OpenAI()
answer = client.chat.completions.create(model="gpt-4o", messages=[])
`;
const TEXTS: Record<string, string> = {
  'a.js': APP,
  'a.py': PYTHON,
  '.env': 'OPENAI_API_KEY=\n',
  'compose.yaml': 'services:\n  app:\n    build: .\n    environment:\n      OPENAI_API_KEY: ""\n',
};
const ascii = (text: string) => Buffer.from(text, 'latin1');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

/** Two bytes of which the second is a backslash in ASCII. Source: JIS X 0208, U+8868 in Shift_JIS. */
const HYO = Buffer.from([0x95, 0x5c]);
const commented = (text: string, bytes: Buffer, sign: string) =>
  Buffer.concat([ascii(`${sign} `), bytes, ascii(`\n${text}`)]);

describe('a text that is no UTF-8', () => {
  it.each([
    ['20: UTF-16LE', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['20: UTF-16BE', (text: string) => utf16be(`\ufeff${text}`)],
    ['21: latin1', (text: string, sign: string) => commented(text, Buffer.from([0xe9]), sign)],
    ['21: Shift_JIS with a backslash in a character', (text: string, sign: string) => commented(text, HYO, sign)],
    ['21: GBK', (text: string, sign: string) => commented(text, Buffer.from([0xc4, 0xe3, 0x81, 0x5c]), sign)],
    ['21: UTF-8 that is cut off', (text: string, sign: string) => commented(text, Buffer.from([0xf0, 0x9f]), sign)],
    [
      '21: a surrogate in UTF-8',
      (text: string, sign: string) => commented(text, Buffer.from([0xed, 0xa0, 0x80]), sign),
    ],
  ])('%s: is left byte for byte, and listed', (_, store) => {
    const files = Object.fromEntries(
      Object.entries(TEXTS).map(([path, text]) => [path, store(text, path === 'a.js' ? '//' : '#')]),
    );
    const root = temporaryDirectory({ ...files, 'fine.js': APP });
    const { code, stdout } = runCli(root, ['--write', '--allow-no-vcs', '--json']);
    expect(code).toBe(0);
    const { written, skipped, findings } = JSON.parse(stdout);
    expect(written).toEqual(['fine.js']);
    expect(skipped.map(({ file, reason }: Record<string, string>) => [file, reason])).toEqual(
      Object.keys(files)
        .sort()
        .map((path) => [path, 'not-utf8']),
    );
    for (const [path, bytes] of Object.entries(files)) {
      expect(findings).toContainEqual(expect.objectContaining({ file: path, reason: 'not-utf8', action: 'review' }));
      expect(readFileSync(join(root, path)).equals(bytes), path).toBe(true);
    }
  });
});

describe('bytes that a careless rewrite would lose', () => {
  it('18: are where they were: odd line ends, form feeds, a NEL, blanks before a line end, no final newline', () => {
    const odd = '\u2028\u2029\u0085\f\v\u00a0\u{1f411}';
    const js = APP.replace('\n', `\n/* ${odd} */ const text = \`a\r\nb\rc${odd}\`;  \t\n`);
    const py = `# ${odd.replace('\f', '')}\r\n${PYTHON}\f\ntext = """a\r\nb${odd}"""  `;
    const root = temporaryDirectory({ 'a.js': js, 'a.py': py });
    expect(runCli(root, ['--write', '--allow-no-vcs']).code).toBe(0);
    const written = (path: string) => readFileSync(join(root, path), 'utf8');
    for (const kept of [`/* ${odd} */ const text = \`a\r\nb\rc${odd}\`;  \t\n`])
      expect(written('a.js')).toContain(kept);
    expect(written('a.py').startsWith(`# ${odd.replace('\f', '')}\r\n`)).toBe(true);
    expect(written('a.py').endsWith(`\f\ntext = """a\r\nb${odd}"""  `)).toBe(true);
    for (const path of ['a.js', 'a.py']) expect(written(path), path).toContain('https://api.holysheep.ai/v1');
    expect(runCli(root, ['undo']).code).toBe(0);
    expect(written('a.js')).toBe(js);
    expect(written('a.py')).toBe(py);
  });

  it('18: are those of mixed line ends: what is inserted ends like the line above', () => {
    const lines = PYTHON.split('\n');
    for (const [above, end] of [
      ['\r\n', '\n'],
      ['\n', '\r\n'],
    ]) {
      const root = temporaryDirectory({ 'a.py': `${lines[0]}${above}${lines[1]}${above}${lines[2]}${end}x = 1${end}` });
      expect(runCli(root, ['--write', '--allow-no-vcs']).code).toBe(0);
      const text = readFileSync(join(root, 'a.py'), 'utf8');
      expect(text.endsWith(`${end}x = 1${end}`)).toBe(true);
      const head = text.slice(0, text.indexOf('answer'));
      expect(head).toContain('HOLYSHEEP_API_KEY');
      expect(head.replaceAll(above ?? '', '')).not.toMatch(/[\r\n]/);
    }
  });
});

describe('what is not written', () => {
  it('22: is what would not parse; then nothing is, and the exit code says so', () => {
    const root = temporaryRepository({ 'a.js': APP, 'b.js': APP });
    const own = temporaryDirectory({ 'broken.cjs': 'module.exports = (file) => file.source + "\\nconst = ;";\n' });
    const { code, stderr } = runCli(root, ['--write', '--transform', join(own, 'broken.cjs')]);
    expect(code).toBe(2);
    expect(stderr).toContain('does not parse');
    for (const path of ['a.js', 'b.js']) expect(readFileSync(join(root, path), 'utf8')).toBe(APP);
    expect(runCli(root, ['undo', '--list']).stdout).toBe('There is no run to undo.\n');
  });

  it('23: is what does not parse; it is said with its line, and the others are migrated', () => {
    const root = temporaryDirectory({
      'a.js': APP,
      'broken.js': `${APP}\nconst = ;\n`,
      'broken.py': `${PYTHON}def (:\n`,
      'broken.php': '<?php\n\n$model = "gpt-4o";\nfunction (',
      'broken.go': 'package a\n\nconst model = "gpt-4o"\n\nfunc {\n',
    });
    const { code, stdout } = runCli(root, ['--write', '--allow-no-vcs', '--json']);
    expect(code).toBe(0);
    const { written, findings } = JSON.parse(stdout);
    expect(written).toEqual(['a.js']);
    for (const [file, line] of [
      ['broken.js', 8],
      ['broken.py', 4],
      ['broken.go', 5],
      ['broken.php', 4],
    ])
      expect(findings).toContainEqual(expect.objectContaining({ file, line, reason: 'parse-failed' }));
  });

  it('26: is what is too large or nested too deeply, in bounded memory', () => {
    const root = temporaryDirectory({
      'a.js': APP,
      'minified.js': `/* openai */${'a();'.repeat(1_300_000)}`,
      'line.json': `{"openai": "${'x'.repeat(20 * 1024 * 1024)}"}`,
      'nested.js': `// openai\nexport const a = ${'['.repeat(100_000)}${']'.repeat(100_000)};\n`,
      'nested.py': `# openai\na = ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`,
      'nested.php': `<?php\n\n// openai\n$a = ${'('.repeat(100_000)}1${')'.repeat(100_000)};\n`,
      'nested.go': `package a\n\n// openai\nvar a = ${'('.repeat(100_000)}1${')'.repeat(100_000)}\n`,
      'nested.json': `{"openai": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      'nested.yaml': `openai: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`,
      'nested.toml': `openai = ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`,
      'nested.tf': `openai = ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`,
      'nested.sh': `# openai\n${'('.repeat(100_000)}${')'.repeat(100_000)}\n`,
    });
    const limited = { NODE_OPTIONS: '--max-old-space-size=512' };
    const { code, stdout, stderr } = runCli(root, ['--write', '--allow-no-vcs', '--json'], limited);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { written, skipped } = JSON.parse(stdout);
    expect(written).toEqual(['a.js']);
    const reasons = Object.fromEntries(skipped.map((one: { file: string; reason: string }) => [one.file, one.reason]));
    expect(reasons).toEqual({
      'line.json': 'too-large',
      'minified.js': 'too-large',
      'nested.go': 'parse-failed',
      'nested.php': 'parse-failed',
      'nested.js': 'parse-failed',
      'nested.py': 'parse-failed',
    });
  });
});
