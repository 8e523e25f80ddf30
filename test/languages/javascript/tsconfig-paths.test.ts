import { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { resolveThroughTsconfig } from '../../../src/languages/javascript/tsconfig-paths.js';
import { filesIn } from '../files-in.js';

const ROOT = '/repository/';
const source = 'export const x = 1;\n';
const json = (value: unknown) => JSON.stringify(value);

/** What TypeScript itself says, of the same files. */
function byTypeScript(texts: Record<string, string>, config: string, from: string, specifier: string) {
  const inside = (name: string) => texts[name.slice(ROOT.length)];
  const host = {
    fileExists: (name: string) => inside(name) !== undefined,
    readFile: inside,
    readDirectory: () => [],
    useCaseSensitiveFileNames: true,
    getCurrentDirectory: () => ROOT,
  };
  const folder = ROOT + config.slice(0, config.lastIndexOf('/') + 1);
  const read = ts.readConfigFile(ROOT + config, inside).config;
  const { options } = ts.parseJsonConfigFileContent(read, host, folder.replace(/\/$/, ''), undefined, ROOT + config);
  const { resolvedModule } = ts.resolveModuleName(
    specifier,
    ROOT + from,
    { ...options, moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext },
    host,
  );
  return resolvedModule?.resolvedFileName.slice(ROOT.length);
}

const SOURCES = Object.fromEntries(
  [
    'src/app.ts',
    'src/lib/ai.ts',
    'src/lib/index.ts',
    'src/models/index.tsx',
    'lib/ai.ts',
    'shared/ai.ts',
    'shared/deep/ai.js',
    'generated/ai.ts',
    'packages/core/src/index.ts',
    'packages/core/src/ai.ts',
    'apps/web/src/page.tsx',
    'apps/web/src/lib/ai.ts',
  ].map((path) => [path, source]),
);
const SPECIFIERS = ['@/lib/ai', '@/lib', '@/models', '@lib', '@lib/ai', '~/ai', 'lib/ai', 'src/lib/ai.js', '@core/ai'];
const MORE = ['@core', 'deep/ai', '@any/ai.ts', 'openai', 'ai', '@/nothing'];

const CONFIGS: Record<string, Record<string, string>> = {
  'paths beside the configuration': { 'tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./src/*'] } } }) },
  'paths from a base URL': {
    'tsconfig.json': json({ compilerOptions: { baseUrl: './src', paths: { '@/*': ['*'], '@lib': ['lib'] } } }),
  },
  'a base URL alone': { 'tsconfig.json': json({ compilerOptions: { baseUrl: '.' } }) },
  'a base URL in a folder': { 'tsconfig.json': json({ compilerOptions: { baseUrl: 'shared' } }) },
  'the longest beginning': {
    'tsconfig.json': json({
      compilerOptions: { paths: { '@*': ['./shared/*'], '@/lib/*': ['./lib/*'], '@/*': ['./src/*'] } },
    }),
  },
  'a whole name before all': {
    'tsconfig.json': json({
      compilerOptions: { paths: { '@/lib/*': ['./src/lib/*'], '@/lib/ai': ['./generated/ai.ts'] } },
    }),
  },
  'the first that is there': {
    'tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./missing/*', './lib/*', './src/*'] } } }),
  },
  'an end behind the star': {
    'tsconfig.json': json({ compilerOptions: { paths: { '@any/*.ts': ['./src/lib/*.ts'] } } }),
  },
  'remarks and commas': {
    'tsconfig.json': '{ // a remark\n "compilerOptions": { "paths": { "~/*": ["shared/*",], }, }, }',
  },
  inherited: {
    'tsconfig.json': json({ extends: './config/base', compilerOptions: { strict: true } }),
    'config/base.json': json({ compilerOptions: { paths: { '@/*': ['../src/*'] } } }),
  },
  'inherited from several': {
    'tsconfig.json': json({ extends: ['./a.json', './b.json'] }),
    'a.json': json({ compilerOptions: { baseUrl: './src', paths: { '@lib': ['lib'] } } }),
    'b.json': json({ compilerOptions: { paths: { '@/*': ['*'] } } }),
  },
  'inherited, with a base URL of its own': {
    'tsconfig.json': json({ extends: './config/base.json', compilerOptions: { baseUrl: './src' } }),
    'config/base.json': json({ compilerOptions: { paths: { '@/*': ['*'] } } }),
  },
  'inherited, and said anew': {
    'tsconfig.json': json({ extends: './base.json', compilerOptions: { paths: { '@/*': ['./lib/*'] } } }),
    'base.json': json({ compilerOptions: { paths: { '@/*': ['./src/*'], '@lib': ['./src/lib'] } } }),
  },
  'a circle': {
    'tsconfig.json': json({ extends: './other.json', compilerOptions: { paths: { '@/*': ['./src/*'] } } }),
    'other.json': json({ extends: './tsconfig.json' }),
  },
  'the folder of the configuration': {
    'tsconfig.json': json({ extends: './config/base.json' }),
    'config/base.json': json({ compilerOptions: { paths: { '@/*': ['${configDir}/src/*'] } } }),
  },
  'a package that has a manifest': {
    'tsconfig.json': json({
      compilerOptions: { paths: { '@core': ['./packages/core'], '@core/*': ['./packages/core/src/*'] } },
    }),
    'packages/core/package.json': json({ name: 'core', types: './src/index.ts' }),
  },
  nothing: { 'tsconfig.json': json({ compilerOptions: { strict: true } }) },
  'what is no configuration': { 'tsconfig.json': '[1]' },
  'patterns that are none': {
    'tsconfig.json': json({ compilerOptions: { paths: { '*': ['./shared/*'], '@/*': [], '@*/*': ['./src/*'] } } }),
  },
};

describe('where a tsconfig leads', () => {
  for (const [name, config] of Object.entries(CONFIGS))
    it(`is where TypeScript says: ${name}`, () => {
      const texts = { ...SOURCES, ...config };
      const files = filesIn(texts);
      for (const specifier of [...SPECIFIERS, ...MORE]) {
        const expected = byTypeScript(texts, 'tsconfig.json', 'src/app.ts', specifier);
        expect([specifier, resolveThroughTsconfig('src/app.ts', specifier, files)]).toEqual([specifier, expected]);
      }
    });

  it('is where the nearest one that maps says', () => {
    const files = filesIn({
      ...SOURCES,
      'tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./src/*'] } } }),
      'apps/web/tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./src/*'] } } }),
      'apps/web/src/lib/tsconfig.json': json({ compilerOptions: { strict: true } }),
    });
    expect(resolveThroughTsconfig('apps/web/src/lib/x.ts', '@/lib/ai', files)).toBe('apps/web/src/lib/ai.ts');
    expect(resolveThroughTsconfig('src/app.ts', '@/lib/ai', files)).toBe('src/lib/ai.ts');
  });

  it('is where the first one says that a solution refers to', () => {
    const files = filesIn({
      ...SOURCES,
      'tsconfig.json': json({ files: [], references: [{ path: './tsconfig.node.json' }, { path: './src' }, {}, 3] }),
      'tsconfig.node.json': json({ references: [{ path: '.' }] }),
      'src/tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./*'] } } }),
    });
    expect(resolveThroughTsconfig('lib/ai.ts', '@/lib/ai', files)).toBe('src/lib/ai.ts');
  });

  it('is inherited from a package of the workspace', () => {
    const files = filesIn({
      ...SOURCES,
      'apps/web/tsconfig.json': json({ extends: '@acme/config/next.json' }),
      'tools/config/package.json': json({ name: '@acme/config' }),
      'tools/config/next.json': json({ compilerOptions: { paths: { '@/*': ['${configDir}/src/*'] } } }),
    });
    expect(resolveThroughTsconfig('apps/web/src/page.tsx', '@/lib/ai', files)).toBe('apps/web/src/lib/ai.ts');
  });
});
