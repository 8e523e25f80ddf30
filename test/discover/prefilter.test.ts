import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPrefilter } from '../../src/discover/prefilter.js';
import { temporaryDirectory } from '../temporary.js';

const BODY = 'A1b2C3d4'.repeat(6);

describe('createPrefilter', () => {
  it.each([
    "import OpenAI from 'openai'",
    'OPENAI_API_KEY=',
    'use open_ai',
    'Open-AI',
    "model: 'gpt-4o'",
    'GPT-4',
    'ChatGPT',
    'text-davinci-003',
    "model = 'o3'",
    'model: o1',
    'MODEL=o1-mini',
    '`o4-mini`',
    '"o3-2025-04-16"',
    'https://api.holysheep.ai/v1',
    `key sk-proj-${BODY}`,
    `key=cr_${BODY}`,
    `AIza${BODY.slice(0, 35)}`,
    `x = "gsk_${BODY}Zz9y"`,
  ])('finds %s', (text) => {
    const path = join(temporaryDirectory({ 'a.ts': `\n${text}\n` }), 'a.ts');
    const result = createPrefilter()(path);
    expect(result).toMatchObject({ candidate: true });
    expect('bytes' in result && result.bytes.toString()).toBe(`\n${text}\n`);
  });

  it.each([
    '',
    'const a = 1;',
    'task-management-system-of-mine',
    'foo1 proto3',
    '"proto3"',
    'disk-usage-of-all-volumes',
  ])('passes by %j', (text) => {
    const path = join(temporaryDirectory({ 'a.ts': text }), 'a.ts');
    expect(createPrefilter()(path)).toEqual({ candidate: false });
  });

  it('finds a needle at the very end of a file larger than its buffer, then reads a small one', () => {
    const root = temporaryDirectory({ 'a.ts': `${'x\n'.repeat(500_000)}openai`, 'b.ts': 'x' });
    const prefilter = createPrefilter();
    expect(prefilter(join(root, 'a.ts'))).toMatchObject({ candidate: true });
    expect(prefilter(join(root, 'b.ts'))).toEqual({ candidate: false });
  });

  it('does not miss UTF-16, and passes by binary files', () => {
    const utf16 = Buffer.from('\ufeffuse openai', 'utf16le');
    const root = temporaryDirectory({
      'le.ts': utf16,
      'be.ts': Buffer.from(utf16).swap16(),
      'none.ts': Buffer.from('\ufeffx', 'utf16le'),
      'a.dat': Buffer.from('\0openai'),
    });
    const prefilter = createPrefilter();
    expect(prefilter(join(root, 'le.ts'))).toMatchObject({ candidate: true });
    expect(prefilter(join(root, 'be.ts'))).toMatchObject({ candidate: true });
    expect(prefilter(join(root, 'none.ts'))).toEqual({ candidate: false });
    expect(prefilter(join(root, 'a.dat'))).toEqual({ candidate: false });
  });

  it('does not read a huge file, and reports it only if it is source', () => {
    const huge = Buffer.alloc(11 * 1024 * 1024, 'openai ');
    const root = temporaryDirectory({ 'a.py': huge, 'a.log': huge });
    const prefilter = createPrefilter();
    expect(prefilter(join(root, 'a.py'))).toEqual({ failure: 'too-large', detail: '11.0 MiB' });
    expect(prefilter(join(root, 'a.log'))).toEqual({ candidate: false });
  });

  it('gives failures as values', () => {
    const root = temporaryDirectory({ 'a.ts': 'openai' });
    symlinkSync('a.ts', join(root, 'link'));
    const prefilter = createPrefilter();
    expect(prefilter(join(root, 'link'))).toEqual({ failure: 'symlink' });
    expect(prefilter(join(root, 'gone'))).toEqual({ failure: 'missing' });
    expect(prefilter(root)).toEqual({ failure: 'not-a-file' });
  });
});
