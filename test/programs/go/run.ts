import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ran, Runner } from '../run-program.js';
import { APP } from './app.js';

const STAND_INS = fileURLToPath(new URL('../stand-ins/go/', import.meta.url));
/** The module in which all of them are compiled together. */
const ALL = 'example.com/all';
/** A build with nothing left to fetch: no package is of another machine. */
const ENVIRONMENT = {
  ...process.env,
  GOFLAGS: '-mod=mod -buildvcs=false',
  GOPROXY: 'off',
  GOSUMDB: 'off',
  GOWORK: 'off',
};
const NOTE = 'asked ';

/** Compiles many programs at once: to begin with the compiler takes longer than a program. */
export function goRunner(root: string): Runner {
  const module = join(root, 'go');
  const faults = new Map<string, string>();
  mkdirSync(module, { recursive: true });
  writeFileSync(join(module, 'go.mod'), manifest());
  return {
    layOut(folders) {
      spawnSync('gofmt', ['-w', ...folders]);
    },
    build(folders) {
      faults.clear();
      const { stdout, stderr } = spawnSync('gofmt', ['-l', ...folders], { encoding: 'utf8' });
      for (const line of `${stdout}${stderr}`.split('\n').filter(Boolean)) {
        const folder = folders.find((one) => line.startsWith(one));
        if (folder) faults.set(folder, `not as gofmt writes it: ${line}`);
      }
      for (const folder of folders) copyInto(join(module, basename(folder)), folder);
      const { stderr: errors } = compile(module, folders.map(packageOf));
      if (errors === '') return;
      // One that cannot be read keeps the others from being compiled.
      for (const folder of folders) {
        const { status, stderr } = compile(module, [packageOf(folder)]);
        if (status !== 0) faults.set(folder, stderr);
      }
    },
    async run(folder, environment) {
      const fault = faults.get(folder);
      if (fault !== undefined) return { error: fault, requests: [] };
      const program = join(module, 'bin', basename(folder));
      const { status, stdout, stderr } = spawnSync(program, [], { cwd: folder, env: environment, encoding: 'utf8' });
      const requests = stdout.split('\n').flatMap((line): Ran['requests'] => {
        return line.startsWith(NOTE) ? [JSON.parse(line.slice(NOTE.length))] : [];
      });
      return { error: status === 0 ? null : stderr, requests };
    },
    stop: () => undefined,
  };
}

function packageOf(folder: string): string {
  return `./${basename(folder)}`;
}

function compile(module: string, packages: readonly string[]) {
  const parameters = ['build', '-ldflags=-s -w', '-o', 'bin/', ...packages];
  return spawnSync('go', parameters, { cwd: module, env: ENVIRONMENT, encoding: 'utf8' });
}

/** A program as packages of the module that has them all, with what answers its requests. */
function copyInto(target: string, folder: string): void {
  rmSync(target, { recursive: true, force: true });
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.go')) continue;
    const text = readFileSync(join(folder, path), 'utf8');
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text.replaceAll(`"${APP}/`, `"${ALL}/${basename(folder)}/`));
    if (text.includes('"net/http"'))
      writeFileSync(join(target, 'web.go'), 'package main\n\nimport _ "example.com/asked/web"\n');
  }
}

function manifest(): string {
  const lines = readdirSync(STAND_INS).map((name) => {
    const folder = join(STAND_INS, name);
    const [, path = ''] = /^module (\S+)/.exec(readFileSync(join(folder, 'go.mod'), 'utf8')) ?? [];
    const version = /\/v(\d+)$/.exec(path)?.[1] ?? '0';
    return `require ${path} v${version}.0.0\n\nreplace ${path} => ${folder}\n`;
  });
  return [`module ${ALL}\n\ngo 1.24\n`, ...lines].join('\n');
}
