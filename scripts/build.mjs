// Bundles the CLI and the jscodeshift transform into dist/. Says nothing on stdout, which `npm pack --json` owns.
//   --if-stale     do nothing when dist/ is newer than every source
//   --if-possible  do nothing when esbuild is not installed
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadedInStages, nativeParser, nodeModules, parsedJson } from './bundle-plugins.mjs';
import { asCommonJs } from './common-js.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const SOURCES = [
  'src',
  'transforms',
  'docs/findings',
  'package.json',
  'package-lock.json',
  'scripts/build.mjs',
  'scripts/bundle-plugins.mjs',
  'scripts/common-js.mjs',
];

/** WebAssembly, which cannot be bundled: the parser, and one file for each language. */
const GRAMMARS = [
  'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  'node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm',
  'node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm',
  'node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-java.wasm',
  'node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-php.wasm',
  'node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-ruby.wasm',
  'node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-c-sharp.wasm',
];

const MAIN = 'src/cli/main.ts';
/** What a run loads after it, if files can matter. */
const STAGES = ['src/cli/execute.ts', 'src/migrate.ts'];

/** jscodeshift compiles whatever its workers require, node_modules too. What is ours here is loaded as it is. */
const JSCODESHIFT = `'use strict';
const { readFileSync } = require('node:fs');
const { sep } = require('node:path');
const load = require.extensions['.js'];
require.extensions['.js'] = (module, file) =>
  file.startsWith(__dirname + sep) ? module._compile(readFileSync(file, 'utf8'), file) : load(module, file);
module.exports = require('./jscodeshift.js').default;
`;

/** A folder's own time tells of files removed from it. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
  return readdirSync(path).reduce((time, name) => Math.max(time, newest(join(path, name))), stat.mtimeMs);
}

function isStale() {
  const built = statSync(join(dist, 'cli.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return SOURCES.some((source) => newest(join(root, source)) >= built);
}

async function build(esbuild) {
  const started = new Date();
  const out = `${dist}.${process.pid}.tmp`;
  try {
    const options = {
      absWorkingDir: root,
      entryPoints: {
        cli: MAIN,
        jscodeshift: 'transforms/jscodeshift.ts',
        'look-thread': 'src/discover/look-thread.ts',
        'parse-thread': 'src/languages/packed/parse-thread.ts',
      },
      outdir: out,
      bundle: true,
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      format: 'esm',
      platform: 'node',
      target: 'node20',
      mainFields: ['module', 'main'],
      external: Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies),
      plugins: [nativeParser, nodeModules, parsedJson],
      legalComments: 'none',
      metafile: true,
      logLevel: 'warning',
    };
    const { metafile } = await esbuild.build({ ...options, write: false });
    const plugins = [...options.plugins, loadedInStages(root, metafile, Object.values(options.entryPoints), STAGES)];
    const { outputFiles } = await esbuild.build({ ...options, plugins, write: false });
    mkdirSync(join(out, 'chunks'), { recursive: true });
    for (const { path, text } of outputFiles) writeFileSync(path, asCommonJs(relative(out, path), text));
    writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');
    writeFileSync(join(out, 'jscodeshift.cjs'), JSCODESHIFT);
    mkdirSync(join(out, 'grammars'));
    for (const path of GRAMMARS) cpSync(join(root, path), join(out, 'grammars', basename(path)));
    cpSync(join(root, 'src/preload'), join(out, 'preload'), { recursive: true });
    cpSync(join(root, 'src/generate/templates'), join(out, 'generate/templates'), { recursive: true });
    cpSync(join(root, 'docs/findings'), join(out, 'findings'), { recursive: true });
    writeFileSync(join(out, 'THIRD-PARTY-LICENSES.txt'), licences([...Object.keys(metafile.inputs), ...GRAMMARS]));
    // A source saved while esbuild was reading must count as newer than this build.
    utimesSync(join(out, 'cli.js'), started, started);
    putInPlace(out);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** The licences ask that their text goes along with the bundled code. */
function licences(inputs) {
  const packages = new Set(inputs.flatMap((path) => path.match(/^.*node_modules\/(@[^/]+\/)?[^/]+/)?.[0] ?? []));
  const texts = [...packages].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(join(root, folder, file), 'utf8').trim() : '';
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

/** By renaming, so that a CLI that starts meanwhile does not meet half a build. */
function putInPlace(out) {
  const old = `${out}.old`;
  if (statSync(dist, { throwIfNoEntry: false })) renameSync(dist, old);
  renameSync(out, dist);
  rmSync(old, { recursive: true, force: true });
}

if (!process.argv.includes('--if-stale') || isStale()) {
  const esbuild = await import('esbuild').catch((error) => {
    if (!process.argv.includes('--if-possible')) throw error;
  });
  if (esbuild)
    await build(esbuild).catch((error) => {
      if (!error.errors) throw error;
      process.exitCode = 1; // esbuild has said why.
    });
}
