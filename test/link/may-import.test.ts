import { expect, test } from 'vitest';
import { linked, modelOf } from './linked.js';

const FILES = {
  'package.json': '{ "workspaces": ["packages/*"] }',
  'packages/own/package.json': '{ "name": "own", "main": "index.js" }',
  'packages/own/index.js': 'export const own = 1;\n',
  'read.js': "import axios from 'axios';\nexport const a = axios;\n",
  'unread.js': "const got = require('got');\nconst run = () => import('fetch-mock/esm/client');\n",
  'user.js': "import { own } from 'own';\nimport { type T } from 'only-a-type';\nexport { own };\n",
  'deno.ts': "import nock from 'npm:nock@14';\nimport ky from 'https://esm.sh/ky@1?target=es2022';\n",
  'app.py': 'import httpx\n',
};

test('before all files are looked at for what they import, all may be', async () => {
  const { project } = await linked(FILES, 'read.js');
  expect(project.mayImport('javascript', ['never-heard-of'])).toBe(true);
});

test.each([
  ['what a file that was read imports', 'javascript', ['axios'], true],
  ['what another one requires', 'javascript', ['got'], true],
  ['what a pattern covers', 'javascript', ['fetch-mock/*'], true],
  ['what has a version behind it', 'javascript', ['nock'], true],
  ['what comes from a URL', 'javascript', ['ky'], true],
  ['what is a part of another name', 'javascript', ['fetch'], false],
  ['one of several', 'javascript', ['never-heard-of', 'got'], true],
  ['what nobody imports', 'javascript', ['never-heard-of', 'never/*'], false],
  ['the name of a package of the repository itself', 'javascript', ['own'], false],
  ['a file of a package that is imported whole', 'javascript', ['axios/*'], false],
  ['where texts do not say which package it is', 'python', ['requests'], true],
])('%s', async (_, language, packages, expected) => {
  const found = await linked(FILES, 'read.js');
  const { project } = found;
  project.importersOf(modelOf(found, 'read.js'), '*');
  expect(project.mayImport(language, packages)).toBe(expected);
});
