import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { laidOut } from '../../src/languages/python/layout/laid-out.js';
import { DEFAULT_LINE_LENGTH } from '../../src/languages/python/layout/line-length.js';
import { type LogicalLine, logicalLines } from '../../src/languages/python/layout/tokens.js';
import { lineStart } from '../../src/text-position.js';
import { expectedOf, type Files, fixturesOf, inputOf } from '../fixtures.js';
import { Random } from '../fuzz/random.js';
import { isWithoutPython, MAKING, pythonOf } from './python-app.js';

const FORMATTER = fileURLToPath(new URL('python/format_texts.py', import.meta.url));

/** Files that Black would lay out otherwise after the migration, which it would not touch before. */
const OTHERWISE = [
  'names-of-its-own/bot/chat.py',
  'tests-that-set-a-shared-key/tests/test_app.py',
  'v0-key-forms/in_function.py',
  'v1-models-listed/health.py',
];

describe.skipIf(isWithoutPython)('Python as Black lays it out', () => {
  let format: (texts: readonly string[]) => (string | null)[];

  beforeAll(async () => {
    const python = await pythonOf('black');
    format = (texts) => {
      const input = JSON.stringify(texts);
      const { stdout } = spawnSync(python, [FORMATTER], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
      return JSON.parse(stdout);
    };
  }, MAKING);

  test('is so after the migration where it was before', () => {
    const changed = fixturesOf('python').flatMap((fixture) => {
      const { files } = inputOf(fixture);
      return Object.entries(expectedOf(fixture).files).flatMap(([path, bytes]) => {
        const [before, after] = [textOf(files, path), `${bytes}`];
        const isChanged = path.endsWith('.py') && before !== undefined && before !== after;
        return isChanged ? [{ file: `${fixture.name}/${path}`, before, after }] : [];
      });
    });
    const inputs = format(changed.map((one) => one.before));
    const formatted = changed.filter(({ before }, index) => inputs[index] === before);
    expect(formatted.length).toBeGreaterThan(250);
    const outputs = format(formatted.map((one) => one.after));
    const otherwise = formatted.filter(({ after }, index) => outputs[index] !== after).map(({ file }) => file);
    expect(otherwise).toEqual(OTHERWISE);
  }, 120_000);

  test('is laid out in the same way, statement by statement, or not at all', () => {
    const random = new Random(1);
    const all = sources();
    const cleaned = format(all);
    const cases = all.filter((source, index) => cleaned[index] === source).flatMap((one) => statementsOf(one, random));
    const wanted = format(cases.map(({ source }) => source));
    const read = cases.filter((_, index) => wanted[index] !== null);
    expect(read.filter(({ ours }) => ours.includes('\n')).length).toBeGreaterThan(300);
    for (const [index, one] of cases.entries())
      if (wanted[index] !== null) expect(one.ours).toBe(wanted[index]?.replace(/^\n/, '').slice(one.before));
  }, 120_000);
});

function textOf(files: Files, path: string): string | undefined {
  const bytes = files[path];
  return bytes && `${bytes}`;
}

/** The Python of all fixtures. */
function sources(): string[] {
  const files = fixturesOf('python').flatMap((fixture) => Object.entries(inputOf(fixture).files));
  return files.flatMap(([path, bytes]) => (path.endsWith('.py') ? [`${bytes}`] : []));
}

interface Case {
  /** In blocks, as deep as it was. */
  source: string;
  /** How much of Black's answer is these blocks. */
  before: number;
  ours: string;
}

const WORD = /^[a-z_]{4,}$/i;
const KEYWORD =
  /^(?:return|await|class|async|import|from|with|elif|else|while|lambda|yield|raise|assert|global|nonlocal|except|finally|pass|break|continue|False|True|None|match|case|type)$/;

/** Each statement with longer names and commas at ends of lists, some of them, as this tool lays it out where it can. */
function statementsOf(text: string, random: Random): Case[] {
  return (logicalLines(text) ?? []).flatMap((line) => {
    const indent = text.slice(lineStart(text, line.start), line.start);
    const isCall = line.tokens.some((token) => token.text === '(' || token.text === '[' || token.text === '{');
    if (line.isFixed || !isCall || !/^(?: {4})*$/.test(indent) || /^[@:]|:$/.test(text.slice(line.start, line.end)))
      return [];
    const varied = variedSource(text, line, random);
    const [read] = logicalLines(varied) ?? [];
    const ours = read && laidOut(read, indent, '    ', DEFAULT_LINE_LENGTH);
    if (ours === undefined) return [];
    const blocks = Array.from({ length: indent.length / 4 }, (_, depth) => `${'    '.repeat(depth)}if x:\n`).join('');
    return [{ source: `${blocks}${indent}${varied}\n`, before: blocks.length, ours: `${indent}${ours}\n` }];
  });
}

function variedSource(text: string, { tokens, start }: LogicalLine, random: Random): string {
  const share = random.share() * 0.6;
  let source = '';
  let at = start;
  for (const token of tokens) {
    const last = source.at(-1) ?? '';
    source += text.slice(at, token.start);
    if (token.text === ')' && !'([{,'.includes(last) && random.share() < 0.2) source += ',';
    const isLonger = WORD.test(token.text) && !KEYWORD.test(token.text) && random.share() < share;
    source += isLonger ? `${token.text}_${token.text}` : token.text;
    at = token.end;
  }
  return source;
}
