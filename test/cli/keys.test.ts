import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory, temporaryRepository } from '../temporary.js';
import { runCli } from './run-cli.js';

/** Keys of the three shapes, made here: none of them was ever anybody's. */
const body = (seed: string, length: number) => seed.repeat(length).slice(0, length);
const MARK = ['T3Blbk', 'FJ'].join('');
const KEYS = {
  legacy: `sk-${body('Ab1Cd2Ef3Gh4', 20)}${MARK}${body('Zy9Xw8Vu7Ts6', 20)}`,
  project: `sk-proj-${body('Qw4_Er5-Ty6', 74)}${MARK}${body('As7_Df8-Gh9', 74)}`,
  service: `sk-svcacct-${body('Pl3Ok2Ij1Uh', 58)}${MARK}${body('Mn6Bv5Cx4Za', 58)}`,
};

function parts(key: string): string[] {
  const secret = key.replace(/^sk-(?:proj-|svcacct-)?/, '').replace(MARK, '|');
  return [key, ...secret.split('|').map((part) => part.slice(0, 12))];
}

describe.each(Object.entries(KEYS))('a key of the shape "%s"', (_, key) => {
  it('stands in no output, wherever it stood', () => {
    const root = temporaryRepository({
      'literal.js': `import OpenAI from 'openai';\nconst unused = '${key}';\nconst client = new OpenAI({ apiKey: '${key}' });\nexport const ask = (messages) => client.chat.completions.create({ model: 'gpt-4o', messages });\n`,
      'bearer.js': `export const ask = (body) =>\n  fetch('https://api.openai.com/v1/chat/completions', {\n    method: 'POST',\n    headers: { Authorization: 'Bearer ${key}' },\n    body: JSON.stringify({ model: 'gpt-4o', ...body }),\n  });\n`,
      'broken.js': `const openai = '${key}' = ;\n`,
      [`${key.slice(0, 60)}.txt`]: 'openai\n',
      '.env': `# ${key}\nOPENAI_API_KEY=${key}\nOTHER=1\n`,
      'config.py': `openai.api_key = "${key}"\n`,
    });
    const out = temporaryDirectory();
    const outputs = [
      [],
      ['--json'],
      ['--verbose'],
      ['--debug', '--report', join(out, 'r.json')],
      ['--write', '--report', join(out, 'w.json')],
    ].map((args) => {
      const { stdout, stderr } = runCli(root, args);
      return stdout + stderr;
    });
    outputs.push(readFileSync(join(out, 'r.json'), 'utf8'), readFileSync(join(out, 'w.json'), 'utf8'));
    for (const output of outputs) for (const part of parts(key)) expect(output).not.toContain(part);
    expect(outputs[0]).toMatch(/revoke/i);
    expect(readFileSync(join(root, 'literal.js'), 'utf8')).toContain('apiKey: process.env.HOLYSHEEP_API_KEY');
    expect(readFileSync(join(root, 'bearer.js'), 'utf8')).toContain(
      ['`Bearer $', '{process.env.HOLYSHEEP_API_KEY}`'].join(''),
    );
    expect(readFileSync(join(root, '.env'), 'utf8')).not.toMatch(new RegExp(`HOLYSHEEP\\w*=${key}`));
  });
});
