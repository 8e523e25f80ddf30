import { posix } from 'node:path';
import { expect, it } from 'vitest';
import type { Files } from '../../../src/languages/front-end.js';
import { resolvePythonModule } from '../../../src/languages/python/modules.js';

function filesOf(paths: readonly string[]): Files {
  return {
    has: (path) => paths.includes(path),
    named: (name) => paths.filter((path) => posix.basename(path) === name),
    inFolder: (folder) => paths.filter((path) => posix.dirname(path) === (folder || '.')),
    isCatalogued: (_language, name) => name === 'openai',
    isSharedName: (_language, name) => name === 'agents',
    isCommon: (_language, name) => name === 'streamlit',
    read: () => undefined,
  };
}

const PATHS = [
  'main.py',
  'config.py',
  'app/__init__.py',
  'app/models.py',
  'app/api/__init__.py',
  'app/api/chat.py',
  'src/helper/__init__.py',
  'src/helper/core.py',
  'src/bare/one.py',
  'src/bare/two.py',
  'tests/test_helper.py',
  'one/shared.py',
  'two/shared.py',
  'crew/agents/__init__.py',
  'crew/agents/planner.py',
];

it.each([
  ['app/api/chat.py', '..models', { file: 'app/models.py' }],
  ['app/api/chat.py', '.', { file: 'app/api/__init__.py' }],
  ['app/api/chat.py', '..missing', undefined],
  ['app/api/chat.py', 'app.models', { file: 'app/models.py' }],
  ['app/api/chat.py', 'config', { file: 'config.py' }],
  ['main.py', 'app.api.chat', { file: 'app/api/chat.py' }],
  ['tests/test_helper.py', 'helper.core', { file: 'src/helper/core.py' }],
  ['src/helper/core.py', 'helper', { file: 'src/helper/__init__.py' }],
  // A directory without `__init__.py`: the module inside it is asked for next.
  ['src/bare/one.py', 'bare', undefined],
  ['src/bare/one.py', 'bare.two', { file: 'src/bare/two.py' }],
  // A name that projects give to modules of their own, and what is installed under it.
  ['crew/main.py', 'agents', { file: 'crew/agents/__init__.py', otherwise: { package: 'agents', path: [] } }],
  [
    'crew/main.py',
    'agents.planner',
    { file: 'crew/agents/planner.py', otherwise: { package: 'agents', path: ['planner'] } },
  ],
  ['crew/main.py', 'agents.tool', { files: [], otherwise: { package: 'agents', path: ['tool'] } }],
  // Two that are as near.
  ['main.py', 'shared', { package: 'shared', path: [] }],
  ['main.py', 'openai', { package: 'openai', path: [] }],
  ['main.py', 'langchain.chat_models.openai', { package: 'langchain', path: ['chat_models', 'openai'] }],
  ['main.py', 'os.path', { package: 'os', path: ['path'] }],
])('%s imports %s', (from, specifier, expected) => {
  expect(resolvePythonModule(from, specifier, filesOf(PATHS))).toEqual(expected);
});

it('takes what a folder without __init__.py may not have for the package of its name', () => {
  expect(resolvePythonModule('app/agents/writer.py', 'agents', filesOf(['app/agents/writer.py']))).toEqual({
    files: [],
    otherwise: { package: 'agents', path: [] },
  });
});

it('takes a file beside the importing one for a package of its name', () => {
  const files = filesOf(['bot/main.py', 'bot/openai.py', 'other/main.py']);
  expect(resolvePythonModule('bot/main.py', 'openai', files)).toEqual({ file: 'bot/openai.py' });
  expect(resolvePythonModule('other/main.py', 'openai', files)).toEqual({ package: 'openai', path: [] });
});

it('takes no file of another folder for a package that many use', () => {
  const files = filesOf(['notes/streamlit.py', 'notes/main.py', 'board/main.py']);
  expect(resolvePythonModule('notes/main.py', 'streamlit', files)).toEqual({ file: 'notes/streamlit.py' });
  expect(resolvePythonModule('board/main.py', 'streamlit', files)).toEqual({ package: 'streamlit', path: [] });
});
