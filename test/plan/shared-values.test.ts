import { expect, test } from 'vitest';
import { migrate } from '../fixtures.js';

/** Who is said to need a value as it is. */
async function sharers(lines: readonly string[]): Promise<string[]> {
  const { report } = await migrate({ 'ask.py': Buffer.from(`${lines.join('\n')}\n`) });
  return report.findings.filter(({ reason }) => reason === 'shared-value').map(({ message }) => message);
}

const CHAT = 'client.chat.completions.create(model=MODEL, messages=[])';

test('what stays of the client itself is called by its calls', async () => {
  const lines = ['from openai import OpenAI', 'MODEL = "gpt-4o"', 'client = OpenAI()', CHAT];
  expect(await sharers([...lines, 'client.responses.create(model=MODEL, input="hi")'])).toEqual([
    expect.stringContaining('(the Responses API at ask.py:5)'),
  ]);
});

test('another client is called by its place', async () => {
  const lines = ['from openai import OpenAI', 'MODEL = "gpt-4o"', 'client = OpenAI()', CHAT];
  expect(await sharers([...lines, 'OpenAI().responses.create(model=MODEL, input="hi")'])).toEqual([
    expect.stringContaining('(OpenAI at ask.py:5)'),
  ]);
});
