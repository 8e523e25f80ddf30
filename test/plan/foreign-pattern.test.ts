import { expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.js';
import { temporaryDirectory } from '../temporary.js';

/** Each takes longer than the universe is old, on the model's name. */
const FILES = {
  'a.js': `import OpenAI from 'openai';
const client = new OpenAI();
const model = 'gpt-4o-mini-2024-07-18';
export const isOther = /^(([a-z0-9-]*)*)*!$/.test(model);
export const answer = await client.chat.completions.create({ model, messages: [] });
`,
  'b.py': `import re
from openai import OpenAI
client = OpenAI()
model = "gpt-4o-mini-2024-07-18"
if re.match(r"^(([a-z0-9-]*)*)*!$", model):
    print(1)
answer = client.chat.completions.create(model=model, messages=[])
`,
  'c.sh': `MODEL=gpt-4o-mini-2024-07-18
case "$MODEL" in
  ${'*'.repeat(60)}x) exit 1;;
esac
curl https://api.openai.com/v1/chat/completions -H "Authorization: Bearer $OPENAI_API_KEY" -d "{\\"model\\":\\"$MODEL\\",\\"messages\\":[]}"
`,
};

it.each(Object.entries(FILES))(
  '67: a pattern of the repository that would take for ever is not known: %s',
  (path, text) => {
    const root = temporaryDirectory({ [path]: text });
    const { code, stdout } = runCli(root, ['--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).findings.length).toBeGreaterThan(0);
  },
);
