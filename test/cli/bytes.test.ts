import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../temporary.js';
import { runCli } from './run-cli.js';

/** What a careless rewrite would lose: trailing blanks, tabs, a form feed, astral characters before an edit. */
const TEXT = `/* 🐑 naïve\u00a0日本 */  \nimport OpenAI from 'openai';\n\f\nconst client = new OpenAI({\n\ttimeout: 3,\t\n});\n
export const ask = (messages) => client.chat.completions.create({ model: /* 🐑 */ 'gpt-4o', messages });   \n`;

/** Each way to store the same text, as text of which every character is a byte. */
const WAYS: Record<string, (text: string) => string> = {
  'lf.js': (text) => text,
  'crlf.js': (text) => text.replaceAll('\n', '\r\n'),
  'bom.js': (text) => `\u00ef\u00bb\u00bf${text}`,
  'bom-crlf.js': (text) => `\u00ef\u00bb\u00bf${text.replaceAll('\n', '\r\n')}`,
  'cr.js': (text) => text.replaceAll('\n', '\r'),
  'no-final-newline.js': (text) => text.replace(/ +\n$/, ''),
  'mixed.js': (text) => text.replace(' */  \n', ' */  \r\n'),
};

const bytesOf = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

describe('what is written', () => {
  it('17, 18, 19: is the same edit however the text is stored, and every other byte is as it was', () => {
    const files = Object.entries(WAYS).map(([name, store]) => [name, Buffer.from(store(bytesOf(TEXT)), 'latin1')]);
    const root = temporaryDirectory(Object.fromEntries(files));
    expect(runCli(root, ['--write', '--allow-no-vcs']).code).toBe(0);

    const moved = bytesOf(
      TEXT.replace(
        '\ttimeout: 3,',
        `\tbaseURL: 'https://api.holysheep.ai/v1',\n\tapiKey: process.env.HOLYSHEEP_API_KEY || '',\n\ttimeout: 3,`,
      ).replace(`'gpt-4o'`, `'deepseek-v3.2'`),
    );
    for (const [name, store] of Object.entries(WAYS))
      expect(readFileSync(join(root, name), 'latin1'), name).toBe(store(moved));
    expect(runCli(root, ['--check'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('18, 25: keeps the line ends of .env files, and their quotes and comments', () => {
    const text =
      '# 🐑\r\nexport OPENAI_API_KEY="YOUR_OPENAI_API_KEY" # mine\r\nOTHER=1\r\nOPENAI_BASE_URL=https://api.openai.com/v1';
    const app = `import OpenAI from 'openai';
const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY, baseURL: process.env.OPENAI_BASE_URL });
export const ask = (messages) => client.chat.completions.create({ model: 'gpt-4o', messages });
`;
    const root = temporaryDirectory({ '.env': text, 'a.js': app });
    expect(runCli(root, ['--write', '--allow-no-vcs']).code).toBe(0);
    expect(readFileSync(join(root, '.env'), 'utf8')).toBe(
      text
        .replaceAll('OPENAI_', 'HOLYSHEEP_')
        .replace('YOUR_OPENAI_API_KEY', 'YOUR_HOLYSHEEP_API_KEY')
        .replace('api.openai.com', 'api.holysheep.ai'),
    );
  });
});
