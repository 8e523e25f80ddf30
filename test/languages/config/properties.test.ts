import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml, stringify } from 'yaml';
import { configWriterFor } from '../../../src/languages/config/index.js';
import { applied, checkSpans, parsed } from './check-writes.js';

/** A key, a value, or what an edit makes of one: with quotes, signs, line ends and what is two code units long. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...'ab :#\'"\\${}[],&*!|>%@`-?=🐑\n\t'), maxLength: 8 }),
  fc.constantFrom(
    'gpt-4o',
    'https://api.openai.com/v1',
    'true',
    'null',
    '~',
    '1.5',
    '0x1',
    '2026-01-01',
    'no',
    '- a',
    'a: b',
    'a #b',
  ),
);
const key = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,8}$/).filter((name) => name !== '__proto__');
const { tree } = fc.letrec((tie) => ({
  leaf: text,
  list: fc.array(fc.oneof(tie('leaf'), tie('tree')), { maxLength: 3 }),
  tree: fc.dictionary(key, fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('list'), tie('tree')), { maxKeys: 4 }),
}));

type Format = { path: string; write(value: unknown, style: number): string; read(text: string): unknown };
const FORMATS: Record<string, Format> = {
  yaml: {
    path: 'a.yaml',
    write: (value, style) =>
      stringify(value, {
        indent: 2 + (style % 3),
        indentSeq: style % 2 === 0,
        lineWidth: style % 5 === 0 ? 20 : 0,
        defaultStringType: (['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL'] as const)[style % 4],
        collectionStyle: style % 7 === 0 ? 'flow' : 'any',
      }),
    read: (written) => parseYaml(written),
  },
  json: {
    path: 'a.json',
    write: (value, style) => JSON.stringify(value, null, ([0, 2, '\t'] as const)[style % 3]),
    read: JSON.parse,
  },
};

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((now, name) => (now as Record<string, unknown>)[name], value);
}

function set(value: unknown, path: readonly string[], to: string): unknown {
  const copy = structuredClone(value);
  (at(copy, path.slice(0, -1)) as Record<string, unknown>)[path.at(-1) ?? ''] = to;
  return copy;
}

function isRead(read: Format['read'], written: string, value: unknown): boolean {
  try {
    return JSON.stringify(read(written)) === JSON.stringify(value);
  } catch {
    return false;
  }
}

describe.each(Object.entries(FORMATS))('%s', (_, { path, write, read }) => {
  it('an edit is one value that its own parser reads otherwise', async () => {
    await fc.assert(
      fc.asyncProperty(tree, fc.nat(100), fc.nat(), text, async (value, style, pick, to) => {
        const written = write(value, style);
        // The library that writes has its own slips.
        fc.pre(isRead(read, written, value));
        const model = await parsed(path, written);
        checkSpans(model);
        const entries = model.entries.filter(({ isComputed }) => !isComputed);
        const entry = entries[pick % Math.max(1, entries.length)];
        const edits = entry && configWriterFor(model).setValue(model, entry, to);
        if (!entry || !edits) return;
        const old = read(written);
        // The line ends behind a block belong to the value, and stay.
        const behind = /[|>]/.test(entry.quote) ? (/\n*$/.exec(String(at(old, entry.path)))?.[0] ?? '') : '';
        expect(at(old, entry.path)).not.toBeUndefined();
        expect(read(applied(written, edits))).toEqual(set(old, entry.path, to + behind));
      }),
      { numRuns: 1000 },
    );
  });

  it('nearly each value can be written', async () => {
    const model = await parsed(path, write({ a: { b: 'gpt-4o', c: ['x'] } }, 1));
    for (const entry of model.entries.filter(({ isComputed }) => !isComputed))
      expect(configWriterFor(model).setValue(model, entry, 'https://api.holysheep.ai/v1')).toBeDefined();
  });
});
