import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.js';
import { temporaryRepository } from '../temporary.js';

const OPENAI = `declare module 'openai' {
  export default class OpenAI {
    constructor(options?: { apiKey?: string; baseURL?: string });
    chat: { completions: { create(request: { model: string; messages: unknown[] }): Promise<string> } };
  }
}
declare const process: { env: Record<string, string | undefined> };
`;
const TSCONFIG = JSON.stringify({
  compilerOptions: { strict: true, target: 'es2022', lib: ['es2022'], module: 'esnext', moduleResolution: 'bundler' },
  include: ['src'],
});

function typechecked(files: Record<string, string>) {
  const root = temporaryRepository({ 'tsconfig.json': TSCONFIG, 'src/openai.d.ts': OPENAI, ...files });
  const { code, stdout, stderr } = runCli(root, ['--typecheck', '--write', '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const report = JSON.parse(stdout) as {
    written: string[];
    findings: { file: string; reason: string; message: string }[];
  };
  return { root, report };
}

describe('--typecheck', () => {
  it('holds back a rewrite that would add an error, and says which', () => {
    const app = `import OpenAI from 'openai';
interface Settings { model: \`gpt-\${string}\` }
const settings: Settings = { model: 'gpt-4o' };
export const ask = () => new OpenAI().chat.completions.create({ model: settings.model, messages: [] });
`;
    const { root, report } = typechecked({ 'src/app.ts': app });
    expect(report.written).toEqual([]);
    expect(readFileSync(join(root, 'src/app.ts'), 'utf8')).toBe(app);
    expect(report.findings.find((one) => one.reason === 'not-typed')?.message).toContain('deepseek-v3.2');
  });

  it('widens a union that is written in an interface', () => {
    const { root, report } = typechecked({
      'src/app.ts': `import OpenAI from 'openai';
interface Settings { model: 'gpt-4o' | 'gpt-4' }
const settings: Settings = { model: 'gpt-4o' };
export const ask = () => new OpenAI().chat.completions.create({ model: settings.model, messages: [] });
`,
    });
    expect(report.written).toEqual(['src/app.ts']);
    expect(readFileSync(join(root, 'src/app.ts'), 'utf8')).toContain("{ model: 'gpt-4o' | 'gpt-4' | 'deepseek-v3.2' }");
  });

  it('knows the libraries of the language', () => {
    const { report } = typechecked({
      'src/app.ts': `import OpenAI from 'openai';
const MODEL = 'gpt-4o';
const NAMES: Record<'gpt-4o', string> = { 'gpt-4o': 'Four' };
export const name = NAMES[MODEL];
export const ask = () => new OpenAI().chat.completions.create({ model: MODEL, messages: [] });
`,
    });
    expect(report.written).toEqual([]);
    expect(report.findings.some((one) => one.reason === 'not-typed')).toBe(true);
  });

  it('holds back what breaks another file than the one that it changes', () => {
    const { report } = typechecked({
      'src/model.ts': `export const MODEL = 'gpt-4o';\n`,
      'src/ask.ts': `import OpenAI from 'openai';
import { MODEL } from './model';
export const ask = () => new OpenAI().chat.completions.create({ model: MODEL, messages: [] });
`,
      'src/label.ts': `import { MODEL } from './model';\nexport const label: 'gpt-4o' = MODEL;\n`,
    });
    expect(report.written).toEqual([]);
  });

  it('widens a union that is declared in another file', () => {
    const { root, report } = typechecked({
      'src/models.ts': `export type Model = 'gpt-4o' | 'gpt-4o-mini';\n`,
      'src/app.ts': `import OpenAI from 'openai';
import type { Model } from './models';
export const ask = (model: Model = 'gpt-4o') => new OpenAI().chat.completions.create({ model, messages: [] });
`,
    });
    expect(report.written).toEqual(['src/app.ts', 'src/models.ts']);
    expect(readFileSync(join(root, 'src/models.ts'), 'utf8')).toContain(`| 'deepseek-v3.2'`);
  });

  it('sees what it changes in another package, which a path of tsconfig leads to', () => {
    const paths = { '@acme/*': ['../*/src/index.ts'] };
    const options = { strict: true, lib: ['es2022'], module: 'esnext', moduleResolution: 'bundler' };
    const { root, report } = typechecked({
      'packages/models/tsconfig.json': JSON.stringify({ compilerOptions: options, include: ['src'] }),
      'packages/models/src/index.ts': `export type Model = 'gpt-4o' | 'gpt-4o-mini';\n`,
      'packages/app/tsconfig.json': JSON.stringify({
        compilerOptions: { ...options, paths },
        include: ['src', '../../src'],
      }),
      'packages/app/src/ask.ts': `import type { Model } from '@acme/models';
import OpenAI from 'openai';
export const ask = (model: Model = 'gpt-4o') => new OpenAI().chat.completions.create({ model, messages: [] });
`,
    });
    expect(report.written).toEqual(['packages/app/src/ask.ts', 'packages/models/src/index.ts']);
    expect(readFileSync(join(root, 'packages/models/src/index.ts'), 'utf8')).toContain(`| 'deepseek-v3.2'`);
  });

  it('says nothing of errors that were there before', () => {
    const { report } = typechecked({
      'src/wrong.ts': 'export const wrong: number = "text";\n',
      'src/app.ts': `import OpenAI from 'openai';
export const wrong: number = 'text';
export const ask = () => new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [] });
`,
    });
    expect(report.written).toEqual(['src/app.ts']);
  });
});
