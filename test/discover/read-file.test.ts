import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSource } from '../../src/discover/read-file.js';
import { temporaryDirectory } from '../temporary.js';

function read(content: string | Buffer) {
  return readSource(join(temporaryDirectory({ file: content }), 'file'));
}

describe('readSource', () => {
  it('keeps a BOM, every line ending and every character', () => {
    const text = '\ufeffa\r\nb\rc\u2028d\f\u0085😀\n\n';
    expect(read(text)).toMatchObject({ text, hash: createHash('sha256').update(text).digest('hex') });
    expect(read('')).toMatchObject({ text: '' });
  });

  it.each([
    ['binary', Buffer.from('abc\0def')],
    ['binary', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'],
    ['not-utf8', Buffer.from('caf\u00e9', 'latin1')],
    ['not-utf8', Buffer.from([0xed, 0xa0, 0x80])],
    ['not-utf8', Buffer.from('\ufeffopenai', 'utf16le')],
    ['not-utf8', Buffer.from('\ufeffopenai', 'utf16le').swap16()],
    ['too-large', `${'x'.repeat(99)}\n`.repeat(12_000)],
    ['too-large', `a;${'x'.repeat(300_000)}`],
  ])('skips as %s: %#', (skipped, content) => {
    expect(read(content)).toMatchObject({ skipped });
  });

  it('reads a long line in a small file, and a large file of short lines', () => {
    expect(read('x'.repeat(200_000))).toHaveProperty('text');
    expect(read('x\n'.repeat(400_000))).toHaveProperty('text');
  });

  it('does not wait for a FIFO, follow a link, or fail on what is gone', () => {
    const root = temporaryDirectory({ 'a.ts': '' });
    execFileSync('mkfifo', [join(root, 'pipe')]);
    symlinkSync('a.ts', join(root, 'link'));
    const details = { pipe: 'not-a-file', link: 'symlink', gone: 'missing', '.': 'not-a-file' };
    for (const [name, detail] of Object.entries(details))
      expect(readSource(join(root, name))).toEqual({ skipped: 'unreadable', detail });
  });
});
