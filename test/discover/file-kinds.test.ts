import { expect, it } from 'vitest';
import { fileKind, isProse, skippedByName } from '../../src/discover/file-kinds.js';

it.each([
  ['README', true],
  ['docs/history.txt', true],
  ['logs/apply.log', true],
  ['logs/apply.log.json', false],
  ['CHANGELOG', true],
  ['history.py', false],
  ['src/news.rb', false],
  ['src/license.ts', false],
])('%s is text for people: %s', (path, expected) => {
  expect(isProse(path)).toBe(expected);
});

it.each([
  ['.aws-sam/build/Chat/app.py', 'vendored'],
  ['.build/src/client.js', 'vendored'],
  ['api/cdk.out/asset.1/index.js', 'vendored'],
  ['src/.buildkite/run.sh', undefined],
  ['build.py', undefined],
])('%s: %s', (path, expected) => {
  expect(skippedByName(path)).toBe(expected);
});

it.each([
  ['go', 'text'],
  ['bin/php', 'text'],
  ['a.b/rake', 'text'],
  ['cmd/main.go', 'go'],
  ['lib/tasks/chat.rake', 'ruby'],
  ['Rakefile', 'ruby'],
  ['src/App.vue', 'component'],
  ['deploy/.env.example', 'dotenv'],
])('%s is read as %s', (path, expected) => {
  expect(fileKind(path)).toBe(expected);
});
