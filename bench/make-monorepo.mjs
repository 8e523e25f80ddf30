// Makes a large repository out of copies of others, with an ignored node_modules.
//
//   node bench/make-monorepo.mjs TO DIR … [--files 90000]
//
// Copies what git tracks in each DIR to TO/packages/<number>-<name>, in turns, until TO has so many files. The last DIR also stands
// once in TO/node_modules, which .gitignore names. Links are left out. TO becomes a git repository with all of it committed.
import { execFileSync } from 'node:child_process';
import { copyFileSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export function makeMonorepo(to, directories, wanted) {
  const trees = directories.map((directory) => ({ directory: resolve(directory), files: filesOf(resolve(directory)) }));
  let count = 0;
  for (let copy = 0; count < wanted; copy++) {
    const { directory, files } = trees[copy % trees.length];
    if (files.length === 0) throw new Error(`${directory} has no files`);
    count += copyTree(
      directory,
      files.slice(0, wanted - count),
      join(to, 'packages', `${copy}-${basename(directory)}`),
    );
  }
  const { directory, files } = trees.at(-1);
  copyTree(directory, files, join(to, 'node_modules', basename(directory)));
  writeFileSync(join(to, '.gitignore'), 'node_modules/\n');
  commitAll(to);
  return count;
}

export function commitAll(root) {
  const git = (...args) => execFileSync('git', ['-c', 'gc.auto=0', ...args], { cwd: root, stdio: 'pipe' });
  git('init', '-q');
  // What a copy's own .gitignore leaves out is part of it all the same.
  git('add', '-A', '.gitignore', 'packages', '-f');
  git('-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', 'commit', '-q', '-m', 'Bench');
}

export function filesOf(directory) {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: directory, encoding: 'utf8', maxBuffer: 1 << 28 });
  return listed
    .split('\0')
    .filter((path) => path && lstatSync(join(directory, path), { throwIfNoEntry: false })?.isFile());
}

function copyTree(from, files, to) {
  const made = new Set();
  for (const path of files) {
    const folder = dirname(join(to, path));
    if (!made.has(folder)) mkdirSync(folder, { recursive: true });
    made.add(folder);
    copyFileSync(join(from, path), join(to, path));
  }
  return files.length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { files: { type: 'string', default: '90000' } },
  });
  const [to, ...directories] = positionals;
  if (to === undefined || directories.length === 0) throw new Error('node bench/make-monorepo.mjs TO DIR …');
  console.log(`${makeMonorepo(resolve(to), directories, Number(values.files))} files`);
}
