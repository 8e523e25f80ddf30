import { describe, expect, it } from 'vitest';
import {
  encodedKeysIn,
  hasKeyBeginning,
  isPlaceholder,
  KEY_BEGINNING,
  KEY_SHAPES,
  keysIn,
  LOOSE_BEGINNING,
  LOOSE_KEY,
} from '../../src/catalog/keys.js';
import { PLACEHOLDERS } from '../placeholders.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const HEX = `${DIGITS}abcdef`;

/** Text that looks random and is the same in every run; no key stands in this file. */
function made(length: number, alphabet = LETTERS + LETTERS.toUpperCase() + DIGITS): string {
  let state = length * 2654435761 + alphabet.length;
  let text = '';
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9 + index) >>> 0;
    text += alphabet[(state >>> 8) % alphabet.length];
  }
  return text;
}

const MARK = ['T3', 'Blbk', 'FJ'].join('');
const SK = ['s', 'k'].join('');

const SHAPES: readonly [string, string, string][] = [
  ['a project key', 'OpenAI', `${SK}-proj-${made(74)}${MARK}${made(74)}`],
  ['a shorter project key', 'OpenAI', `${SK}-proj-${made(58)}${MARK}${made(58)}`],
  ['a service account’s key', 'OpenAI', `${SK}-svcacct-${made(74)}${MARK}${made(74)}`],
  ['an admin key', 'OpenAI', `${SK}-admin-${made(58)}${MARK}${made(58)}`],
  ['a key of the first form', 'OpenAI', `${SK}-${made(20)}${MARK}${made(20)}`],
  ['an Anthropic key', 'Anthropic', `${SK}-ant-api03-${made(93)}AA`],
  ['an OpenRouter key', 'OpenRouter', `${SK}-or-v1-${made(64, HEX)}`],
  ['a DeepSeek key', 'DeepSeek', `${SK}-${made(32, HEX)}`],
  ['a Groq key', 'Groq', `gsk_${made(52)}`],
  ['a Perplexity key', 'Perplexity', `pplx-${made(48)}`],
  ['an xAI key', 'xAI', `xai-${made(80)}`],
  ['a HolySheep key', 'HolySheep', `cr_${made(64, HEX)}`],
];

describe('keys', () => {
  it('there are twelve shapes, no two alike', () => {
    expect(new Set(SHAPES.map(([, , key]) => key)).size).toBe(12);
  });

  it.each(SHAPES)('%s is %s’s', (_, provider, key) => {
    for (const text of [key, `x = "${key}";`, `A=${key}\n`, `Bearer ${key}`, `😀 ${key}`]) {
      const start = text.indexOf(key);
      expect(keysIn(text)).toEqual([{ provider, start, end: start + key.length }]);
    }
    expect(isPlaceholder(key)).toBe(false);
  });

  it.each(SHAPES)('%s inside a longer word is none', (_, __, key) => {
    expect(keysIn(`a${key}`)).toEqual([]);
    expect(keysIn(`${key}${made(300)}`)).toEqual([]);
  });

  it('are not ruled out by the look that is first', () => {
    const begins = KEY_SHAPES.flatMap((shape) => shape.begins ?? []);
    expect(begins.length).toBeGreaterThan(8);
    for (const begin of begins) {
      for (const text of [begin, `a${begin}`, `-_${begin}-_`]) expect(hasKeyBeginning(text)).toBe(true);
      expect(KEY_BEGINNING.test(begin)).toBe(true);
      // Without its first or its last character it is no beginning, unless of another one.
      for (const part of [begin.slice(1), begin.slice(0, -1)])
        expect(hasKeyBeginning(`.${part}.`)).toBe(KEY_BEGINNING.test(`.${part}.`));
    }
    for (const word of ['sk', 'cr', 'gsk', 'pplx', 'xai', 'hf', 'ghp'])
      for (const sign of '-_') {
        const key = `${word}${sign}${made(24)}`;
        expect([key.match(LOOSE_KEY)?.[0], LOOSE_BEGINNING.test(`"${key}"`)]).toEqual([key, true]);
      }
  });

  it('are found side by side, in order', () => {
    const text = SHAPES.map(([, , key]) => key).join(' ');
    expect(keysIn(text).map((found) => found.provider)).toEqual(SHAPES.map(([, provider]) => provider));
  });

  it('are no texts without variety', () => {
    expect(keysIn(`${SK}-${'a'.repeat(48)}`)).toEqual([]);
    expect(keysIn(`${SK}-${'ab'.repeat(24)}`)).toEqual([]);
  });

  it('are masked by the loose pattern whatever their provider', () => {
    for (const [, , key] of SHAPES) expect(`a ${key} b`.replace(LOOSE_KEY, '***')).toBe('a *** b');
  });
});

describe('placeholders', () => {
  it('there are forty-nine', () => {
    expect(new Set(PLACEHOLDERS).size).toBe(49);
  });

  it.each(PLACEHOLDERS)('%j is one, and no key', (text) => {
    expect(isPlaceholder(text)).toBe(true);
    expect(keysIn(`key = "${text}"`)).toEqual([]);
  });

  it.each(['gpt-4o', 'https://api.openai.com/v1', 'hello world', 'https://example.com'])('%j is none', (text) => {
    expect(isPlaceholder(text)).toBe(false);
  });
});

describe('long texts', () => {
  const repeat = (text: string) => text.repeat(Math.ceil(400_000 / text.length));

  it.each([`${SK}-proj-`, 'a', MARK, `${SK}-`, `'${SK}-proj-`, `${SK}-ant-api03-`, `${SK}-or-v1-`, 'cr_', 'gsk_'])(
    '%j over and over holds no key and is no placeholder',
    (text) => {
      expect(keysIn(repeat(text))).toEqual([]);
      expect(isPlaceholder(repeat(text))).toBe(false);
    },
  );

  it.each([`your${'-key'.repeat(30_000)}!`, `${'x'.repeat(100_000)}!`, `$${'{'}${'A'.repeat(100_000)}`])(
    'a placeholder without its end is none (%#)',
    (text) => {
      expect(isPlaceholder(text)).toBe(false);
    },
  );

  it('a key is found in the midst of much text', () => {
    const key = SHAPES[0]?.[2] ?? '';
    const before = `${repeat('sk')} `;
    expect(keysIn(`${before}${key} ${repeat(MARK)}`)).toEqual([
      { provider: 'OpenAI', start: before.length, end: before.length + key.length },
    ]);
  });
});

describe('keys in base64', () => {
  const encoded = (text: string) => Buffer.from(text).toString('base64');
  const key = `${SK}-proj-${made(74)}${MARK}${made(74)}`;

  it.each([
    ['alone', encoded(key)],
    ['with the end of its line', encoded(`${key}\n`)],
    ['an older one', encoded(`${SK}-${made(48)}`)],
  ])('%s', (_, text) => {
    const line = `  OPENAI_API_KEY: ${text}`;
    expect(encodedKeysIn(line)).toEqual([{ provider: 'OpenAI', start: 18, end: line.length }]);
  });

  it.each([
    ['a stand-in', encoded(`${SK}-your-key-goes-here-000000000000000000`)],
    ['a name', encoded(`${SK}-loading-spinner-of-the-first-page`)],
    ['a text with a key in it', encoded(`${SK}-shop and ${key}`)],
    ['what is no text', `c2st${made(60)}`],
  ])('%s is none', (_, text) => {
    expect(encodedKeysIn(`value: ${text}`)).toEqual([]);
  });
});
