// How fast the tool is, and how much memory it takes, on a work tree.
//
//   node bench/speed.mjs DIR [--runs 3]
//
// Runs the tool (a preview) and a reference, `git grep -l` for the same words, in turns and prints medians: seconds, their
// ratio, candidates a second, and the peak of the resident memory. Only the ratio carries over to another machine.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median, timed, timedNode } from './measure.mjs';

const cli = fileURLToPath(new URL('../bin/migrate-to-holysheep.js', import.meta.url));
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '3' } },
});
const [directory] = positionals;
if (directory === undefined) throw new Error('a directory is needed');
const root = resolve(directory);

const work = mkdtempSync(join(tmpdir(), 'speed-'));
const report = join(work, 'report.json');

try {
  const runs = Array.from({ length: Number(values.runs) }, () => ({
    reference: timed(root, 'git', 'grep', '-lIiE', 'open[-_ ]?ai|gpt-|chatgpt|davinci|deepseek|holysheep').seconds,
    tool: timedNode(root, cli, '.', '--quiet', '--report', report),
  }));
  const { summary } = JSON.parse(readFileSync(report, 'utf8'));
  const reference = median(runs.map((run) => run.reference));
  const seconds = median(runs.map((run) => run.tool.seconds));
  const peak = median(runs.map((run) => run.tool.peak));
  console.log(`files ${summary.files}, candidates ${summary.candidates}`);
  console.log(`git grep -l   ${reference.toFixed(2)} s`);
  console.log(`this tool     ${seconds.toFixed(2)} s, ${(seconds / reference).toFixed(1)} times the reference`);
  console.log(
    `              ${Math.round(summary.candidates / seconds)} candidates a second, peak ${Math.round(peak)} MB`,
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
