import { expect, it } from 'vitest';
import { resolveJavaScriptModule } from '../../../src/languages/javascript/modules.js';
import { filesIn } from '../files-in.js';

const source = 'export const x = 1;\n';
const files = filesIn({
  'app/package.json': JSON.stringify({
    imports: {
      '#lib/*': './src/lib/*.js',
      '#ai': { development: { types: './types/ai.d.ts', default: './src/dev.ts' }, default: './src/ai.ts' },
      '#deps': 'openai',
      '#files': { types: './src/files.ts', browser: './src/files-browser.ts', default: './src/files.ts' },
      '#several': ['./src/gone.js', './src/ai.ts'],
      '#gone': './src/gone.js',
    },
  }),
  'app/src/lib/chat.ts': source,
  'app/src/ai.ts': source,
  'app/src/files.ts': source,
  'app/src/files-browser.ts': source,
  'app/src/index.ts': source,
  'package.json': '{"imports":{"#lib/*":"./elsewhere/*"}}',
  'elsewhere/chat.ts': source,
});

it.each([
  ['#lib/chat', { file: 'app/src/lib/chat.ts' }],
  ['#ai', { file: 'app/src/ai.ts' }],
  ['#deps', { package: '#deps' }],
  ['#files', { file: 'app/src/files.ts' }],
  ['#several', { file: 'app/src/ai.ts' }],
  ['#gone', { package: '#gone' }],
  ['#nothing', { package: '#nothing' }],
])('finds %s by the imports of the nearest package', (specifier, target) => {
  expect(resolveJavaScriptModule('app/src/index.ts', specifier, files)).toEqual(target);
});
