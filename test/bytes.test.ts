import { describe, expect, it } from 'vitest';
import { expectedOf, type Files, fixturesOf, inputOf, migrate } from './fixtures.js';

/** Other ways to store the same text. */
const WAYS: Record<string, (text: string) => string> = {
  '18: with CRLF': (text) => text.replace(/(?<!\r)\n/g, '\r\n'),
  '18: without a final newline': (text) => text.replace(/(?:\r?\n)+$/, ''),
  '19: with a BOM': (text) => (text === '' || text.startsWith('\ufeff') ? text : `\ufeff${text}`),
};

/** Fixtures in which every kind of file that is written changes. */
const FIXTURES: Record<string, string[]> = {
  config: [
    'each-format',
    'everywhere',
    'clients-of-frameworks',
    'deploy-links',
    'scripts-that-move',
    'stubs-that-answer',
  ],
  go: ['go-openai', 'go-openai-places', 'net-http', 'openai-go', 'remarks-in-columns', 'settings', 'unused-imports'],
  javascript: ['components', 'env-other-ways', 'sdk-import-forms', 'split-function', 'tests-that-answer'],
  php: ['curl', 'curl-shared-key', 'http-clients', 'json-bodies', 'laravel', 'openai-php', 'split', 'values'],
  python: [
    'markdown-fences-with-docs',
    'notebook-magics',
    'notebook-one-string-sources',
    'percent-format',
    'split-function',
  ],
};

describe.each(Object.keys(WAYS))('a repository %s is rewritten in the same way', (way) => {
  const stored = (files: Files): Files =>
    Object.fromEntries(
      Object.entries(files).map(([path, bytes]) => [path, Buffer.from(WAYS[way]?.(bytes.toString()) ?? '')]),
    );

  it.each(Object.entries(FIXTURES).flatMap(([language, names]) => names.map((name) => ({ language, name }))))(
    '$language/$name',
    async ({ language, name }) => {
      const fixture = fixturesOf(language).find((one) => one.name === name);
      if (!fixture) throw new Error(`no fixture ${language}/${name}`);
      const { files, options } = inputOf(fixture);
      const { after, report } = await migrate(stored(files), options);
      const expected = stored(expectedOf(fixture).files);
      expect(report.written.length).toBeGreaterThan(0);
      for (const [path, bytes] of Object.entries(expected))
        expect(JSON.stringify(after[path]?.toString()), path).toBe(JSON.stringify(bytes.toString()));
    },
  );
});
