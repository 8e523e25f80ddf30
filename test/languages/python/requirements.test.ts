import { expect, it } from 'vitest';
import type { Files } from '../../../src/languages/front-end.js';
import { installedVersion } from '../../../src/languages/python/requirements.js';

function versionIn(contents: Record<string, string>, from = 'app/main.py'): string | undefined {
  const files: Files = {
    has: (path) => path in contents,
    named: () => [],
    inFolder: () => [],
    isCatalogued: () => true,
    isSharedName: () => false,
    isCommon: () => false,
    read: (path) => contents[path],
  };
  return installedVersion('openai', from, files)?.text;
}

it.each([
  ['requirements.txt', 'requests\nopenai==0.28.1\n', '==0.28.1'],
  ['requirements.txt', 'openai[datalib]>=1.3,<2 ; python_version > "3.8"\n', '>=1.3,<2'],
  ['requirements.txt', 'openai\n', ''],
  ['requirements.txt', 'openai-whisper==2\nlangchain-openai==1\n', undefined],
  ['requirements.txt', 'openai ~= 1.12  # the client\r\n', '~= 1.12'],
  ['pyproject.toml', '[project]\ndependencies = ["httpx", "openai>=1.30"]\n', '>=1.30'],
  ['pyproject.toml', '[tool.poetry.dependencies]\nopenai = "^1.3"\n', '^1.3'],
  ['pyproject.toml', '[tool.poetry.dependencies]\nopenai = { version = "~0.27", extras = ["x"] }\n', '~0.27'],
  ['Pipfile', '[packages]\nopenai = "*"\n', '*'],
  ['poetry.lock', '[[package]]\nname = "openai"\nversion = "1.2.4"\n', '1.2.4'],
  ['uv.lock', '[[package]]\nname = "openai"\nversion = "2.1.0"\nsource = {}\n', '2.1.0'],
  ['Pipfile.lock', '{"default": {"openai": {"hashes": ["a"], "version": "==1.1.0"}}}', '==1.1.0'],
  ['environment.yml', 'dependencies:\n  - python=3.11\n  - openai=0.28\n', '0.28'],
  ['environment.yml', 'dependencies:\n  - pip:\n    - openai==1.3.5\n', '==1.3.5'],
  ['setup.py', 'setup(install_requires=["openai>=0.27,<1"])', '>=0.27,<1'],
])('%s: %j gives %j', (name, text, expected) => {
  expect(versionIn({ [name]: text })).toBe(expected);
});

it('19: reads past a BOM, which Windows puts before what it writes', () => {
  expect(versionIn({ 'requirements.txt': '\ufeffopenai==1.3.5\r\nhttpx\r\n' })).toBe('==1.3.5');
});

it('takes the nearest manifest, and a lock before what it locks', () => {
  const contents = { 'requirements.txt': 'openai<1', 'app/pyproject.toml': 'd = ["openai>1"]', 'poetry.lock': '' };
  expect(versionIn(contents)).toBe('>1');
  expect(versionIn({ ...contents, 'app/uv.lock': 'name = "openai"\nversion = "1.4"' })).toBe('1.4');
  expect(versionIn(contents, 'main.py')).toBe('<1');
});
