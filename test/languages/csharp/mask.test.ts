import { expect, it } from 'vitest';
import { masked, withoutAlternatives } from '../../../src/languages/csharp/mask.js';

it.each([
  ['string[] a = [];', 'string[] a = "";'],
  ['Ids => [ ];', 'Ids => "" ;'],
  ['call([], [\n])', 'call("", ""  )'.replace('"", ""  )', '"", "" )')],
  ['Dictionary<string, object?[]> a;', 'Dictionary<string, object?[]> a;'],
  ['a ? [] : b', 'a ? "" : b'],
  ['new[] { 1 }', 'new[] { 1 }'],
  ['[1, 2, ]', '[1, 2  ]'],
  ['new int[,] { }', 'new int[,] { }'],
  ['$""', ' ""'],
  ['$@"a ""{b}"" c"', "$@\"a ''{b}'' c\""],
  ['@"a ""b"" = []"', '@"a ""b"" = []"'],
  ['"= []" // = []', '"= []" // = []'],
  ['$"{(x = [])}"', '$"{(x = "")}"'],
  ['#:package OpenAI@2.2.0', '//package OpenAI@2.2.0'],
  ['required.Add(x); required string a;', 'requires.Add(x); required string a;'],
])('%s', (text, expected) => {
  expect(masked(text)).toBe(expected);
  expect(masked(text)).toHaveLength(text.length);
});

it('leaves the first branch of a condition, where the others say nothing that matters', () => {
  const text = 'a\n#if DEBUG\nb\n#else\nc\n#endif\nd\n';
  expect(withoutAlternatives(text)).toBe('a\n         \nb\n     \n \n      \nd\n');
  expect(withoutAlternatives('#if A\nb\n#else\nnew OpenAIClient()\n#endif\n')).toBeUndefined();
  expect(withoutAlternatives('a')).toBeUndefined();
});
