// How fast the tool is, and how much memory it takes, on a work tree.
//
//   node bench/speed.mjs DIR [--runs 3]
//
// Runs the tool (a preview) and a reference, `git grep -l` for the same words, in turns and prints medians: seconds, their
// ratio, candidates a second, and the peak of the resident memory. Only the ratio carries over to another machine.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const cli = fileURLToPath(new URL('../bin/migrate-to-holysheep.js', import.meta.url));
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '3' } },
});
const [directory] = positionals;
if (directory === undefined) throw new Error('a directory is needed');

const work = mkdtempSync(join(tmpdir(), 'speed-'));
const hook = join(work, 'peak.mjs');
const report = join(work, 'report.json');
writeFileSync(
  hook,
  `process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS / 1024 + '\\n'));`,
);

function timed(command, ...parameters) {
  const started = performance.now();
  const { stderr, status } = spawnSync(command, parameters, {
    cwd: resolve(directory),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${command}: ${status}: ${stderr.slice(-300)}`);
  return { seconds: (performance.now() - started) / 1000, stderr };
}
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

try {
  const runs = Array.from({ length: Number(values.runs) }, () => ({
    reference: timed('git', 'grep', '-lIiE', 'open[-_ ]?ai|gpt-|chatgpt|davinci|deepseek|holysheep').seconds,
    tool: timed(process.execPath, '--import', hook, cli, '.', '--quiet', '--report', report),
  }));
  const { summary } = JSON.parse(readFileSync(report, 'utf8'));
  const reference = median(runs.map((run) => run.reference));
  const seconds = median(runs.map((run) => run.tool.seconds));
  const peak = median(runs.map((run) => Number(/peak ([\d.]+)/.exec(run.tool.stderr)?.[1])));
  console.log(`files ${summary.files}, candidates ${summary.candidates}`);
  console.log(`git grep -l   ${reference.toFixed(2)} s`);
  console.log(`this tool     ${seconds.toFixed(2)} s, ${(seconds / reference).toFixed(1)} times the reference`);
  console.log(
    `              ${Math.round(summary.candidates / seconds)} candidates a second, peak ${Math.round(peak)} MB`,
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
