// How fast the tool reads, plans and edits Python, and how much memory that takes.
//
//   node bench/python-tree.mjs REPOSITORY [--files 1500] [--runs 3]
//
// Copies the repository's Python files into a tree of so many files, as often as it takes, in a Git repository of its own;
// a file without a hit gets one at its end. Runs the tool (a preview) and the floor in turns: the floor parses each file with the same
// parser in WebAssembly, walks its tree and replaces the literals, and does nothing else. Prints medians; only the ratios carry
// over to another machine. `--files 1500,3000` tells how time grows.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median, timedNode } from './measure.mjs';

const HIT = /open[-_ ]?ai|gpt-|chatgpt|davinci|deepseek|holysheep/i;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { files: { type: 'string', default: '1500' }, runs: { type: 'string', default: '3' } },
});
const [repository] = positionals;
if (repository === undefined) throw new Error('a repository is needed');
const work = mkdtempSync(join(tmpdir(), 'python-tree-'));

function makeTree(count) {
  const root = join(work, String(count));
  const listed = execFileSync('git', ['ls-files', '-z', '*.py'], { cwd: resolve(repository), encoding: 'utf8' });
  const sources = listed
    .split('\0')
    .filter(Boolean)
    .map((path) => ({ path, text: readFileSync(join(repository, path), 'utf8') }))
    .filter(({ text }) => text.trim() !== '');
  let bytes = 0;
  for (let index = 0; index < count; index++) {
    const { path, text } = sources[index % sources.length];
    const to = join(root, `copy${Math.floor(index / sources.length)}`, path);
    const written = HIT.test(text) ? text : `${text}\nBENCH_MODEL = "gpt-4"\n`;
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, written);
    bytes += Buffer.byteLength(written);
  }
  execFileSync('git', ['init', '-q'], { cwd: root });
  return { root, count, bytes };
}

function measure({ root, count, bytes }) {
  const runs = Array.from({ length: Number(values.runs) }, () => ({
    floor: timedNode(root, here('python-floor.mjs'), '.'),
    tool: timedNode(
      root,
      here('../bin/migrate-to-holysheep.js'),
      '.',
      '--quiet',
      '--report',
      join(work, 'report.json'),
    ),
  }));
  const { candidates } = JSON.parse(readFileSync(join(work, 'report.json'), 'utf8')).summary;
  const of = (who, what) => median(runs.map((run) => run[who][what]));
  console.log(`${count} files of ${(bytes / count / 1024).toFixed(1)} KB, ${candidates} candidates`);
  for (const who of ['floor', 'tool'])
    console.log(
      `  ${who.padEnd(6)}${Math.round(count / of(who, 'seconds'))} files/s, ${of(who, 'cpu').toFixed(2)} s of processor, peak ${Math.round(of(who, 'peak'))} MB`,
    );
  const ratio = (what) => (of('tool', what) / of('floor', what)).toFixed(2);
  console.log(
    `  the tool takes ${ratio('seconds')} times the floor's time, ${ratio('cpu')} times its processor, ${ratio('peak')} times its memory`,
  );
  return of('tool', 'cpu');
}

try {
  const [first, ...others] = values.files.split(',').map((count) => ({ count, cpu: measure(makeTree(Number(count))) }));
  for (const { count, cpu } of others)
    console.log(
      `${(count / first.count).toFixed(1)} times the files take ${(cpu / first.cpu).toFixed(2)} times the processor`,
    );
} finally {
  rmSync(work, { recursive: true, force: true });
}
