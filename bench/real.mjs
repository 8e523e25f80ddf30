// Runs the tool on copies of real repositories and prints a table: what was rewritten, kept and reviewed, whether every
// changed file still parses, and whether a second run has nothing to do. Changed Python and notebooks are also put to
// CPython's own `ast` (check-python.py), changed Go to gofmt; what is wrong with them is printed to standard error.
//
//   node bench/real.mjs DIR [DIR ...] [--json FILE]
//
// A DIR is a work tree. Nothing in it is changed. Read the rewrites themselves with
//   node bin/migrate-to-holysheep.js DIR
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = join(root, 'bin', 'migrate-to-holysheep.js');
const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });

function run(directory, report, ...flags) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [cli, directory, '--quiet', '--report', report, ...flags], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    // What undo needs goes away with the copy.
    env: { ...process.env, XDG_STATE_HOME: join(directory, '..', 'state') },
  });
  if (status !== 0) throw new Error(`${directory}: exit ${status}: ${stderr.slice(0, 400)}`);
  return { ...JSON.parse(readFileSync(report, 'utf8')), seconds: (performance.now() - started) / 1000 };
}
/** What is wrong with the changed Python files and notebooks, one line each. */
function checkPython(before, after, written) {
  const pairs = written
    .filter((file) => /\.(?:py|pyi|ipynb)$/.test(file))
    .map((file) => [file, join(before, file), join(after, file)]);
  if (pairs.length === 0) return [];
  const { error, status, stdout, stderr } = spawnSync('python3', [join(root, 'bench', 'check-python.py')], {
    input: JSON.stringify(pairs),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw error ?? new Error(`check-python.py: exit ${status}: ${stderr.slice(-400)}`);
  return JSON.parse(stdout).map(([file, wrong]) => `${file}: ${wrong}`);
}
/** What gofmt says of the changed Go files, or would write otherwise than it would have before. */
function checkGo(before, after, written) {
  const files = written.filter((file) => file.endsWith('.go'));
  const said = (directory) => {
    const { error, stdout, stderr } = spawnSync('gofmt', ['-l', ...files], { cwd: directory, encoding: 'utf8' });
    if (error) throw error;
    return `${stdout}${stderr}`.split('\n');
  };
  if (files.length === 0) return [];
  const known = new Set(said(before));
  return said(after).filter((line) => line !== '' && !known.has(line));
}
const unparsed = (report) => report.skipped.filter((file) => file.reason === 'parse-failed').length;

const rows = [];
for (const directory of positionals) {
  const work = mkdtempSync(join(tmpdir(), 'real-'));
  const copy = join(work, 'tree');
  const report = join(work, 'report.json');
  try {
    cpSync(resolve(directory), copy, { recursive: true, verbatimSymlinks: true });
    const before = run(copy, report);
    const written = run(copy, report, '--write', '--allow-dirty', '--allow-no-vcs');
    const after = run(copy, report);
    const wrong = [checkPython, checkGo].flatMap((check) => check(resolve(directory), copy, written.written));
    for (const one of wrong) console.error(`${basename(directory)}: ${one}`);
    rows.push({
      repository: basename(resolve(directory)).replace('_', '/'),
      files: before.summary.files,
      changed: written.written.length,
      rewrite: before.summary.rewrite,
      review: before.summary.review,
      keep: before.summary.keep,
      'new syntax errors': Math.max(0, unparsed(after) - unparsed(before)) + wrong.length,
      'second run': after.summary.rewrite === 0 ? 'empty' : `${after.summary.rewrite} rewrites`,
      seconds: before.seconds.toFixed(1),
    });
  } catch (error) {
    rows.push({ repository: basename(directory), files: String(error.message) });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
const columns = Object.keys(rows[0] ?? {});
const line = (cells) => `| ${cells.join(' | ')} |`;
console.log(line(columns));
console.log(line(columns.map(() => '---')));
for (const row of rows) console.log(line(columns.map((column) => row[column] ?? '')));
if (values.json) writeFileSync(values.json, JSON.stringify(rows, null, 2));
process.exitCode = rows.some((row) => row['second run'] !== 'empty' || row['new syntax errors'] > 0) ? 1 : 0;
