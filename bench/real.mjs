// Runs the tool on copies of real repositories and prints a table: what was rewritten, kept and reviewed, whether every
// changed file still parses, and whether a second run has nothing to do.
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
  });
  if (status !== 0) throw new Error(`${directory}: exit ${status}: ${stderr.slice(0, 400)}`);
  return { ...JSON.parse(readFileSync(report, 'utf8')), seconds: (performance.now() - started) / 1000 };
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
    rows.push({
      repository: basename(resolve(directory)).replace('_', '/'),
      files: before.summary.files,
      changed: written.written.length,
      rewrite: before.summary.rewrite,
      review: before.summary.review,
      keep: before.summary.keep,
      'new syntax errors': unparsed(after) - unparsed(before),
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
