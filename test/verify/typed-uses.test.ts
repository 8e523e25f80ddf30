import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.js';
import { temporaryRepository } from '../temporary.js';

const FILES = {
  '.gitignore': 'node_modules\n',
  'tsconfig.json': JSON.stringify({
    compilerOptions: { strict: true, module: 'esnext', moduleResolution: 'bundler', noEmit: true },
    include: ['src'],
  }),
  'node_modules/openai/package.json': '{"name": "openai", "types": "index.d.ts"}',
  'node_modules/openai/index.d.ts': `export declare class OpenAI {
  constructor(options?: { apiKey?: string; baseURL?: string });
  chat: { completions: { create(request: { model: string; messages: unknown[] }): Promise<string> } };
  embeddings: { create(request: { model: string; input: string }): Promise<number[]> };
}
export default OpenAI;
`,
  'src/globals.d.ts': 'declare const process: { env: Record<string, string | undefined> };\n',
  'src/container.ts': `import OpenAI from 'openai';
const made = new Map<string, () => unknown>([['client', () => new OpenAI()]]);
export function get<T>(name: string): T {
  return made.get(name)?.() as T;
}
`,
};
const CHAT = `import type OpenAI from 'openai';
import { get } from './container';
const client = get<OpenAI>('client');
export const ask = () => client.chat.completions.create({ model: 'gpt-4o', messages: [] });
`;

describe('a client that only a compiler can follow', () => {
  it('is a review without one, and moves with it', () => {
    const root = temporaryRepository({ ...FILES, 'src/chat.ts': CHAT });
    expect(JSON.parse(runCli(root, ['--json']).stdout).summary.rewrite).toBe(0);
    const { code, stdout, stderr } = runCli(root, ['--typecheck', '--write', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout).written).toEqual(['src/chat.ts', 'src/container.ts']);
    expect(readFileSync(join(root, 'src/chat.ts'), 'utf8')).toContain(`model: 'deepseek-v3.2'`);
    expect(readFileSync(join(root, 'src/container.ts'), 'utf8')).toContain('https://api.holysheep.ai/v1');
    expect(JSON.parse(runCli(root, ['--typecheck', '--json']).stdout).summary.rewrite).toBe(0);
  });

  it('stays where the same client is asked for embeddings too', () => {
    const search = CHAT.replace(
      `chat.completions.create({ model: 'gpt-4o', messages: [] })`,
      `embeddings.create({ model: 'text-embedding-3-small', input: '' })`,
    );
    const root = temporaryRepository({ ...FILES, 'src/chat.ts': CHAT, 'src/search.ts': search });
    expect(JSON.parse(runCli(root, ['--typecheck', '--json']).stdout).summary.rewrite).toBe(0);
  });
});
