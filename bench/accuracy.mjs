// Accuracy on the labelled repositories: lays their trees out where that is not done yet, then runs the scorer.
//
//   npm run bench:accuracy -- [--labels DIR] [--trees DIR] [--git DIR] [--language TypeScript,JavaScript,dotenv,JSON]
//
// DIR of --labels holds labels.json, repos.json, score.mjs and trees.mjs (by default `../shared/accuracy`); --git
// holds the repositories' git directories, as <owner>+<name>/, and is needed only until the trees are laid out.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    labels: { type: 'string', default: join(root, '..', 'shared', 'accuracy') },
    trees: { type: 'string', default: join(root, '.bench', 'trees') },
    git: { type: 'string', default: join(root, '..', '.mirror') },
    language: { type: 'string', default: 'TypeScript,JavaScript,dotenv,JSON' },
    repo: { type: 'string' },
    all: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
// What undo needs of the copies that are written.
const state = mkdtempSync(join(tmpdir(), 'accuracy-state-'));
process.on('exit', () => rmSync(state, { recursive: true, force: true }));
const env = { ...process.env, XDG_STATE_HOME: state };
const run = (args) => spawnSync(process.execPath, args, { stdio: 'inherit', cwd: root, env }).status ?? 1;
const labels = resolve(values.labels);
if (!existsSync(join(labels, 'labels.json'))) {
  process.stderr.write(`no labels in ${labels}: pass --labels DIR\n`);
  process.exit(2);
}
if (run([join(root, 'scripts', 'build.mjs'), '--if-stale']) !== 0) process.exit(2);
if (existsSync(values.git))
  run([join(labels, 'trees.mjs'), join(labels, 'repos.json'), values.git, resolve(values.trees)]);
const cli = `node ${join(root, 'bin', 'migrate-to-holysheep.js')} {dir} --write --allow-dirty --quiet --report {report}`;
process.exit(
  run([
    ...[
      join(labels, 'score.mjs'),
      '--labels',
      join(labels, 'labels.json'),
      '--trees',
      resolve(values.trees),
      '--cli',
      cli,
    ],
    ...(values.all ? [] : ['--language', values.language]),
    ...(values.repo ? ['--repo', values.repo] : []),
    ...(values.verbose ? ['--verbose'] : []),
    ...positionals,
  ]),
);
