import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../temporary.js';
import { APP, runCli } from './run-cli.js';

const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;

/** Tells at the end what has become of what all objects have in common. */
const WATCH = `data:text/javascript,${encodeURIComponent(`
  const names = () => [Object, Array, Function, String, Map].map(({ prototype }) => Reflect.ownKeys(prototype).map(String).join());
  const before = names().join();
  process.on('exit', () => { if (names().join() !== before || {}.polluted !== undefined) console.error('POLLUTED'); });
`)}`;

const POLLUTING =
  '"__proto__": { "polluted": true, "dependencies": { "openai": "1" } }, "constructor": { "prototype": { "polluted": true } }';
const MARKUP = '"><img src=x onerror=alert(1)>&amp;]]>';
const COMMANDS = '::error::pwned\n::add-mask::client\n::stop-commands::x\n##[error]pwned\n::set-output name=a::b';
const CONTROLS = '\u0001\u0007\u001b[2J\u001b]52;c;eA==\u0007\u009b\u202e\ufffe';

/** Names and texts that mean something to whoever reads a report, or to an object that is made of them. */
const FILES: Record<string, string> = {
  'package.json': `{ "name": "__proto__", ${POLLUTING}, "dependencies": { "openai": "^6.0.0", "__proto__": "1", "constructor": "1" }, "workspaces": ["__proto__", "constructor", "../.."] }`,
  '__proto__/package.json': `{ "name": "constructor", ${POLLUTING} }`,
  'tsconfig.json': `{ ${POLLUTING}, "extends": "../../../../etc/passwd", "compilerOptions": { "baseUrl": "/", "paths": { "__proto__": ["../../*"], "constructor": ["x"] } } }`,
  'compose.yaml': `__proto__: { polluted: true }\nservices:\n  __proto__:\n    environment: { OPENAI_API_KEY: x, __proto__: y }\n  constructor:\n    build: .\n    environment:\n      OPENAI_API_KEY: ""\n      constructor: OPENAI_API_KEY\n`,
  'config.toml': '[__proto__]\npolluted = true\n[constructor.prototype]\nOPENAI_API_KEY = "x"\nmodel = "gpt-4o"\n',
  '.env': '__proto__=openai\nconstructor=gpt-4o\nOPENAI_API_KEY=\nOPENAI_MODEL=constructor\n',
  'config.json': `{ ${POLLUTING}, "openai": { "model": "gpt-4o", "__proto__": "gpt-4o" } }`,
  'main.tf': 'variable "__proto__" { default = "openai" }\nlocals { constructor = "gpt-4o" }\n',
  'notebook.ipynb': `{ ${POLLUTING}, "nbformat": 4, "nbformat_minor": 5, "metadata": { "__proto__": { "kernelspec": 1 } }, "cells": [{ "cell_type": "code", "__proto__": { "source": "x" }, "metadata": {}, "outputs": [], "execution_count": null, "source": "import openai\\nx = '\\ud800 gpt-4o \\udfff'\\nclient = openai.OpenAI()\\nclient.chat.completions.create(model='gpt-4o\\ud800', messages=[])" }] }`,
  'objects.js': `${APP}
const table = { __proto__: 'gpt-4o', constructor: 'gpt-4o', toString: 'gpt-4', ['__proto__']: process.env.__proto__, hasOwnProperty: process.env.constructor };
export const one = (name) => client.chat.completions.create({ model: table[name] ?? table.constructor ?? table.__proto__, __proto__: {}, constructor: 1 });
`,
  'objects.py':
    'import os\nfrom openai import OpenAI\nclient = OpenAI(api_key=os.environ["__proto__"])\nclient.__proto__ = {"constructor": "gpt-4o"}\nclient.chat.completions.create(model=os.getenv("constructor", "gpt-4o"), messages=[], **{"__proto__": 1})\n',
  'commands.js': `/*\n${COMMANDS}\n*/\n${APP}/*\n${COMMANDS}\n${CONTROLS}\n${MARKUP}\n*/\n`,
  [`${MARKUP.replaceAll('/', '')}.js`]: `${APP}// ${MARKUP}\n`,
  '::error::pwned.js': APP,
  '\n::error::pwned.js': APP,
  [`${CONTROLS}.js`]: `const = gpt-4o ${CONTROLS}openai\n`,
  'a|b`c`<b>.js': APP,
};

const COLOR = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g');

function controlsIn(text: string): string[] {
  return [...text].filter((sign) => sign < ' ' && !'\t\n\r'.includes(sign));
}

it(`13, 65, 69, 70, 71: names and texts of files are data, in every view${hasXmllint ? '' : ' (XML NOT READ: there is no xmllint)'}`, () => {
  const root = temporaryDirectory(FILES);
  const out = temporaryDirectory({
    'baseline.json': `{ ${POLLUTING}, "findings": [{ "fingerprint": "__proto__", ${POLLUTING} }] }`,
  });
  const files = {
    junit: 'a.xml',
    sarif: 'a.sarif',
    html: 'a.html',
    json: 'a.json',
    gitlab: 'a.gl',
    rdjson: 'a.rd',
    ndjson: 'a.nd',
    markdown: 'a.md',
  };
  const formats = Object.entries(files).flatMap(([name, file]) => ['--format', `${name}=${join(out, file)}`]);
  const baseline = ['--baseline', join(out, 'baseline.json'), '--check', '--format', 'pretty'];
  const env = { NODE_OPTIONS: `--import ${WATCH}`, GITHUB_ACTIONS: 'true', FORCE_COLOR: '1' };
  const { code, stdout, stderr } = runCli(root, ['.', '--docs', '--env-files', ...formats, ...baseline], env);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });

  const [stop = '', ...lines] = stdout.split('\n');
  const token = /^::stop-commands::([\w-]{20,})$/.exec(stop)?.[1];
  const after = lines.slice(lines.indexOf(`::${token}::`) + 1);
  expect(lines).toContain(`::${token}::`);
  for (const line of after.filter((one) => one !== ''))
    expect(line).toMatch(/^::(?:error|warning|notice)(?: file=|::\d+ findings more)/);
  expect(controlsIn(stdout.replaceAll(COLOR, ''))).toEqual([]);
  expect(stdout).not.toMatch(/[\u007f-\u009f\u202a-\u202e]/);

  const read = (file: string) => readFileSync(join(out, file), 'utf8');
  for (const file of Object.values(files)) {
    expect(read(file), file).not.toMatch(/\p{Surrogate}/u);
    expect(read(file), file).not.toMatch(/(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]/);
  }
  for (const file of ['a.json', 'a.sarif', 'a.gl', 'a.rd']) JSON.parse(read(file));
  for (const file of ['a.html', 'a.xml']) expect(read(file), file).not.toContain('<img src=x');
  const prose = read('a.md').replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, 'code');
  expect(prose).not.toContain('<img');
  expect(controlsIn(read('a.xml'))).toEqual([]);
  expect(read('a.xml')).not.toMatch(/[\ufffe\uffff]/);
  if (hasXmllint) execFileSync('xmllint', ['--noout', join(out, 'a.xml')]);
});
