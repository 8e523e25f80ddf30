// How fast the tool is, and how much memory it takes, beside what else does the like in the same run.
//
//   npm run bench:speed -- [--no-hit DIR] [--dense DIR] [--python DIR] [--runs 5] [--files 90000] [--rewrites 1500]
//
// Each row holds the tool against a reference that runs in turns with it (A B A B), with a warm cache, and prints medians. Rows are for
// what is given: --no-hit, a repository in which next to nothing can matter (and the monorepo made of all that are given); --dense, one full of
// JavaScript or TypeScript that asks OpenAI; --python, one with Python. Without any, only what starts and ends at once is
// measured. Only ratios within one run carry over. Without `rg` in PATH its rows are left out, and are told of.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { commitAll, filesOf, makeMonorepo } from './make-monorepo.mjs';
import { median, timed, timedNode } from './measure.mjs';
import { patternForRipgrep } from './ripgrep-pattern.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const CLI = here('../bin/migrate-to-holysheep.js');
const { values } = parseArgs({
  options: {
    'no-hit': { type: 'string' },
    dense: { type: 'string' },
    python: { type: 'string' },
    runs: { type: 'string', default: '5' },
    files: { type: 'string', default: '90000' },
    rewrites: { type: 'string', default: '1500' },
  },
});
const RUNS = Number(values.runs);
const work = mkdtempSync(join(tmpdir(), 'speed-'));
const rows = [];

const PATTERN = patternForRipgrep();
const hasRipgrep = spawnSync('rg', ['--version']).status === 0;

/** One line of the table. `of`: what is measured against the target; shown with `unit`. */
function row(what, measured, target, isMet, more = '') {
  rows.push([what, measured, target, isMet ? 'pass' : 'short', more]);
  console.log(rows.at(-1).join(' | '));
}

/** The medians of what each gives, after a first run of each that warms the cache. */
function inTurns(programs, runs = RUNS) {
  const found = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  for (const run of Object.values(programs)) run();
  for (let turn = 0; turn < runs; turn++)
    for (const [name, run] of Object.entries(programs)) found[name].push(run().seconds);
  return Object.fromEntries(Object.entries(found).map(([name, all]) => [name, median(all)]));
}

const seconds = (value) => `${value.toFixed(2)} s`;
const times = (value) => `${value.toFixed(2)}x`;
const milliseconds = (value) => `+ ${(value * 1000).toFixed(0)} ms`;

/** Bytes, as the tool matches them: with Unicode's `\b`, `\w` and `(?i:` ripgrep takes several times as long for the same files. */
const ripgrep = (root) => () => {
  const parameters = ['-l', '--no-unicode', '--hidden', '-g', '!.git', '-e', PATTERN, '.'];
  const started = performance.now();
  const { status, stderr } = spawnSync('rg', parameters, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status > 1) throw new Error(stderr);
  return { seconds: (performance.now() - started) / 1000 };
};
const tool =
  (root, ...parameters) =>
  () =>
    timed(root, process.execPath, CLI, ...(parameters.length > 0 ? parameters : ['.', '--quiet', '--no-progress']));

function withThreads(threads, run) {
  return () => {
    const before = process.env.MIGRATE_TO_HOLYSHEEP_THREADS;
    if (threads !== undefined) process.env.MIGRATE_TO_HOLYSHEEP_THREADS = threads;
    try {
      return run();
    } finally {
      if (before === undefined) delete process.env.MIGRATE_TO_HOLYSHEEP_THREADS;
      else process.env.MIGRATE_TO_HOLYSHEEP_THREADS = before;
    }
  };
}

/** The scan without what follows: bundled as the CLI is, with the program of its threads beside it. */
async function makeScan() {
  await build({
    absWorkingDir: here('..'),
    entryPoints: { 'chunks/scan': 'bench/scan.ts', 'look-thread': 'src/discover/look-thread.ts' },
    outdir: join(work, 'scan'),
    outExtension: { '.js': '.js' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  writeFileSync(join(work, 'scan', 'package.json'), '{"type":"module"}');
  return join(work, 'scan', 'chunks', 'scan.js');
}

function scanRows(root, name, scan, targets) {
  if (!hasRipgrep) return console.log(`${name}: rg is not in PATH, so that nothing is compared`);
  const count = filesOf(root).length;
  const found = inTurns({
    rg: ripgrep(root),
    one: withThreads('0', () => timed(root, process.execPath, scan)),
    many: withThreads(undefined, () => timed(root, process.execPath, scan)),
  });
  const line = (what, value, target) =>
    row(
      `${name}, ${count} files, ${what}`,
      times(value / found.rg),
      `≤ ${times(target)}`,
      value / found.rg <= target,
      `${seconds(value)}, rg ${seconds(found.rg)}`,
    );
  line('one thread', found.one, targets.one);
  if (targets.many) line('with threads', found.many, targets.many);
  const { peak } = timedNode(root, scan);
  row(`peak of that scan`, `${peak.toFixed(0)} MB`, '≤ 200 MB', peak <= 200);
}

function startRows() {
  const empty = join(work, 'empty.mjs');
  writeFileSync(empty, '');
  const staged = (name, files) => {
    const root = join(work, name);
    for (const [path, text] of Object.entries(files)) write(join(root, path), text);
    execFileSync('git', ['init', '-q'], { cwd: root });
    execFileSync('git', ['add', '-A'], { cwd: root });
    return root;
  };
  const five = (path, text) => Object.fromEntries(Array.from({ length: 5 }, (_, index) => [path(index), text(index)]));
  const none = staged(
    'none',
    five(
      (n) => `src/a${n}.ts`,
      (n) => `export const a${n} = ${n};\n`,
    ),
  );
  const javascript = staged(
    'javascript',
    five(
      (n) => `src/a${n}.ts`,
      (n) =>
        `import OpenAI from 'openai';\nconst client = new OpenAI();\nexport const ask${n} = () => client.chat.completions.create({ model: 'gpt-4o', messages: [] });\n`,
    ),
  );
  const python = staged(
    'python',
    five(
      (n) => `app/a${n}.py`,
      (n) =>
        `from openai import OpenAI\n\nclient = OpenAI()\n\n\ndef ask${n}():\n    return client.chat.completions.create(model="gpt-4o", messages=[])\n`,
    ),
  );
  const found = inTurns(
    {
      empty: () => timed(none, process.execPath, empty),
      help: tool(none, '--help'),
      version: tool(none, '--version'),
      none: tool(none, '--staged', '--quiet'),
      javascript: tool(javascript, '--staged', '--quiet'),
      python: tool(python, '--staged', '--quiet'),
    },
    3 * RUNS,
  );
  const line = (what, name, target) => {
    const over = found[name] - found.empty;
    row(
      what,
      milliseconds(over),
      `≤ + ${target} ms`,
      over * 1000 <= target,
      `empty node ${(found.empty * 1000).toFixed(0)} ms`,
    );
  };
  line('--help', 'help', 15);
  line('--version', 'version', 15);
  line('--staged, 5 files, no hit', 'none', 20);
  line('--staged, 5 JavaScript files with hits', 'javascript', 45);
  line('--staged, 5 Python files with hits', 'python', 60);
}

const JAVASCRIPT = new Set(['.js', '.jsx', '.ts', '.tsx', '.mjs', '.cjs', '.mts', '.cts']);

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Sources of a tree that name something, so many of them, each so often. */
function hitsOf(directory, name, count, copies = 1) {
  const pattern = /openai|gpt-/i;
  const paths = filesOf(directory)
    .filter((path) => JAVASCRIPT.has(extname(path)) && !path.endsWith('.d.ts'))
    .filter((path) => pattern.test(readFileSync(join(directory, path), 'utf8')))
    .slice(0, count);
  const root = join(work, name);
  for (let copy = 0; copy < copies; copy++)
    for (const path of paths) {
      const to = join(root, 'packages', `copy${copy}`, path);
      mkdirSync(dirname(to), { recursive: true });
      copyFileSync(join(directory, path), to);
    }
  writeFileSync(join(root, '.gitignore'), '');
  commitAll(root);
  return { root, count: paths.length * copies };
}

const jscodeshift =
  (root, ...parameters) =>
  () =>
    timed(
      root,
      process.execPath,
      here('../node_modules/jscodeshift/bin/jscodeshift.js'),
      ...['-d', '-s', '--parser', 'tsx', '--extensions', 'js,jsx,ts,tsx,mjs,cjs,mts,cts'],
      ...['-t', here('literal-transform.cjs'), ...parameters, '.'],
    );

function rewriteRows(directory) {
  const { root, count } = hitsOf(directory, 'hits', Number(values.rewrites));
  const found = inTurns({ jscodeshift: jscodeshift(root, '--run-in-band'), tool: tool(root) }, Math.min(RUNS, 3));
  const rate = count / found.tool;
  const more = `${count} files, ${seconds(found.tool)}, jscodeshift ${seconds(found.jscodeshift)}`;
  row('rewrite of JavaScript and TypeScript', `${rate.toFixed(0)} files/s`, '≥ 700 files/s', rate >= 700, more);
  const ratio = found.jscodeshift / found.tool;
  row('beside jscodeshift in one process', times(ratio), '≥ 7.00x', ratio >= 7, more);
  const twice = hitsOf(directory, 'hits-twice', Number(values.rewrites), 2);
  growthRow('twice the files', tool(root), tool(twice.root));
}

function growthRow(what, once, twice) {
  const found = inTurns({ once, twice }, Math.min(RUNS, 3));
  const ratio = found.twice / found.once;
  row(what, times(ratio), '≤ 2.20x', ratio <= 2.2, `${seconds(found.once)} → ${seconds(found.twice)}`);
}

/** A file with so many clients, each with a finding of its own. */
function hugeRows() {
  const root = (count) => {
    const folder = join(work, `huge${count}`);
    const client = (n) =>
      `export const c${n} = new OpenAI({ apiKey: process.env.KEY_${n} });\nexport const ask${n} = () => c${n}.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'x'.repeat(${n}) }] });\n`;
    write(
      join(folder, 'packages/a.ts'),
      `import OpenAI from 'openai';\n${Array.from({ length: count }, (_, n) => client(n)).join('')}`,
    );
    writeFileSync(join(folder, '.gitignore'), '');
    commitAll(folder);
    return folder;
  };
  growthRow('150 → 300 clients in one file', tool(root(150)), tool(root(300)));
}

function wholeRows(directory) {
  const found = inTurns({ jscodeshift: jscodeshift(directory, '-c', '2'), tool: tool(directory) }, Math.min(RUNS, 3));
  const ratio = found.tool / found.jscodeshift;
  row(
    'the whole job on the dense tree',
    times(ratio),
    '≤ 0.25x',
    ratio <= 0.25,
    `${seconds(found.tool)}, jscodeshift -c 2 ${seconds(found.jscodeshift)}`,
  );
  const { peak } = timedNode(directory, CLI, '.', '--quiet');
  row('peak of that', `${peak.toFixed(0)} MB`, '≤ 300 MB', peak <= 300);
}

function pythonRows(directory) {
  const output = execFileSync(
    process.execPath,
    [here('python-tree.mjs'), directory, '--runs', `${Math.min(RUNS, 3)}`],
    { encoding: 'utf8' },
  );
  const [, rate, peak] = /^ {2}tool +(\d+) files\/s, .* peak (\d+) MB$/m.exec(output) ?? [];
  const [, floor] = /^ {2}floor +(\d+) files\/s/m.exec(output) ?? [];
  row('rewrite of Python', `${rate} files/s`, '≥ 350 files/s', Number(rate) >= 350, `floor ${floor} files/s`);
  row('peak of that', `${peak} MB`, '≤ 250 MB', Number(peak) <= 250);
}

try {
  console.log(
    `${cpus()[0]?.model}, ${availableParallelism()} processors, Node ${process.version}; medians of ${RUNS} runs in turns\n`,
  );
  startRows();
  hugeRows();
  if (values['no-hit'] !== undefined) {
    const scan = await makeScan();
    const root = resolve(values['no-hit']);
    scanRows(root, 'scan of a no-hit tree', scan, filesOf(root).length < 10_000 ? { one: 3.2 } : { one: 2, many: 2 });
    if (hasRipgrep) {
      const found = inTurns({ rg: ripgrep(root), tool: tool(root) });
      const ratio = found.tool / found.rg;
      row(
        'the whole run on it',
        times(ratio),
        '≤ 2.00x',
        ratio <= 2,
        `${seconds(found.tool)}, rg ${seconds(found.rg)}`,
      );
    }
    const monorepo = join(work, 'monorepo');
    const given = [root, values.dense, values.python].filter((one) => one !== undefined);
    makeMonorepo(monorepo, given, Number(values.files));
    scanRows(monorepo, 'scan of a monorepo', scan, { one: 2, many: 1.5 });
    const small = join(work, 'small');
    makeMonorepo(small, [root], Math.min(9_000, Number(values.files)));
    scanRows(small, 'scan of a small tree', scan, { one: 3.2 });
  }
  if (values.dense !== undefined) {
    rewriteRows(resolve(values.dense));
    wholeRows(resolve(values.dense));
  }
  if (values.python !== undefined) pythonRows(resolve(values.python));
  console.log(`\n${table([['what', 'measured', 'target', '', 'more'], ...rows])}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function table([head, ...lines]) {
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((cells) => cells[column].length)));
  const show = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [show(head), show(widths.map((width) => '-'.repeat(width))), ...lines.map(show)].join('\n');
}
