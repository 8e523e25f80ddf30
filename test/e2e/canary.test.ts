import { execFile } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { transformSync } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { PROFILES, type Profile } from '../../src/catalog/profile.js';
import { serviceOf } from '../../src/catalog/service.js';
import { targetOf } from '../../src/catalog/target.js';
import { moduleText } from '../../src/generate/canary/module-text.js';
import type { ModuleForm } from '../../src/generate/module-form.js';
import { runCli } from '../cli/run-cli.js';
import { temporaryDirectory } from '../temporary.js';
import { type Arms, withArms } from './canary/arms.js';
import { HOLYSHEEP, OPENAI } from './hosts.js';
import { isWithoutPython, MAKING, pythonOf } from './python-app.js';

// The generated module with the real packages: who is asked, with which key and what, and what is told of it.

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SUPPORT = fileURLToPath(new URL('canary/', import.meta.url));
const VECTORS = fileURLToPath(new URL('../generate/canary-vectors.json', import.meta.url));
const LONG = 120_000;

interface Step {
  user?: string | number;
  env?: Record<string, string>;
  mode?: string;
  flag?: string;
  stopsEarly?: boolean;
  body: Record<string, unknown>;
}

interface Result {
  isControl: boolean;
  text: string;
  error?: string;
  outcomes: Record<string, unknown>[];
}

/** How an app is started with a module in it. */
interface Started {
  form: ModuleForm;
  /** The SDK, as the development dependencies or the Python environments call it. */
  sdk: string;
  client?: 'sync' | 'async';
}

const JAVASCRIPT: Started[] = [
  { form: 'esm', sdk: 'openai-v5' },
  { form: 'commonjs', sdk: 'openai-v6' },
  { form: 'typescript', sdk: 'openai-v7' },
];
const PYTHON: Started[] = [
  { form: 'python', sdk: 'canary', client: 'sync' },
  { form: 'python', sdk: 'canary', client: 'async' },
];

/** The module for a gateway on the loopback interface. */
function textFor(form: ModuleForm, gatewayUrl: string): string {
  const profile = targetOf(PROFILES.holysheep as Profile, { baseUrl: gatewayUrl });
  return moduleText(form, {
    from: serviceOf('openai'),
    profile,
    env: 'rename',
    modelMap: [{ from: 'gpt-4.1*', to: 'gpt-4.1' }],
    responses: 'keep',
  });
}

async function prepare({ form, sdk }: Started, gatewayUrl: string): Promise<{ root: string; command: string[] }> {
  const root = temporaryDirectory();
  const text = textFor(form, gatewayUrl);
  if (form === 'python') {
    writeFileSync(join(root, 'holysheep_canary.py'), text);
    copyFileSync(join(SUPPORT, 'drive.py'), join(root, 'drive.py'));
    return { root, command: [await pythonOf(sdk), 'drive.py'] };
  }
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(join(ROOT, 'node_modules', sdk), join(root, 'node_modules/openai'), 'junction');
  writeFileSync(join(root, 'package.json'), JSON.stringify({ type: form === 'commonjs' ? 'commonjs' : 'module' }));
  const compiled = form === 'typescript' ? transformSync(text, { loader: 'ts' }).code : text;
  writeFileSync(join(root, 'holysheep-canary.js'), compiled);
  const drive = readFileSync(join(SUPPORT, 'drive.mjs'), 'utf8');
  const asCommonJs = drive.replace(/^import (\{.*\}) from (.*);$/gm, 'const $1 = require($2);');
  writeFileSync(join(root, 'drive.js'), form === 'commonjs' ? asCommonJs : drive);
  return { root, command: [process.execPath, 'drive.js'] };
}

/** Lets an app make the calls. The names in what is told are JavaScript's. */
async function drive(
  started: Started,
  arms: Arms,
  steps: readonly Step[],
): Promise<{ results: Result[]; stderr: string }> {
  const { root, command } = await prepare(started, arms.gatewayUrl);
  const [program = '', ...parameters] = command;
  const { controlUrl, modeUrl, hosts } = arms;
  const env = {
    ...{ CONTROL_URL: controlUrl, MODE_URL: modeUrl, STEPS: JSON.stringify(steps), OPENAI_API_KEY: hosts.keys.openai },
    ...{ HOLYSHEEP_API_KEY: hosts.keys.holysheep, CLIENT: started.client, PATH: process.env.PATH },
  };
  const { stdout, stderr } = await promisify(execFile)(program, parameters, { cwd: root, env, timeout: LONG });
  const results = (JSON.parse(stdout) as Result[]).map((result) => ({
    ...result,
    outcomes: result.outcomes.map((outcome) => {
      const told = Object.entries(outcome).filter(([, value]) => value !== null && value !== false);
      return Object.fromEntries(
        told.map(([name, value]) => [name.replace(/_(\w)/g, (_, first) => first.toUpperCase()), value]),
      );
    }),
  }));
  return { results, stderr };
}

const MESSAGES = [
  { role: 'developer', content: 'Be short.' },
  { role: 'user', content: 'Hello' },
];
const BODY = { model: 'gpt-4o', messages: MESSAGES, max_completion_tokens: 20, store: true, temperature: 0.5 };
const STREAM = { model: 'gpt-4o', messages: MESSAGES, stream: true, stream_options: { include_usage: true } };
const BY_OPENAI = `Answer from ${OPENAI} (gpt-4o)`;
const BY_GATEWAY = `Answer from ${HOLYSHEEP} (deepseek-v3.2)`;
const ALL = { HOLYSHEEP_CANARY_FRACTION: '1' };
const NUMBER = expect.any(Number);
const TOKENS = { promptTokens: 3, completionTokens: 5 };
const told = (arm: string, more: object = {}) => ({
  ...{ arm, model: arm === 'control' ? 'gpt-4o' : 'deepseek-v3.2', status: 'ok', latencyMs: NUMBER },
  ...more,
});

function describeModule(started: Started): void {
  test('0 is the old call: the client itself, its arguments, and nothing told', { timeout: LONG }, () =>
    withArms(async (arms) => {
      const fractions = ['', '0', '10%', 'NaN', '-1', '2'].map((value) => ({ HOLYSHEEP_CANARY_FRACTION: value }));
      const steps = [...fractions, { ...ALL, HOLYSHEEP_CANARY_OFF: '1' }].map((env) => ({
        user: 'alice',
        env,
        body: BODY,
      }));
      const { results, stderr } = await drive(started, arms, steps);
      for (const result of results) expect(result).toEqual({ isControl: true, text: BY_OPENAI, outcomes: [] });
      for (const request of arms.requests)
        expect(request).toEqual({
          arm: 'control',
          key: `Bearer ${arms.hosts.keys.openai}`,
          organization: 'org-control',
          body: BODY,
        });
      expect(stderr.match(/counts as 0/g)).toHaveLength(1);
    }),
  );

  test('1 sends everybody to the gateway, as the migration will', { timeout: LONG }, () =>
    withArms(async (arms) => {
      const steps: Step[] = [
        { user: 'alice', env: ALL, body: BODY },
        { user: 7, body: { ...BODY, model: 'gpt-4.1-mini', max_tokens: 9 } },
        { user: 'Zoë', body: STREAM },
        { user: '\ud800', body: { ...STREAM, stream_options: undefined }, stopsEarly: true },
        { body: BODY },
      ];
      const { results, stderr } = await drive(started, arms, steps);
      expect(results.map(({ text, error }) => error ?? text)).toEqual([
        ...[BY_GATEWAY, 'BadRequestError', BY_GATEWAY, 'Answer ', BY_OPENAI],
      ]);
      expect(results.map(({ outcomes }) => outcomes)).toEqual([
        [told('gateway', TOKENS)],
        [told('gateway', { model: 'gpt-4.1', status: 'failed', error: 'BadRequestError' })],
        [told('gateway', { ...TOKENS, firstChunkMs: NUMBER })],
        [told('gateway', { status: 'stopped', firstChunkMs: NUMBER })],
        [],
      ]);
      expect(stderr).toContain('A call names no user');
      const [first, second] = arms.requests;
      const messages = [
        { role: 'system', content: 'Be short.' },
        { role: 'user', content: 'Hello' },
      ];
      const body = { model: 'deepseek-v3.2', messages, max_tokens: 20, temperature: 0.5 };
      expect(first).toEqual({
        arm: 'gateway',
        key: `Bearer ${arms.hosts.keys.holysheep}`,
        organization: undefined,
        body,
      });
      expect(second?.body.max_tokens).toBe(9);
      expect(arms.requests.map(({ arm }) => arm)).toEqual(['gateway', 'gateway', 'gateway', 'gateway', 'control']);
    }),
  );

  test('0.1 sends the same users each time, and tells latency and tokens apart', { timeout: LONG }, () =>
    withArms(async (arms) => {
      const users = Array.from({ length: 16 }, (_, index) => `guest ${index}`);
      const steps = ['0.1', '0.1', '0.5'].flatMap((fraction) =>
        users.map((user) => ({ user, env: { HOLYSHEEP_CANARY_FRACTION: fraction }, body: BODY })),
      );
      const { results } = await drive(started, arms, steps);
      const isIn = results.map(({ text }) => text === BY_GATEWAY);
      const { placeOf } = await import('../../src/generate/templates/canary.js');
      const drawn = (share: number) => users.map((user) => placeOf(user) < share);
      expect(isIn).toEqual([...drawn(0.1), ...drawn(0.1), ...drawn(0.5)]);
      expect(drawn(0.1)).toContain(true);
      for (const [index, { outcomes }] of results.entries())
        expect(outcomes).toEqual([told(isIn[index] ? 'gateway' : 'control', TOKENS)]);
    }),
  );

  test(
    'falls back before the first chunk of a stream, never after it, and else when it is told to',
    { timeout: LONG },
    () =>
      withArms(async (arms) => {
        const steps: Step[] = [
          { user: 'alice', env: ALL, mode: 'refuses', body: STREAM },
          { user: 'alice', mode: 'breaks before a chunk', body: STREAM },
          { user: 'alice', mode: 'breaks after a chunk', body: STREAM },
          { user: 'alice', mode: 'refuses', body: BODY },
          { user: 'alice', mode: 'refuses', env: { HOLYSHEEP_CANARY_FALLBACK: '1' }, body: BODY },
          { user: 'alice', mode: 'breaks after a chunk', body: STREAM },
        ];
        const { results } = await drive(started, arms, steps);
        const broken = expect.stringMatching(/Error$/);
        const failed = (more: object = {}) => told('gateway', { status: 'failed', error: broken, ...more });
        const fellBack = (more: object) => told('control', { fellBack: true, ...TOKENS, ...more });
        expect(results.map(({ text, error, outcomes }) => ({ text, error, outcomes }))).toEqual([
          { text: BY_OPENAI, outcomes: [failed(), fellBack({ firstChunkMs: NUMBER })] },
          { text: BY_OPENAI, outcomes: [failed(), fellBack({ firstChunkMs: NUMBER })] },
          { text: 'Answer ', error: broken, outcomes: [failed({ firstChunkMs: NUMBER })] },
          { text: '', error: 'InternalServerError', outcomes: [failed()] },
          { text: BY_OPENAI, outcomes: [failed(), fellBack({})] },
          { text: 'Answer ', error: broken, outcomes: [failed({ firstChunkMs: NUMBER })] },
        ]);
        const control = arms.requests.filter(({ arm }) => arm === 'control');
        expect(control.map(({ body }) => body)).toEqual([STREAM, STREAM, BODY]);
      }),
  );

  test('lets flags decide, with what it would say itself as the default', { timeout: LONG }, () =>
    withArms(async (arms) => {
      const none = { HOLYSHEEP_CANARY_FRACTION: '0' };
      const steps: Step[] = [
        { user: 'alice', env: none, flag: 'holysheep-canary,false,alice', body: BODY },
        { user: 'alice', env: none, flag: 'default', body: BODY },
        { user: 'alice', env: ALL, flag: 'default', body: BODY },
        { user: 'alice', env: ALL, flag: 'holysheep-canary,true,bob', body: BODY },
        { user: 'alice', env: ALL, flag: 'fails', body: BODY },
        { user: 'alice', env: { ...ALL, HOLYSHEEP_API_KEY: ' ' }, body: BODY },
      ];
      const { results, stderr } = await drive(started, arms, steps);
      expect(results.map(({ text }) => text)).toEqual([
        ...[BY_GATEWAY, BY_OPENAI, BY_GATEWAY, BY_OPENAI, BY_GATEWAY, BY_OPENAI],
      ]);
      expect(stderr).toContain('could not be evaluated (TypeError): the fraction decides.');
      expect(stderr).toContain('HOLYSHEEP_API_KEY is not set');
      expect(stderr).not.toContain(arms.hosts.keys.openai);
    }),
  );
}

describe.concurrent.each(JAVASCRIPT)('a canary: $form with $sdk', describeModule);

/** A fixture of `canary`, with its calls led through a module for the gateway of these arms. */
function rewired(name: string, { gatewayUrl }: Arms): string {
  const root = temporaryDirectory();
  cpSync(join(ROOT, 'fixtures/canary', name, 'input'), root, { recursive: true });
  const flags = ['--write', '--allow-no-vcs', '--base-url', gatewayUrl];
  expect(runCli(root, ['canary', ...flags])).toMatchObject({ code: 0, stderr: '' });
  return root;
}

/** What a rewired app says to users when nobody, and when everybody is asked to the gateway. */
async function answersOf(
  root: string,
  program: string,
  parameters: string[],
  { controlUrl, hosts }: Arms,
): Promise<string[]> {
  const said: string[] = [];
  for (const fraction of ['0', '1']) {
    const env = {
      ...{ OPENAI_BASE_URL: controlUrl, OPENAI_API_KEY: hosts.keys.openai, HOLYSHEEP_API_KEY: hosts.keys.holysheep },
      ...{ HOLYSHEEP_CANARY_FRACTION: fraction, PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1' },
    };
    said.push((await promisify(execFile)(program, parameters, { cwd: root, env, timeout: LONG })).stdout.trim());
  }
  return said;
}

function link(root: string, sdk: string): void {
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(join(ROOT, 'node_modules', sdk), join(root, 'node_modules/openai'), 'junction');
}

describe('a rewired app in TypeScript', () => {
  const program = `
    import { Assistant } from './src/assistant.js';
    const assistant = new Assistant('guest');
    console.log(await assistant.answer('Hello'));
    for await (const piece of assistant.tell('Hello')) process.stdout.write(piece);`;

  test(
    'runs: who has an id goes where the fraction says, and where none is known all is as before',
    { timeout: LONG },
    () =>
      withArms(async (arms) => {
        const root = rewired('typescript', arms);
        link(root, 'openai-v7');
        for (const name of readdirSync(join(root, 'src'))) {
          const path = join(root, 'src', name);
          const { code } = transformSync(readFileSync(path, 'utf8'), { loader: 'ts' });
          writeFileSync(path.replace(/ts$/, 'js'), code);
        }
        const parameters = ['--input-type=module', '--eval', program];
        expect(await answersOf(root, process.execPath, parameters, arms)).toEqual([
          `${BY_OPENAI}\n${BY_OPENAI}`,
          `${BY_GATEWAY}\n${BY_OPENAI}`,
        ]);
      }),
  );

  test.each(['openai-v5', 'openai-v6', 'openai-v7'])(
    'compiles with %s as strictly as can be, but for the places of users',
    { timeout: LONG },
    async (sdk) => {
      const root = temporaryDirectory();
      cpSync(join(ROOT, 'fixtures/canary/typescript/input'), root, { recursive: true });
      cpSync(join(ROOT, 'fixtures/canary/typescript/expected'), root, { recursive: true });
      writeFileSync(join(root, 'src/holysheep-canary.ts'), textFor('typescript', 'https://gateway.example/v1'));
      link(root, sdk);
      mkdirSync(join(root, 'node_modules/@types'));
      for (const name of ['@types/node', 'undici-types'])
        symlinkSync(join(ROOT, 'node_modules', name), join(root, 'node_modules', name), 'junction');
      const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
      const errorsWith = async (...flags: string[]) => {
        const running = promisify(execFile)(process.execPath, [compiler, '-p', '.', ...flags], { cwd: root });
        const { stdout } = await running.catch((error: { stdout: string }) => error);
        return stdout.split('\n').filter((line) => line.includes(': error '));
      };
      const errors = await errorsWith();
      expect(errors.filter((line) => !line.includes("'UserRequired' is not assignable"))).toEqual([]);
      expect(errors.map((line) => line.split('(')[0])).toEqual(['src/assistant.ts', 'src/shared.ts']);
      const flags = [
        '--noUncheckedIndexedAccess',
        '--exactOptionalPropertyTypes',
        '--noPropertyAccessFromIndexSignature',
      ];
      const stricter = await errorsWith(...flags, '--noImplicitReturns', '--noUnusedLocals', '--noUnusedParameters');
      expect(stricter.filter((line) => line.includes('canary'))).toEqual([]);
    },
  );
});

describe.skipIf(isWithoutPython)('a canary in Python', () => {
  beforeAll(async () => {
    await pythonOf('canary');
  }, MAKING);

  describe.each(PYTHON)('$client client', describeModule);

  test('places users and reads fractions as JavaScript does', { timeout: LONG }, async () => {
    const { root } = await prepare({ form: 'python', sdk: 'canary' }, 'http://127.0.0.1');
    const python = await pythonOf('canary');
    const { stdout } = await promisify(execFile)(python, [join(SUPPORT, 'vectors.py'), VECTORS], { cwd: root });
    const vectors = JSON.parse(readFileSync(VECTORS, 'utf8'));
    const { placeOf } = await import('../../src/generate/templates/canary.js');
    const places = Array.from({ length: 100_000 }, (_, index) => placeOf(`user-${index}`));
    expect(JSON.parse(stdout)).toEqual({
      users: vectors.users.map(({ first }: { first: string }) => first),
      otherSalts: vectors.otherSalts.map(({ first }: { first: string }) => first),
      fractions: vectors.fractions.map(({ value }: { value: number | null }) => value ?? 0),
      drawn: [0.05, 0.1].map((share) => places.filter((place) => place < share).length),
    });
  });

  test('a rewired app runs', { timeout: 2 * LONG }, () =>
    withArms(async (arms) => {
      const python = await pythonOf('canary');
      const script = rewired('python-script', arms);
      expect(await answersOf(script, python, ['hello.py', 'guest'], arms)).toEqual([BY_OPENAI, BY_GATEWAY]);
      const desk = rewired('python-package', arms);
      const program =
        'import asyncio; from desk.answers import Desk; print(asyncio.run(Desk("guest").answer("Hello")))';
      expect(await answersOf(desk, python, ['-c', program], arms)).toEqual([BY_OPENAI, BY_GATEWAY]);
      const notes =
        'from desk.night.notes import note; print("".join(c.choices[0].delta.content or "" for c in note("a")))';
      const [before, after] = await answersOf(desk, python, ['-c', notes], arms);
      expect([before, after]).toEqual(new Array(2).fill(BY_OPENAI.replace('gpt-4o', 'gpt-4o-mini')));
    }),
  );

  test('is what mypy --strict and the compiler take', { timeout: LONG }, async () => {
    const { root } = await prepare({ form: 'python', sdk: 'canary' }, 'http://127.0.0.1');
    const python = await pythonOf('canary');
    const run = (...parameters: string[]) => promisify(execFile)(python, parameters, { cwd: root });
    await run('-m', 'py_compile', 'holysheep_canary.py');
    const { stdout } = await run('-m', 'mypy', '--strict', '--cache-dir=/dev/null', 'holysheep_canary.py');
    expect(stdout).toContain('Success: no issues found');
  });
});
