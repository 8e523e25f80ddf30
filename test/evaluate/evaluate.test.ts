import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { runCli } from '../cli/run-cli.js';
import { temporaryDirectory } from '../temporary.js';
import { expectConfig } from './expect-config.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/evaluate', import.meta.url));
const isUpdating = process.env.UPDATE_FIXTURES === '1';

test.each(readdirSync(FIXTURES))('%s', (name) => {
  const folder = join(FIXTURES, name);
  const input = join(folder, 'input');
  const own = join(folder, 'flags.json');
  const flags = existsSync(own) ? (JSON.parse(readFileSync(own, 'utf8')) as string[]) : [];
  const listed = runCli(input, ['evaluate', '--no-config', ...flags]);
  const written = runCli(input, ['evaluate', '--no-config', '--all', ...flags]);
  const isEmpty = name === 'nothing';
  expect([listed.code, listed.stderr, written.code]).toEqual(isEmpty ? [1, '', 1] : [0, '', 0]);
  expectFile(join(folder, 'list.txt'), listed.stdout);
  if (isEmpty) return expect(written.stdout).toBe('');
  expectFile(join(folder, 'promptfooconfig.yaml'), written.stdout);
  expect(load(written.stdout)).toEqual(parse(written.stdout));
  expectConfig(load(written.stdout));
});

function expectFile(path: string, text: string): void {
  if (isUpdating) writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

const CLIENT = `import OpenAI from 'openai';
const client = new OpenAI();
`;

function app(text: string, path = 'src/chat.mjs'): string {
  return temporaryDirectory({ [path]: text });
}

const ask = (content: string, more = '') =>
  `export const ask = () => client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: ${content} }]${more} });\n`;

function contentsOf(yaml: string): string[] {
  const { prompts } = load(yaml) as { prompts: { raw: string }[] };
  return prompts.flatMap(({ raw }) => (JSON.parse(raw) as { content: string }[]).map(({ content }) => content));
}

test('a prompt that holds a key is left out, and that is said', () => {
  const key = ['sk', 'proj', 'Zx81'.repeat(12)].join('-');
  const root = app(CLIENT + ask(`'Log in with ${key}'`) + ask("'Hello'").replace('ask', 'hello'));
  const all = runCli(root, ['evaluate', '--all']);
  expect(all.code).toBe(0);
  expect(contentsOf(all.stdout)).toEqual(['Hello']);
  const listed = runCli(root, ['evaluate']);
  expect(listed.stdout).toContain('src/chat.mjs:3: The prompt holds a key, and is left out.');
  const json = runCli(root, ['evaluate', '--json']);
  expect(JSON.parse(json.stdout)).toMatchObject({
    found: [{ id: 'src/chat.mjs:4' }],
    untold: [{ call: 'src/chat.mjs:3' }],
  });
  for (const { stdout, stderr } of [all, listed, json]) expect(stdout + stderr).not.toContain(key);
});

test('a parameter with a key in it keeps the prompt out, too', () => {
  const key = ['sk', 'proj', 'Zx81'.repeat(12)].join('-');
  const root = app(CLIENT + ask("'Hello'", `, stop: ['${key}']`));
  const { stdout, code } = runCli(root, ['evaluate', '--all']);
  expect([code, stdout]).toEqual([1, '']);
});

test('line ends of the source are those that the program sees', () => {
  const python =
    'from openai import OpenAI\nclient = OpenAI()\ndef ask():\n    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": """one\ntwo"""}])\n';
  const inPython = app(python.replaceAll('\n', '\r\n'), 'ask.py');
  expect(contentsOf(runCli(inPython, ['evaluate', '--all']).stdout)).toEqual(['one\ntwo']);
  const inJavascript = app(`${CLIENT}${ask('`one\ntwo\\r\\nthree`')}`.replaceAll('\n', '\r\n'));
  expect(contentsOf(runCli(inJavascript, ['evaluate', '--all']).stdout)).toEqual(['one\ntwo\r\nthree']);
});

test('what promptfoo would load or render is no value of a variable', () => {
  const calls = ["'file://secret.js'", "'package:evil:run'", "'{{ env.HOME }}'", "'ends\\n'", "'plain'"];
  const wrapper = `const say = (text) => client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: text }] });\n`;
  const root = app(CLIENT + wrapper + calls.map((text) => `say(${text});\n`).join(''));
  const config = load(runCli(root, ['evaluate', '--all']).stdout) as { tests: { vars: object }[] };
  const filled = config.tests.map(({ vars }) => vars).filter((vars) => Object.keys(vars).length > 0);
  expect([filled, config.tests.length]).toEqual([[{ text: 'plain' }], calls.length]);
});

test('an id that another gateway takes, in a program with clients of several services, is none that OpenAI was asked for', () => {
  const root = app(
    `import os
from openai import OpenAI

if os.environ.get("HOST") == "github":
    client = OpenAI(base_url="https://models.github.ai/inference", api_key=os.environ["GITHUB_TOKEN"])
    model = "openai/gpt-4.1"
else:
    client = OpenAI()
    model = os.environ["MODEL"]

print(client.chat.completions.create(model=model, messages=[{"role": "user", "content": "Hello"}]))
`,
    'ask.py',
  );
  const { code, stdout, stderr } = runCli(root, ['evaluate', '--all']);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('Name it: --old-model MODEL.');
  const named = runCli(root, ['evaluate', '--all', '--old-model', 'gpt-4o']);
  expect(load(named.stdout)).toMatchObject({ description: 'gpt-4o at OpenAI beside deepseek-v3.2 at HolySheep AI' });
});

test('the file is written once, and not over one that was edited', () => {
  const root = app(CLIENT + ask("'Hello'"));
  const write = (...more: string[]) => runCli(root, ['evaluate', '--all', '--output', 'promptfooconfig.yaml', ...more]);
  expect(write()).toMatchObject({ code: 0, stdout: '' });
  expect(write().stderr).toContain('promptfooconfig.yaml is as it should be');
  const file = join(root, 'promptfooconfig.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, `${text}# mine\n`);
  expect(write()).toMatchObject({ code: 2 });
  expect(readFileSync(file, 'utf8')).toBe(`${text}# mine\n`);
  expect(write('--force')).toMatchObject({ code: 0 });
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('prompts of a file are taken as they are, unless they are a program or hold a key', () => {
  const root = app(CLIENT + ask("'Hello'"));
  writeFileSync(join(root, 'own.txt'), 'Greet {{name}} in {{ language | upper }}.\n');
  const { stdout, stderr } = runCli(root, [
    'evaluate',
    '--prompts',
    'own.txt',
    '--rubric',
    'Is it kind?',
    '--max-latency',
    '900',
  ]);
  expectConfig(load(stdout));
  expect(load(stdout)).toMatchObject({
    prompts: ['file://own.txt'],
    providers: [{ id: 'openai:chat:gpt-4o' }, { id: 'openai:chat:deepseek-v3.2' }],
    tests: [
      {
        vars: { name: 'FILL IN: name', language: 'FILL IN: language' },
        assert: [
          { type: 'llm-rubric', value: 'Is it kind?' },
          { type: 'latency', threshold: 900 },
        ],
      },
    ],
  });
  expect(stderr).toContain('To be filled in, under tests: name, language.');
  writeFileSync(join(root, 'own.js'), 'throw 1');
  expect(runCli(root, ['evaluate', '--prompts', 'own.js'])).toMatchObject({ code: 2, stdout: '' });
  writeFileSync(join(root, 'own.txt'), ['sk', 'proj', 'Zx81'.repeat(12)].join('-'));
  const refused = runCli(root, ['evaluate', '--prompts', 'own.txt']);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).not.toContain('Zx81Zx81');
  rmSync(join(root, 'own.txt'));
  expect(runCli(root, ['evaluate', '--prompts', 'own.txt']).stderr).toContain('could not be read (ENOENT)');
});

test('when the code has moved, the old model has to be named', () => {
  const root = app(CLIENT + ask("'Hello'"));
  expect(runCli(root, ['.', '--write', '--allow-no-vcs'])).toMatchObject({ code: 0 });
  expect(runCli(root, ['evaluate', '--all'])).toMatchObject({ code: 2, stdout: '' });
  const { stdout } = runCli(root, ['evaluate', '--all', '--old-model', 'gpt-4o']);
  expect(load(stdout)).toMatchObject({
    providers: [{ id: 'openai:chat:gpt-4o' }, { id: 'openai:chat:deepseek-v3.2' }],
  });
});

test.each([
  [['--prompt', 'src/chat.mjs:9'], 'No prompt is called src/chat.mjs:9'],
  [['--output', 'x.yaml'], '--output needs --all, --prompt or --prompts'],
  [['--all', '--prompt', 'x'], 'cannot be used with'],
  [['--all', '--json'], '--json lists the prompts'],
  [['--all', '--max-latency', 'soon'], 'It must be a number of milliseconds'],
])('%s is refused', (flags, why) => {
  const root = app(CLIENT + ask("'Hello'"));
  const { code, stderr } = runCli(root, ['evaluate', ...flags]);
  expect(code).toBe(2);
  expect(stderr).toContain(why);
});
