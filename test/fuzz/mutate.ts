import type { Random } from './random.js';

/** One change of some bytes. `other`: the bytes of another file, to take pieces from. */
type Mutation = (bytes: Buffer, random: Random, other: Buffer) => Buffer;

/** What means something somewhere: quotes, brackets, escapes, what is two code units long, what is no UTF-8. */
const PIECES = [
  ...[
    '"',
    "'",
    '`',
    '"""',
    '\\',
    '\\u{1f411}',
    '\\n',
    '${',
    '{{',
    '}}',
    '<!--',
    '-->',
    '</script>',
    '#',
    '//',
    '/*',
    '*/',
  ],
  ...[
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '<',
    '>',
    '=>',
    '...',
    ':',
    ';',
    ',',
    '=',
    '&a',
    '*a',
    '|\n',
    '- ',
    '%%bash\n',
    '!',
  ],
  ...[
    '\n',
    '\r\n',
    '\r',
    '\t',
    ' ',
    '\u2028',
    '\u00a0',
    '\ufeff',
    '🐑',
    'é',
    '\0',
    '__proto__',
    'constructor',
    'toString',
  ],
  ...[
    'gpt-4o',
    'openai',
    'OPENAI_API_KEY',
    'https://api.openai.com/v1',
    'import ',
    'await ',
    'lambda: ',
    'f"{',
    'def f(): ',
  ],
].map((text) => Buffer.from(text));
const BROKEN = [Buffer.from([0xff]), Buffer.from([0xc3]), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from([0xf0, 0x9f])];
const TOKEN = /[\w$]+|\s+|[^\w\s$]/gu;

const BYTES: Mutation[] = [
  (bytes, random) => replaced(bytes, ...range(bytes, random, 8), Buffer.from([random.below(256)])),
  (bytes, random) => replaced(bytes, ...range(bytes, random, 200), Buffer.alloc(0)),
  (bytes, random) => insertedAt(bytes, random, random.one(BROKEN)),
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
];

const TOKENS: Mutation[] = [
  (bytes, random) => insertedAt(bytes, random, random.one(PIECES)),
  (bytes, random) =>
    onTokens(bytes, (tokens) => {
      tokens[random.below(tokens.length)] = random.one(PIECES).toString('latin1');
    }),
  (bytes, random) => onTokens(bytes, (tokens) => tokens.splice(random.below(tokens.length), 1 + random.below(3))),
  (bytes, random) =>
    onTokens(bytes, (tokens) => {
      const [a, b] = [random.below(tokens.length), random.below(tokens.length)];
      [tokens[a], tokens[b]] = [tokens[b] as string, tokens[a] as string];
    }),
  (bytes, random) =>
    onTokens(bytes, (tokens) => {
      const from = random.below(tokens.length);
      tokens.splice(random.below(tokens.length), 0, ...tokens.slice(from, from + 1 + random.below(20)));
    }),
];

const STRUCTURE: Mutation[] = [
  (bytes, random) => onLines(bytes, (lines) => lines.splice(random.below(lines.length), 1 + random.below(5))),
  (bytes, random) =>
    onLines(bytes, (lines) => {
      const from = random.below(lines.length);
      lines.splice(random.below(lines.length), 0, ...lines.slice(from, from + 1 + random.below(10)));
    }),
  (bytes, random, other) =>
    onLines(bytes, (lines) => {
      const foreign = linesOf(other);
      const from = random.below(foreign.length);
      lines.splice(random.below(lines.length), 0, ...foreign.slice(from, from + 1 + random.below(15)));
    }),
  (bytes, random) =>
    onLines(bytes, (lines) => {
      const from = random.below(lines.length);
      const indent = random.one(['  ', '\t', ' ', '    ']);
      for (let at = from; at < Math.min(lines.length, from + 8); at++) lines[at] = indent + lines[at];
    }),
  (bytes, random) => {
    const [start, end] = range(bytes, random, 60);
    const times = random.one([2, 5, 30, 400]);
    return replaced(bytes, start, end, Buffer.concat(Array(times).fill(bytes.subarray(start, end))));
  },
  (bytes, random) => {
    const [start, end] = range(bytes, random, 80);
    const [open, close] = random.one([
      ['(', ')'],
      ['[', ']'],
      ['{', '}'],
      ['`${', '}`'],
      ['<a>', '</a>'],
      ['f(', ')'],
    ]);
    const times = random.one([1, 2, 20, 700]);
    const [before, behind] = [Buffer.from(open.repeat(times)), Buffer.from(close.repeat(times))];
    return replaced(bytes, start, end, Buffer.concat([before, bytes.subarray(start, end), behind]));
  },
  (bytes) => Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1'),
];

/** Some bytes with one to four changes, of bytes, of tokens or of lines. */
export function mutated(bytes: Buffer, other: Buffer, random: Random): Buffer {
  let result = bytes;
  for (let left = 1 + random.below(4); left > 0 && result.length > 0; left--)
    result = random.one(random.one([BYTES, TOKENS, STRUCTURE, TOKENS, STRUCTURE]))(result, random, other);
  return result.subarray(0, MAX_LENGTH);
}

/** Larger files take time, and show nothing more. */
const MAX_LENGTH = 200_000;

function range(bytes: Buffer, random: Random, most: number): [number, number] {
  const start = random.below(bytes.length);
  return [start, Math.min(bytes.length, start + 1 + random.below(most))];
}

function replaced(bytes: Buffer, start: number, end: number, by: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, start), by, bytes.subarray(end)]);
}

function insertedAt(bytes: Buffer, random: Random, piece: Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  return replaced(bytes, at, at, piece);
}

function onTokens(bytes: Buffer, change: (tokens: string[]) => void): Buffer {
  const tokens = bytes.toString('latin1').match(TOKEN) ?? [''];
  change(tokens);
  return Buffer.from(tokens.join(''), 'latin1');
}

function onLines(bytes: Buffer, change: (lines: string[]) => void): Buffer {
  const lines = linesOf(bytes);
  change(lines);
  return Buffer.from(lines.join(''), 'latin1');
}

function linesOf(bytes: Buffer): string[] {
  return bytes.toString('latin1').split(/(?<=\n)/);
}
