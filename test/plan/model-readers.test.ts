import { expect, test } from 'vitest';
import { migrate } from '../fixtures.js';

/** What is said of a program in which a model’s name is read. */
async function said(path: string, lines: readonly string[]): Promise<string[]> {
  const { report } = await migrate({ [path]: Buffer.from(`${lines.join('\n')}\n`) });
  return report.findings.filter(({ reason }) => reason.startsWith('reader-')).map(({ message }) => message);
}

const python = (test: string) => [
  'from openai import OpenAI',
  'client = OpenAI()',
  'MODEL = "gpt-4o"',
  test,
  'client.chat.completions.create(model=MODEL, messages=[])',
];

test.each([
  ['if MODEL.startswith("gpt-"): print(1)', ['Ask for `MODEL.startswith("deepseek-")` as well.']],
  ['if "4o" in MODEL: print(1)', ['is true for “gpt-4o” and false for “deepseek-v3.2”']],
  ['if MODEL == "gpt-4o": print(1)', ['Ask for `MODEL == "deepseek-v3.2"` as well.']],
  ['if MODEL in ("gpt-4o", "o1"): print(1)', ['lacks “deepseek-v3.2”, so that something else is taken']],
  ['if MODEL.lower().startswith("gpt") or MODEL.startswith("deepseek"): print(1)', []],
  ['if MODEL.startswith("o1"): print(1)', []],
  ['if MODEL == "gpt-4": print(1)', []],
  ['if not MODEL: raise ValueError()', []],
  ['if MODEL != "gpt-4o": raise ValueError()', ['is false for “gpt-4o” and true for “deepseek-v3.2”']],
  ['print({"gpt-4": 1}.get(MODEL, 2))', []],
  ['print({"gpt-4o": 1}.get(MODEL, 1))', []],
  ['print({"gpt-4o": 1}[MODEL])', ['so that an exception is raised']],
])('%s', async (line, expected) => {
  const messages = await said('app.py', python(line));
  expect(new Set(messages).size).toBe(expected.length);
  for (const text of expected) expect(messages.join('\n')).toContain(text);
});
