import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What a program did. */
export interface Ran {
  error: string | null;
  requests: { base: string; key: string; model: string; kind: 'chat' | 'embeddings' }[];
}

export interface Runner {
  /** Gives programs the layout that their owners would have given them. */
  layOut?(folders: readonly string[]): void;
  /** Makes programs ready to run, as they are now. */
  build?(folders: readonly string[]): void;
  run(folder: string, environment: Readonly<Record<string, string>>): Promise<Ran>;
  stop(): void;
}

const STAND_INS = fileURLToPath(new URL('stand-ins/', import.meta.url));

/** One process that makes one of its own for each program: to begin with Python takes longer than the program. */
export function pythonRunner(): Runner {
  const child: ChildProcess = spawn('python3', [join(STAND_INS, 'run.py')], {
    env: { ...process.env, PYTHONPATH: join(STAND_INS, 'python'), PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (!child.stdin || !child.stdout) throw new Error('no pipes');
  const { stdin } = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async run(folder, environment) {
      stdin.write(`${JSON.stringify({ folder, environment })}\n`);
      return JSON.parse((await lines.next()).value);
    },
    stop: () => stdin.end(),
  };
}

/** `root`: a folder around those of the programs, which gets the packages. */
export function javascriptRunner(root: string): Runner {
  for (const name of ['openai', 'axios']) {
    const folder = join(root, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    const path = JSON.stringify(join(STAND_INS, 'javascript', `${name}.cjs`));
    writeFileSync(join(folder, 'index.js'), `module.exports = require(${path});\n`);
  }
  const before = join(STAND_INS, 'javascript', 'run.cjs');
  return {
    async run(folder, environment) {
      const { stdout } = spawnSync(process.execPath, ['--require', before, 'main.js'], {
        cwd: folder,
        env: environment,
        encoding: 'utf8',
        timeout: 30_000,
      });
      return stdout === '' ? { error: 'it did not run', requests: [] } : JSON.parse(stdout);
    },
    stop: () => undefined,
  };
}
