import { expect, it } from 'vitest';
import { withinTime } from '../src/languages/within-time.js';
import { type Found, madeRegexes, writtenRegexes } from './regexes.js';

const LENGTH = 400_000;
/** In seconds. What is linear takes milliseconds, what is not takes minutes. */
const LIMIT = 10;

/** What much can be tried with again and again, as long as a large file. */
const WORST = [
  ...[
    'sk-proj-',
    'a',
    'A',
    '0',
    ' ',
    '\t',
    '\n',
    '\r\n',
    '-',
    '.',
    '/',
    ':',
    ',',
    '_',
    '"',
    "'",
    '`',
    '\\',
    '\\"',
    '#',
  ],
  ...['$', '=', '(', '[', '{', '{{', '<', '<!--', '*', '*/', '/*', '@', '%', '${', 'a.', 'a/', 'a=', 'a ', 'a,', '"a'],
  ...['$a', 'gpt-', 'openai'],
].map((piece) => piece.repeat(LENGTH / piece.length));

it('67: no regular expression takes more than linear time on what is repeated for 400 KB', {
  timeout: 600_000,
}, async () => {
  const made = await madeRegexes(async () => {
    const { fixturesOf, inputOf, migrate } = await import('./fixtures.js');
    for (const language of ['config', 'javascript', 'python'])
      for (const fixture of fixturesOf(language).filter((_, index) => index % 12 === 0)) {
        const { files, options } = inputOf(fixture);
        await migrate(files, options);
      }
  });
  expect(new Set(made.map(({ at }) => at)).size).toBeGreaterThan(15);
  const slow = [...writtenRegexes(), ...made].filter((one) => !WORST.every((text) => ends(one, text)));
  expect(slow.map(({ source, flags, at }) => `${at}: /${source}/${flags}`)).toEqual([]);
});

function ends({ source, flags }: Found, text: string): boolean {
  try {
    withinTime(() => text.replace(new RegExp(source, flags.includes('g') ? flags : `${flags}g`), ''), LIMIT);
    return true;
  } catch {
    return false;
  }
}
