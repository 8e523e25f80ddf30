// Rewrites copies of repositories, and has each changed file that configures read before and after by a parser of another
// make (check-config.py). A file that was read before and is not afterwards is a fault.
//
//   PYTHON=VENV/bin/python node bench/config-parsers.mjs DIR [DIR ...]
//
// A DIR is a work tree; nothing in it is changed. The Python needs PyYAML, python-hcl2 and dockerfile-parse; with kubernetes-validate,
// objects and what helm makes of charts are held against the schemas of Kubernetes. Of these programs, those in PATH are asked too:
// actionlint, helm, terraform, systemd-analyze, nginx, compose-config (bench/compose-config).
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM = /\.(?:[cm]?[jt]sx?|pyi?|ipynb|mdx?|env)$|(?:^|\/)\.env[^/]*$/;

function run(command, args, { input, env = process.env } = {}) {
  const options = { input, env, encoding: 'utf8', maxBuffer: 1 << 28 };
  const { error, status, stdout, stderr } = spawnSync(command, args, options);
  if (status !== 0) throw error ?? new Error(`${command}: exit ${status}: ${stderr.slice(-400)}`);
  return stdout;
}

function check(directory) {
  const work = mkdtempSync(join(tmpdir(), 'parsers-'));
  // An image that is called like the repository is its own: the copy keeps the name.
  const copy = join(work, basename(directory));
  const report = join(work, 'report.json');
  try {
    cpSync(directory, copy, { recursive: true, verbatimSymlinks: true });
    const flags = ['--quiet', '--report', report, '--write', '--allow-dirty', '--allow-no-vcs'];
    // What undo needs goes away with the copy.
    const env = { ...process.env, XDG_STATE_HOME: join(work, 'state') };
    run(process.execPath, [join(root, 'bin', 'migrate-to-holysheep.js'), copy, ...flags], { env });
    const { written } = JSON.parse(readFileSync(report, 'utf8'));
    const pairs = written
      .filter((file) => !PROGRAM.test(file))
      .map((file) => [file, join(directory, file), join(copy, file)]);
    const checker = join(root, 'bench', 'check-config.py');
    return JSON.parse(run(process.env.PYTHON ?? 'python3', [checker], { input: JSON.stringify(pairs) }));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const total = { tools: [], checked: {}, 'could not': {}, skipped: 0, wrong: 0 };
const add = (to, counts) => {
  for (const [kind, count] of Object.entries(counts)) to[kind] = (to[kind] ?? 0) + count;
};
for (const directory of process.argv.slice(2).map((path) => resolve(path))) {
  const { tools, checked, 'could not': couldNot, skipped, wrong } = check(directory);
  total.tools = tools;
  add(total.checked, checked);
  add(total['could not'], couldNot);
  total.skipped += skipped.length;
  total.wrong += wrong.length;
  for (const file of skipped) console.error(`${basename(directory)}: ${file}: no other parser reads it before`);
  for (const [file, message] of wrong) console.log(`${basename(directory)}: ${file}: ${message}`);
}
console.log(JSON.stringify(total));
if (total.wrong > 0) process.exitCode = 1;
