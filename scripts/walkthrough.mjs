// `npm run walkthrough -- DIR`: the whole story on a copy of a real repository, every command for real, and what each printed in
// docs/walkthrough.md. DIR is a clone at the commit that scripts/walkthrough.json names; `--story FILE` and `--out FILE` tell it
// another repository and another place. The network is used by the story's `install` commands only, for packages.
import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ready, root } from './ready.mjs';
import { stable } from './walkthrough-stable.mjs';
import { walkthroughSteps } from './walkthrough-steps.mjs';

// npm runs scripts in the package's folder, wherever it is called.
process.chdir(process.env.INIT_CWD ?? process.cwd());
const { values, positionals } = parseArgs({
  options: {
    story: { type: 'string', default: join(root, 'scripts/walkthrough.json') },
    out: { type: 'string', default: join(root, 'docs/walkthrough.md') },
  },
  allowPositionals: true,
});
const [from] = positionals;
if (from === undefined) {
  console.error('Usage: npm run walkthrough -- DIR [--story FILE] [--out FILE]');
  process.exit(2);
}
ready();
const story = JSON.parse(readFileSync(values.story, 'utf8'));
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'holysheep-walkthrough-')));
const copy = join(scratch, basename(story.repository));
const tools = join(scratch, 'tools');
const port = await freePort();

// Nothing of the machine's own settings and keys, so that what is printed is the same elsewhere.
const env = {
  PATH: [join(tools, 'bin'), dirname(process.execPath), process.env.PATH].join(delimiter),
  HOME: scratch,
  TOOLS: tools,
  LC_ALL: 'C.UTF-8',
  NO_COLOR: '1',
  PYTHONDONTWRITEBYTECODE: '1',
  PYTHONHASHSEED: '0',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  ...Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((who) => [
      [`GIT_${who}_NAME`, 'You'],
      [`GIT_${who}_EMAIL`, 'you@example.com'],
      [`GIT_${who}_DATE`, '2026-01-01T00:00:00Z'],
    ]),
  ),
};
// A machine that reaches its package registry by settings of its own.
const registry = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => /^(pip|npm_config|https?_proxy|no_proxy|ssl_cert)/i.test(name)),
);

try {
  mkdirSync(join(tools, 'bin'), { recursive: true });
  const shim = `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'bin/migrate-to-holysheep.js')}" "$@"\n`;
  git('clone', '--quiet', '--no-hardlinks', resolve(from), copy);
  git('-C', copy, 'checkout', '--quiet', '-B', 'main', story.commit ?? 'HEAD');
  for (const command of story.install) {
    const { code, output } = run(command, { ...env, ...registry, HOME: process.env.HOME ?? scratch });
    if (code !== 0) throw new Error(`${command} ended with ${code}:\n${output}`);
  }
  writeFileSync(join(tools, 'bin/migrate-to-holysheep'), shim, { mode: 0o755 });
  const before = treeOf();
  const pieces = [];
  for (const step of walkthroughSteps(story)) pieces.push(await record(step));
  if (treeOf() !== before) throw new Error('The tree is not what it was.');
  writeFileSync(values.out, `${pieces.join('\n\n')}\n`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Text as it is, edits that are made by hand, or a command with what it printed. A command that ends otherwise than the step says is a fault. */
async function record(step) {
  if (typeof step === 'string') return step;
  if (step.byHand !== undefined) return editByHand(step.byHand);
  if (step.file !== undefined) writeFileSync(join(copy, step.file.name), step.file.text);
  const { code, output } = step.beside ? await runBeside(step.beside, step.command) : run(step.command, env);
  if (code !== (step.code ?? 0)) throw new Error(`${step.command} ended with ${code}:\n${output}`);
  for (const wanted of step.says ?? [])
    if (!output.includes(wanted)) throw new Error(`${step.command} does not say “${wanted}”:\n${output}`);
  const shown = cut(stable(output, { copy, scratch, port, name: basename(copy) }), step);
  const commands = [...(step.beside ? [`${step.beside} &`] : []), step.command];
  const asked = commands.map((text) => `$ ${text.replace('PORT', '8787')}`);
  const ended = code === 0 ? [] : [`(exit code ${code})`];
  return ['```console', ...asked, ...shown.filter((line) => line !== '' || output !== ''), ...ended, '```'].join('\n');
}

function run(command, environment) {
  const printed = join(scratch, 'printed');
  // One file for both streams, so that their lines stand in the order in which they were written.
  const out = openSync(printed, 'w');
  const { status } = spawnSync('sh', ['-c', command], {
    cwd: copy,
    env: environment,
    stdio: ['ignore', out, out],
    timeout: 300_000,
  });
  closeSync(out);
  return { code: status, output: readFileSync(printed, 'utf8') };
}

/** Runs a command while another one, a server that listens at the port, is there. What the server prints comes first. */
async function runBeside(server, command) {
  const [program, ...args] = server.replace('PORT', port).split(' ');
  const child = spawn(program, args, { cwd: copy, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (printed += text));
  const ended = new Promise((resolve) => child.on('close', resolve));
  for (let tries = 0; !printed.includes(String(port)); tries += 1) {
    if (tries === 300 || child.exitCode !== null) throw new Error(`${server} does not listen:\n${printed}`);
    await wait(100);
  }
  const listening = printed;
  const { code, output } = run(command.replace('PORT', port), env);
  child.stdin.end();
  await ended;
  return { code, output: `${listening}${output}${printed.slice(listening.length)}` };
}

/** Puts one text in the place of another, and shows the lines. */
function editByHand({ file, edits }) {
  const path = join(copy, file);
  const shown = edits.flatMap(([old, now]) => {
    const text = readFileSync(path, 'utf8');
    const line = text.split('\n').find((one) => one.includes(old));
    if (line === undefined) throw new Error(`${file} does not hold ${old}`);
    const changed = line.replace(old, () => now);
    writeFileSync(
      path,
      text.replace(line, () => changed),
    );
    return [`-${line}`, `+${changed}`];
  });
  return ['```diff', `# ${file}`, ...shown, '```'].join('\n');
}

function cut(output, { head = Number.POSITIVE_INFINITY, tail = 0 }) {
  const lines = output.trimEnd().split('\n');
  const left = lines.length - head - tail;
  if (left <= 1) return lines;
  return [...lines.slice(0, head), `… (${left} lines are left out here)`, ...lines.slice(lines.length - tail)];
}

/** Every file that git knows or could know, with its text, but for what is ignored. */
function treeOf() {
  git('-C', copy, 'add', '--all');
  const tree = git('-C', copy, 'write-tree');
  git('-C', copy, 'reset', '--quiet');
  return tree;
}

function git(...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')} ended with ${status}:\n${stderr}`);
  return stdout;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port: free } = server.address();
  await new Promise((closed) => server.close(closed));
  return free;
}
