import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory, temporaryRepository } from '../temporary.js';
import { APP, CLI } from './run-cli.js';

function piped(root: string, name: string, input: string | Buffer, flags: readonly string[] = []) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, '--stdin', '--stdin-filename', name, ...flags], {
    cwd: root,
    input,
    maxBuffer: 1 << 26,
    timeout: 50_000,
  });
  return { code: status, stdout, text: stdout.toString(), stderr: stderr.toString() };
}

const MOVED = APP.replace(
  'new OpenAI()',
  "new OpenAI({\n  baseURL: 'https://api.holysheep.ai/v1',\n  apiKey: process.env.HOLYSHEEP_API_KEY || '',\n})",
).replace('gpt-4o', 'deepseek-v3.2');

describe('87: --stdin', () => {
  it.each([
    ['a.ts', 'export const a = 1;\r\n\r\n// ünïcödé \u{1f411}\u2028\f'],
    ['a.ts', '\ufeff// openai\nexport {};'],
    ['a.ts', ''],
    ['a.ts', '// openai\nconst = ;\n'],
    ['a.py', Buffer.from('# openai \u00e9\n', 'latin1')],
    ['a.js', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(APP, 'utf16le')])],
    ['image.png', Buffer.from([0x89, 0x50, 0, 1, 2, 255])],
    ['dist/a.js', APP],
    ['node_modules/a/index.js', APP],
    ['a.ts', `// ${'openai '.repeat(200_000)}\n`],
  ])('gives back what does not move, byte for byte: %s %#', (name, input) => {
    const { code, stdout } = piped(temporaryDirectory(), name, input);
    expect(code).toBe(0);
    expect(stdout.equals(Buffer.from(input))).toBe(true);
  });

  it.each([
    ['a.js', APP, MOVED],
    ['a.js', APP.replaceAll('\n', '\r\n'), MOVED.replaceAll('\n', '\r\n')],
    ['a.js', `\ufeff${APP}`, `\ufeff${MOVED}`],
    ['sub/new.ts', APP, MOVED],
  ])('rewrites a file, whether there is one or not: %s %#', (name, input, expected) => {
    const root = temporaryDirectory({ 'a.js': 'old' });
    const { code, text, stderr } = piped(root, name, input);
    expect({ code, text }).toEqual({ code: 0, text: expected });
    expect(stderr).toBe('migrate-to-holysheep: Set before deploying: HOLYSHEEP_API_KEY.\n');
    expect(readFileSync(join(root, 'a.js'), 'utf8')).toBe('old');
    expect(readdirSync(root)).toEqual(['a.js']);
    expect(piped(root, name, expected)).toMatchObject({ code: 0, text: expected, stderr: '' });
  });

  it('looks at the files around it, and moves nothing of theirs', () => {
    const client = "import OpenAI from 'openai';\nexport const client = new OpenAI();\n";
    const call = "import { client } from './client.js';\nclient.chat.completions.create({ model: 'gpt-4o' });\n";
    const root = temporaryRepository({
      'client.js': client,
      'call.js': call,
      'other.js': APP,
      '.env': 'OPENAI_API_KEY=\n',
    });
    expect(piped(root, 'call.js', call).text).toBe(call);
    const { code, text, stderr } = piped(root, 'client.js', client);
    expect({ code, text }).toEqual({ code: 2, text: '' });
    expect(stderr).toContain('Other files would have to change as well: call.js');
    // The old key stays for the others, so that no SDK may find it where the new one is missing.
    const moved = piped(root, 'new.js', APP);
    expect(moved.code).toBe(0);
    expect(moved.text).toContain("apiKey: process.env.HOLYSHEEP_API_KEY || '',");
    expect(piped(root, '.env', 'OPENAI_API_KEY=\n').text).toBe('OPENAI_API_KEY=\n');
  });

  it('says on stderr what needs a hand, without a key, and goes by settings and ignores', () => {
    const root = temporaryDirectory({
      '.holysheepignore': 'b.js\n',
      '.holysheeprc': 'model: deepseek-r1\nformat: json\n',
    });
    const key = `sk-proj-${'NotARealKey0'.repeat(5)}`;
    const input = `${APP}fetch(url, { headers: { Authorization: 'Bearer ${key}' } });\n`;
    const { code, text, stderr } = piped(root, 'a.js', input);
    expect(code).toBe(0);
    expect(text).toContain("model: 'deepseek-r1'");
    expect(text).toContain(key);
    expect(stderr).toContain('a.js:7:');
    expect(stderr).not.toContain(key);
    expect(piped(root, 'a.js', input, ['--quiet']).stderr).toBe('');
    expect(piped(root, 'b.js', APP).text).toBe(APP);
  });

  it.each([
    [['--stdin'], 'belong together'],
    [['--stdin-filename', 'a.ts'], 'belong together'],
    [['--stdin', '--stdin-filename', 'a.ts', '--write'], 'cannot be used with'],
    [['--stdin', '--stdin-filename', 'a.ts', '--json'], 'cannot be used with'],
    [['--stdin', '--stdin-filename', 'a.ts', '.'], 'takes no paths'],
    [['--stdin', '--stdin-filename', '../a.ts'], 'outside of this directory'],
  ])('%j is wrong', (args, message) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
      cwd: temporaryDirectory(),
      input: APP,
      encoding: 'utf8',
    });
    expect({ status, text: args.includes('--json') ? '' : stdout }).toEqual({ status: 2, text: '' });
    expect(stderr).toContain(message);
  });
});
