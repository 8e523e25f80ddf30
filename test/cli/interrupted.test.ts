import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryDirectory, temporaryRepository, writeFiles } from '../temporary.js';
import { canMount, NOT_RUN, withMounts } from './mounts.js';
import { APP, CLI, runCli } from './run-cli.js';

const FILES = Object.fromEntries(['a.js', 'b.js', 'c.js'].map((path) => [path, `// ${path}\n${APP}`]));
const FAULTS = { NODE_OPTIONS: `--import ${new URL('../write/faults.mjs', import.meta.url).href}` };

function sidesIn(root: string): string {
  return Object.entries(FILES)
    .map(([path, before]) => (readFileSync(join(root, path), 'utf8') === before ? 'old' : 'new'))
    .join(' ');
}

describe('a --write that is killed', () => {
  it('34: leaves whole files; the next run says so, and undo or --resume look after it', () => {
    for (const [at, sides] of [
      ['rename .*b\\.js$', 'new old old'],
      ['rename .*c\\.js$', 'new new old'],
    ] as const) {
      const root = temporaryRepository(FILES);
      const killed = runCli(root, ['--write'], { ...FAULTS, FAULTS: JSON.stringify([{ at, do: 'kill' }]) });
      expect(killed.code).toBe(null);
      expect(sidesIn(root)).toBe(sides);
      for (const args of [[], ['--check'], ['--write', '--allow-dirty']]) {
        const { code, stdout, stderr } = runCli(root, args);
        expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
        expect(stderr).toContain('Run 1 was interrupted');
        expect(stderr).toContain(`Files that hold their new text: ${sides.split('new').length - 1} of 3.`);
        expect(stderr).toContain('"migrate-to-holysheep undo"');
        expect(stderr).toContain('--resume');
      }
      expect(runCli(root, ['undo', '--list']).stdout).toContain('interrupted, 3 files');
      if (sides === 'new old old') {
        expect(runCli(root, ['undo']).code).toBe(0);
        expect(sidesIn(root)).toBe('old old old');
        expect(runCli(root, ['--write']).code).toBe(0);
      } else {
        const { code, stdout } = runCli(root, ['--resume']);
        expect(code).toBe(0);
        expect(stdout).toContain('Run 1 is finished: 3 files written.');
      }
      expect(sidesIn(root)).toBe('new new new');
      expect(runCli(root, ['--check'])).toEqual({ code: 0, stdout: '', stderr: '' });
      expect(readdirSync(root)).toEqual(['.git', 'a.js', 'b.js', 'c.js']);
    }
  });

  it('35: gives all files their old text back when the disk fails, and exits with 2', () => {
    const at = 'write .*\\.hs-.*-1\\.tmp$';
    for (const code of ['ENOSPC', 'EIO', 'EDQUOT']) {
      const root = temporaryRepository(FILES);
      const fault = { ...FAULTS, FAULTS: JSON.stringify([{ at, do: code }]) };
      const { code: exitCode, stdout, stderr } = runCli(root, ['--write', '--json'], fault);
      expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
      const { written, skipped } = JSON.parse(stdout);
      expect(written).toEqual([]);
      expect(skipped).toEqual([
        { file: 'a.js', reason: 'rolled-back', detail: code },
        { file: 'b.js', reason: 'cannot-write', detail: code },
        { file: 'c.js', reason: 'rolled-back', detail: code },
      ]);
      expect(sidesIn(root)).toBe('old old old');
      expect(readdirSync(root)).toEqual(['.git', 'a.js', 'b.js', 'c.js']);
      expect(readdirSync(join(root, '.git/migrate-to-holysheep'))).toEqual([]);
      expect(runCli(root, ['--write']).code).toBe(0);
    }
  });

  it('35: says what could not be put back on a disk that stays full, and undo does it later', () => {
    const at = 'write .*\\.hs-.*-1\\.tmp$';
    const root = temporaryRepository(FILES);
    const fault = { ...FAULTS, FAULTS: JSON.stringify([{ at, do: 'ENOSPC', always: true }]) };
    const { code, stdout } = runCli(root, ['--write'], fault);
    expect(code).toBe(2);
    expect(stdout.replace(/\s+/g, ' ')).toContain('could not be put back: run "migrate-to-holysheep undo" (ENOSPC)');
    expect(sidesIn(root)).toBe('new old old');
    expect(runCli(root, []).stderr).toContain('Undoing run 1 was interrupted. Files that hold their new text: 1 of 3.');
    expect(runCli(root, ['--resume']).stderr).toContain('Undoing run 1 was interrupted');
    expect(runCli(root, ['undo']).code).toBe(0);
    expect(sidesIn(root)).toBe('old old old');
  });

  it('35: gives all files their old text back when --resume fails, too', () => {
    const at = 'rename .*c\\.js$';
    const root = temporaryRepository(FILES);
    runCli(root, ['--write'], { ...FAULTS, FAULTS: JSON.stringify([{ at, do: 'kill' }]) });
    expect(sidesIn(root)).toBe('new new old');
    const fault = { ...FAULTS, FAULTS: JSON.stringify([{ at: 'write .*\\.hs-', do: 'ENOSPC' }]) };
    const { code, stdout } = runCli(root, ['--resume'], fault);
    expect({ code, sides: sidesIn(root) }).toEqual({ code: 2, sides: 'old old old' });
    expect(stdout).toContain('Run 1 could not be finished.\nLeft as they are:\n');
    expect(stdout).toContain('c.js: the system refused (ENOSPC)');
    expect(runCli(root, ['--write']).code).toBe(0);
  });

  it('35: changes nothing when undo cannot be noted', () => {
    const root = temporaryRepository(FILES);
    runCli(root, ['--write']);
    const at = 'write .*journal';
    const { code, stderr } = runCli(root, ['undo'], { ...FAULTS, FAULTS: JSON.stringify([{ at, do: 'ENOSPC' }]) });
    expect(code).toBe(2);
    expect(stderr).toContain('could not be kept in');
    expect(stderr).toContain('(ENOSPC). Nothing was changed.');
    expect(sidesIn(root)).toBe('new new new');
    expect(runCli(root, ['undo']).code).toBe(0);
    expect(sidesIn(root)).toBe('old old old');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('5: gives all files their old text back on %s', async (signal, code) => {
    const at = 'rename .*b\\.js$';
    const root = temporaryRepository(FILES);
    const run = await pausedAt(at, root);
    run.child.kill(signal);
    run.goOn();
    expect(await run.ended).toEqual({ code, said: 'migrate-to-holysheep: Interrupted. Every file is as it was.\n' });
    expect(sidesIn(root)).toBe('old old old');
    expect(readdirSync(root)).toEqual(['.git', 'a.js', 'b.js', 'c.js']);
    expect(runCli(root, ['--write']).code).toBe(0);
  });
});

describe('a --write that is interrupted before it writes', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    '5: ends at once on %s, and leaves nothing that stands in the way',
    async (signal) => {
      const root = temporaryRepository(FILES);
      // Its lock is made; now it would look for files.
      const at = 'unlink .*lock.*\\.tmp$';
      const run = await pausedAt(at, root);
      const died = new Promise((end) => run.child.on('exit', (_, by) => end(by)));
      run.child.kill(signal);
      run.goOn();
      expect(await died).toBe(signal);
      expect(sidesIn(root)).toBe('old old old');
      expect(readdirSync(root)).toEqual(['.git', 'a.js', 'b.js', 'c.js']);
      expect(runCli(root, ['--write'])).toMatchObject({ code: 0, stderr: '' });
    },
  );
});

describe('two runs at once', () => {
  it('36: the second --write, undo and --resume exit with 2 and name the first; a preview does not wait', async () => {
    const at = 'rename .*b\\.js$';
    const root = temporaryRepository(FILES);
    const first = await pausedAt(at, root);
    for (const args of [['--write', '--allow-dirty'], ['undo'], ['--resume']]) {
      const { code, stdout, stderr } = runCli(root, args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(`Another run (pid ${first.child.pid}) holds`);
    }
    expect(runCli(root, []).code).toBe(0);
    first.goOn();
    expect((await first.ended).code).toBe(0);
    expect(sidesIn(root)).toBe('new new new');
    expect(runCli(root, ['undo']).code).toBe(0);
  });
});

/** A --write that waits before a call until it is told to go on. */
async function pausedAt(at: string, root: string) {
  const flags = temporaryDirectory();
  const [reached, until] = [join(flags, 'reached'), join(flags, 'until')];
  const env = { ...process.env, ...FAULTS, FAULTS: JSON.stringify([{ at, do: 'wait', reached, until }]) };
  const child: ChildProcess = spawn(process.execPath, [CLI, '--write'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stderr?.on('data', (text) => {
    said += text;
  });
  const ended = new Promise<{ code: number | null; said: string }>((end) =>
    child.on('close', (code) => end({ code, said })),
  );
  while (!existsSync(reached)) await setTimeout(10);
  return { child, ended, goOn: () => writeFiles(flags, { until: '' }) };
}

/** Runs a shell script in a small file system of its own. */
function onSmallDisk(kibibytes: number, script: string): string {
  const disk = join(temporaryDirectory(), 'disk');
  mkdirSync(disk);
  return withMounts(`mount -t tmpfs -o size=${kibibytes}k tmpfs "$disk" && cd "$disk"\n${script}`, { disk });
}

describe(`a disk that is really full${canMount ? '' : NOT_RUN}`, () => {
  const big = `${APP}// ${'x'.repeat(60_000)}\n`;

  it.runIf(canMount)('35: gives all files their old text back', () => {
    const source = temporaryDirectory({ 'a.js': APP, 'b.js': big, 'c.js': big });
    // The old texts are kept elsewhere. There is room for a second a.js, not for a second b.js.
    const said = onSmallDisk(
      160,
      `cp "${source}"/*.js . && sha256sum *.js >"${source}/sums"
      "$node" "$cli" --write --allow-no-vcs --quiet; echo "exit $?"
      sha256sum -c --quiet "${source}/sums" && echo whole; ls -A; "$node" "$cli" --quiet >/dev/null && echo finished`,
    );
    expect(said).toContain('the system refused (ENOSPC)');
    expect(said).toMatch(/exit 2\nwhole\na\.js\nb\.js\nc\.js\nfinished\n$/);
  });

  it.runIf(canMount)('35: changes nothing when there is no room for the old texts', () => {
    const source = temporaryDirectory({ 'a.js': APP, 'b.js': big });
    const said = onSmallDisk(
      128,
      `cp "${source}"/*.js . && sha256sum *.js >"${source}/sums"
      XDG_STATE_HOME="$disk/state" "$node" "$cli" --write --allow-no-vcs --quiet 2>&1; echo "exit $?"
      sha256sum -c --quiet "${source}/sums" && echo whole; find state -type f`,
    );
    expect(said).toContain('could not be kept in');
    expect(said).toContain('(ENOSPC)');
    expect(said).toMatch(/exit 2\nwhole\n$/);
  });
});
