import { expect, it } from 'vitest';
import { type Files, plan } from '../fixtures.js';
import { PLACEHOLDERS } from '../placeholders.js';

/** Seen in examples and tests of others, longer than most. */
const MORE = [
  'sk-000000000000000000000000000000000000000000000000',
  'sk-1234567890abcdef1234567890abcdef',
  'sk-test-1234567890abcdef1234567890abcdef',
  'sk-fake-key-for-testing-purposes-only-0000',
  'sk-proj-your-key-goes-here-000000000000000000',
  'sk-ant-your-key-here',
  'sk-or-v1-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  'gsk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  'cr_your_holysheep_api_key_here',
  'hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  'xai-your-api-key-your-api-key-your-api-key-your-api-key',
  '00000000000000000000000000000000',
];

it('58: no placeholder is called a key, wherever it stands', async () => {
  const all = [...PLACEHOLDERS, ...MORE];
  expect(new Set(all).size).toBeGreaterThanOrEqual(49);
  const files: Files = {};
  for (const [index, text] of all.entries()) {
    const js = text.replaceAll('$', '\\$').replaceAll("'", "\\'");
    files[`${index}/a.js`] = Buffer.from(
      `import OpenAI from 'openai';\nconst client = new OpenAI({ apiKey: '${js}' });\nclient.chat.completions.create({ model: 'gpt-4o', messages: [] });\n`,
    );
    files[`${index}/.env`] = Buffer.from(`OPENAI_API_KEY=${text}\nAZURE_OPENAI_API_KEY="${text}"\n`);
    files[`${index}/a.yaml`] = Buffer.from(`openai:\n  api_key: ${JSON.stringify(text)}\n`);
    files[`${index}/a.md`] = Buffer.from(`Set the key of openai to ${text}, or \`${text}\`.\n`);
  }
  const { findings } = await plan(files);
  expect(findings.length).toBeGreaterThan(all.length);
  const keys = findings.filter(({ reason }) =>
    ['leaked-key', 'secret-replaced', 'secret-blanked', 'other-key'].includes(reason),
  );
  expect(keys.map(({ file, reason }) => `${all[Number.parseInt(file, 10)]} in ${file}: ${reason}`)).toEqual([]);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});
