import { expect, it } from 'vitest';
import { goModuleNames, resolveGoModule, sameModule, spelledImports } from '../../../src/languages/go/modules.js';
import { importedAs } from '../../../src/languages/go/package-names.js';
import { filesIn } from '../files-in.js';

const TEXTS: Record<string, string> = {
  'go.mod': 'module example.com/app\n\ngo 1.22\n',
  'main.go': '// The app.\n\npackage main\n',
  'llm/client.go': 'package llm\n',
  'llm/options.go': '/* package other */\npackage llm\n',
  'llm/client_test.go': 'package llm\n',
  'llm/outside_test.go': 'package llm_test\n',
  'tool/go.mod': 'module example.com/app/tool/v2\n',
  'tool/cmd/main.go': 'package main\n',
  'empty/readme.md': '',
};

const files = filesIn(TEXTS, {
  isCatalogued: (_language, name) => name === 'github.com/sashabaranov/go-openai',
});

it.each([
  ['main.go', 'example.com/app/llm', { files: ['llm/client.go', 'llm/options.go'] }],
  ['tool/cmd/main.go', 'example.com/app', { files: ['main.go'] }],
  ['main.go', 'example.com/app/tool/v2/cmd', { files: ['tool/cmd/main.go'] }],
  ['main.go', 'example.com/app/empty', { package: 'example.com/app/empty' }],
  ['main.go', 'example.com/application/llm', { package: 'example.com/application/llm' }],
  ['main.go', 'github.com/sashabaranov/go-openai', { package: 'github.com/sashabaranov/go-openai' }],
  ['main.go', 'net/http', { package: 'net/http' }],
  ['llm/client.go', '.', { files: ['llm/options.go'] }],
])('%s imports %s', (from, specifier, expected) => {
  expect(resolveGoModule(from, specifier, files)).toEqual(expected);
});

it('a test knows its package, and the package does not know its tests', () => {
  expect(sameModule('llm/client_test.go', files)).toEqual(['llm/client.go', 'llm/options.go']);
  expect(sameModule('llm/outside_test.go', files)).toEqual([]);
});

it.each([
  ['github.com/sashabaranov/go-openai', 'openai.NewClient()', 'openai'],
  ['github.com/openai/openai-go/v3', 'openai.NewClient()', 'openai'],
  ['gopkg.in/yaml.v3', 'yaml.Unmarshal()', 'yaml'],
  ['github.com/tmc/langchaingo/llms/openai', 'openai.New()', 'openai'],
  ['github.com/mattn/go-sqlite3', 'sqlite3.Open()', 'sqlite3'],
  ['example.com/my-pkg', 'mypkg.Do()', 'mypkg'],
  ['net/http', '', 'http'],
])('%s is known as it is used', (specifier, text, name) => {
  expect(importedAs(specifier, text)).toBe(name);
});

it('finds who may import a package without parsing', () => {
  const text = 'package main\n\nimport (\n\t"fmt"\n\tx "example.com/app/llm"\n)\n\nvar a = "not/an/import"\n';
  expect([...spelledImports(text)]).toEqual([{ last: 'fmt' }, { last: 'llm' }, { last: '/' }]);
  expect(goModuleNames('llm/client.go')).toEqual(['llm']);
  expect(goModuleNames('main.go')).toEqual(['/']);
});
