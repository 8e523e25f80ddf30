import { createHash } from 'node:crypto';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const MIXED = LETTERS + LETTERS.toUpperCase() + DIGITS;
const HEX = `${DIGITS}abcdef`;

/** Text that looks random and is the same in every run. No file holds the shape of a key: these are made where they are used. */
export function randomText(seed: string, length: number, alphabet = MIXED): string {
  let text = '';
  for (let block = 0; text.length < length; block++)
    for (const byte of createHash('sha512').update(`${seed} ${block}`).digest())
      text += alphabet[byte % alphabet.length];
  return text.slice(0, length);
}

/** What OpenAI puts into the middle of its keys: its name, in base64. */
const MARK = Buffer.from('OpenAI').toString('base64');
const SK = ['s', 'k'].join('');

export interface KeyShape {
  name: string;
  provider: string;
  /** A key that is another one for each seed; `body` is what is secret in it. */
  make(seed: string): { key: string; body: string };
}

function shape(name: string, provider: string, prefix: string, body: (seed: string) => string): KeyShape {
  return {
    name,
    provider,
    make: (seed) => {
      const secret = body(`${name} ${seed}`);
      return { key: prefix + secret, body: secret };
    },
  };
}

const around = (length: number) => (seed: string) =>
  `${randomText(seed, length)}${MARK}${randomText(`${seed} end`, length)}`;

export const KEY_SHAPES: readonly KeyShape[] = [
  shape('legacy', 'OpenAI', `${SK}-`, around(20)),
  shape('project', 'OpenAI', `${SK}-proj-`, around(74)),
  shape('service', 'OpenAI', `${SK}-svcacct-`, around(58)),
  shape('admin', 'OpenAI', `${SK}-admin-`, around(58)),
  shape('anthropic', 'Anthropic', `${SK}-ant-api03-`, (seed) => `${randomText(seed, 93)}AA`),
  shape('deepseek', 'DeepSeek', `${SK}-`, (seed) => randomText(seed, 32, HEX)),
  shape('openrouter', 'OpenRouter', `${SK}-or-v1-`, (seed) => randomText(seed, 64, HEX)),
  shape('groq', 'Groq', 'gsk_', (seed) => randomText(seed, 52)),
  shape('holysheep', 'HolySheep', 'cr_', (seed) => randomText(seed, 64, HEX)),
  shape('perplexity', 'Perplexity', 'pplx-', (seed) => randomText(seed, 48)),
  shape('xai', 'xAI', 'xai-', (seed) => randomText(seed, 80)),
  shape('google', 'Google', ['AI', 'za'].join(''), (seed) => randomText(seed, 35)),
  shape('huggingface', 'Hugging Face', 'hf_', (seed) => randomText(seed, 34)),
];

/** Finds what is left of secrets in a text: eight characters of one, as they are or as they look in an encoding. */
export class SecretFinder {
  readonly #parts = new Map<number, Map<string, string>>();

  constructor(secrets: Iterable<[name: string, secret: string]>) {
    for (const [name, secret] of secrets) {
      const bytes = Buffer.from(secret);
      this.#add(name, secret, 8);
      this.#add(`${name} in hex`, bytes.toString('hex'), 16);
      // Where it begins in a group of three bytes; the first and the last characters depend on what stands beside it.
      for (const offset of [0, 1, 2]) {
        const text = Buffer.concat([Buffer.alloc(offset), bytes])
          .toString('base64')
          .replace(/=+$/, '');
        this.#add(`${name} in base64`, text.slice(offset === 0 ? 0 : 4, -4), 12);
      }
      for (const [encoding, escaped] of Object.entries({
        'a URL': encodeURIComponent(secret),
        JSON: JSON.stringify(secret).slice(1, -1),
        XML: secret.replace(/[&<>"']/g, (character) => XML[character] ?? ''),
        HTML: secret.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`),
      }))
        if (escaped !== secret) this.#add(`${name} in ${encoding}`, escaped, Math.min(escaped.length, 14));
    }
  }

  #add(name: string, text: string, length: number): void {
    const parts = this.#parts.get(length) ?? new Map<string, string>();
    this.#parts.set(length, parts);
    for (let start = 0; start + length <= text.length; start++) {
      const part = text.slice(start, start + length);
      if (!MARK.includes(part) && part !== Buffer.from(MARK).toString('hex')) parts.set(part, name);
    }
  }

  /** The names of the secrets of which something stands in the text. */
  find(text: string): string[] {
    const found = new Set<string>();
    for (const [length, parts] of this.#parts)
      for (let start = 0; start + length <= text.length; start++) {
        const name = parts.get(text.slice(start, start + length));
        if (name !== undefined) found.add(name);
      }
    return [...found].sort();
  }
}

const XML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
