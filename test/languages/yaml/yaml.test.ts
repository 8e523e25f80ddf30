import { describe, expect, it } from 'vitest';
import { configWriterFor } from '../../../src/languages/config/index.js';
import { applied, parsed } from '../config/check-writes.js';
import { read } from '../config/said.js';

async function written(text: string, name: string, value: string): Promise<string | undefined> {
  const model = await parsed('a.yaml', text);
  const entry = model.entries.find((one) => one.name === name);
  const edits = entry && configWriterFor(model).setValue(model, entry, value);
  return edits && applied(text, edits);
}

describe('a value of YAML', () => {
  it.each([
    ['a: b # c', 'x', 'a: x # c'],
    ['\ufeff- a: b', 'x', '\ufeff- a: x'],
    ["a: 'b'", "it's", "a: 'it''s'"],
    ['a: "b"', 'x"y', 'a: "x\\"y"'],
    ['a: b', 'true', 'a: "true"'],
    ['a: b', 'x: y', 'a: "x: y"'],
    ['a: &m b', 'x', 'a: &m x'],
    ['a: !!str b', 'x', 'a: !!str x'],
    ['a:', 'x', 'a: x'],
    ['a: # b', 'x', 'a: x # b'],
    ['a: {a: b}', 'x', undefined],
    ['a: *m', 'x', undefined],
    ['a: !Ref b', 'x', undefined],
    ['a: |\n  b\n  c\n', 'x\ny', 'a: |\n  x\n  y\n'],
    ['a: >\n  b\n  c\n', 'x', undefined],
    ['a: >-\n  b\n', 'x', 'a: >-\n  x\n'],
    ['a: |2\n   b\n', 'x', undefined],
  ])('%j, %j', async (text, value, expected) => {
    const whole = text.includes('*m') ? `m: &m 1\n${text}` : text;
    const prefix = text.includes('*m') ? 'm: &m 1\n' : '';
    expect(await written(whole, 'a', value)).toBe(expected === undefined ? undefined : prefix + expected);
  });
});

describe('an anchor', () => {
  it('counts where its alias stands, merged or not', async () => {
    const text = [
      'x-a: &a { OPENAI_API_KEY: k }',
      'x-b: &b',
      '  <<: *a',
      '  OPENAI_MODEL: gpt-4o',
      'x-c: &c [OPENAI_BASE_URL=u]',
      'services:',
      '  one: { environment: *b }',
      '  two:',
      '    environment: *c',
      'other: { OPENAI_MODEL: gpt-4o }',
    ].join('\n');
    expect(await read('compose.yaml', text)).toEqual([
      'variable x-a/OPENAI_API_KEY: k',
      'variable x-b/OPENAI_MODEL: gpt-4o',
      'variable x-c/0/OPENAI_BASE_URL: u',
      'other/OPENAI_MODEL: gpt-4o',
    ]);
  });
});
