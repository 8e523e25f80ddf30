import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryDirectory, temporaryRepository } from '../temporary.js';
import { canMount, NOT_RUN, withMounts } from './mounts.js';
import { APP, runCli } from './run-cli.js';

const isRoot = process.getuid?.() === 0;
/** Root reads and writes everything, so for root somebody else looks, who may not be let into this checkout. */
const somebody = isRoot ? { uid: 65534, gid: 65534 } : {};
const canLook = runCli('/', ['--version'], {}, somebody).code === 0;

const WRITE = ['--write', '--allow-no-vcs', '--json'];
const read = (root: string, path: string) => readFileSync(join(root, path), 'utf8');
const isNew = (root: string, path: string) => read(root, path).includes('https://api.holysheep.ai/v1');

describe('a file that is written', () => {
  it('27: keeps its mode, the setuid bit and its owner, also under umask 077, and again under undo', () => {
    const modes = { 'a.js': 0o755, 'b.js': 0o4755, 'c.js': 0o600, 'd.js': 0o666, 'e.js': 0o2750 };
    const root = temporaryDirectory(Object.fromEntries(Object.keys(modes).map((path) => [path, APP])));
    for (const [path, mode] of Object.entries(modes)) {
      if (isRoot) chownSync(join(root, path), 1234, 5678);
      chmodSync(join(root, path), mode);
    }
    const umask = process.umask(0o077);
    onTestFinished(() => void process.umask(umask));
    const owner = isRoot ? { uid: 1234, gid: 5678 } : {};
    for (const [args, side] of [
      [WRITE, true],
      [['undo', '--json'], false],
    ] as const) {
      expect(runCli(root, args).code).toBe(0);
      for (const [path, mode] of Object.entries(modes)) {
        expect(isNew(root, path)).toBe(side);
        expect(statSync(join(root, path))).toMatchObject(owner);
        expect(statSync(join(root, path)).mode & 0o7777, path).toBe(mode);
      }
    }
  });

  it('28: is never reached through a symlink, wherever that leads', () => {
    const outside = temporaryDirectory({ 'out.js': APP, 'dir/out.js': APP });
    const root = temporaryDirectory({ 'a.js': APP, 'real/b.js': APP });
    const links = {
      'to-file.js': 'a.js',
      'to-directory': 'real',
      'dangling.js': 'nowhere.js',
      'loop.js': 'loop.js',
      'real/loop': '..',
      'out.js': join(outside, 'out.js'),
      out: outside,
      absolute: '/',
    };
    for (const [path, target] of Object.entries(links)) symlinkSync(target, join(root, path));
    const { code, stdout } = runCli(root, WRITE);
    expect(code).toBe(0);
    const { written, skipped } = JSON.parse(stdout);
    expect(written).toEqual(['a.js', 'real/b.js']);
    expect(skipped).toEqual(
      Object.keys(links)
        .sort()
        .map((file) => ({ file, reason: 'symlink' })),
    );
    for (const [path, target] of Object.entries(links)) expect(readlinkSync(join(root, path))).toBe(target);
    for (const path of ['out.js', 'dir/out.js']) expect(read(outside, path)).toBe(APP);
    const named = JSON.parse(runCli(root, ['to-file.js', 'out/out.js', 'out.js', ...WRITE]).stdout);
    expect(named.written).toEqual([]);
    expect(read(outside, 'out.js')).toBe(APP);
  });

  it('29: has one name; one with two is refused, and both stay as they are', () => {
    const root = temporaryDirectory({ 'a.js': APP, 'linked.js': APP });
    const outside = temporaryDirectory();
    linkSync(join(root, 'linked.js'), join(outside, 'second.js'));
    const { code, stdout } = runCli(root, WRITE);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      written: ['a.js'],
      skipped: [{ file: 'linked.js', reason: 'hard-link' }],
    });
    expect(read(outside, 'second.js')).toBe(APP);
    expect(lstatSync(join(root, 'linked.js')).nlink).toBe(2);
    expect(lstatSync(join(root, 'linked.js')).ino).toBe(lstatSync(join(outside, 'second.js')).ino);
  });

  it('30: is writable; one that is read-only stays, with a message, and the others are written', () => {
    const root = temporaryDirectory({ 'a.js': APP, 'locked.js': APP, 'z.js': APP });
    chmodSync(join(root, 'locked.js'), 0o444);
    const { code, stdout } = runCli(root, ['--write', '--allow-no-vcs', '--quiet']);
    expect(code).toBe(2);
    expect(stdout).toContain('Not written, since it is read-only.\n    locked.js');
    expect(['a.js', 'locked.js', 'z.js'].map((path) => isNew(root, path))).toEqual([true, false, true]);
    expect(runCli(root, ['undo']).code).toBe(0);
    expect(read(root, 'a.js')).toBe(APP);
  });

  it.runIf(canLook)('30: lies in a directory that may be written; what lies in another one stays', () => {
    const root = temporaryDirectory({ 'a.js': APP, 'closed/b.js': APP, 'z.js': APP });
    if (isRoot) for (const path of ['.', 'a.js', 'closed/b.js', 'z.js']) chownSync(join(root, path), 65534, 65534);
    chmodSync(join(root, 'closed'), 0o555);
    const home = temporaryDirectory();
    chmodSync(home, 0o777);
    const { code, stdout } = runCli(root, WRITE, { XDG_STATE_HOME: home }, somebody);
    chmodSync(join(root, 'closed'), 0o755);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      written: ['a.js', 'z.js'],
      skipped: [{ file: 'closed/b.js', reason: 'cannot-write', detail: 'EACCES' }],
    });
    expect(read(root, 'closed/b.js')).toBe(APP);
    expect(readdirSync(join(root, 'closed'))).toEqual(['b.js']);
  });

  it('39: is made beside the old one, for nobody else to read, and through no link that was planted', () => {
    const outside = temporaryDirectory({ victim: 'precious' });
    const trap = temporaryDirectory({
      'trap.mjs': `import fs from 'node:fs';
        import { syncBuiltinESMExports } from 'node:module';
        const { openSync, symlinkSync } = fs;
        fs.openSync = (path, flags, mode) => {
          if (/\\.hs-/.test(String(path))) {
            process.stderr.write(JSON.stringify({ path, flags, mode }) + '\\n');
            symlinkSync(${JSON.stringify(join(outside, 'victim'))}, path);
          }
          return openSync(path, flags, mode);
        };
        syncBuiltinESMExports();`,
    });
    const root = temporaryRepository({ 'sub/a.js': APP });
    const { code, stderr } = runCli(root, ['--write'], { NODE_OPTIONS: `--import ${join(trap, 'trap.mjs')}` });
    expect(code).toBe(2);
    const { path, flags, mode } = JSON.parse(stderr);
    expect({ flags, mode }).toEqual({ flags: 'wx', mode: 0o600 });
    expect(path).toMatch(/\/sub\/\.hs-[0-9a-f]{12}-0\.tmp$/);
    expect(read(outside, 'victim')).toBe('precious');
    expect(read(root, 'sub/a.js')).toBe(APP);
  });
});

describe('what is in the tree', () => {
  it('31: may be a FIFO, a socket, a device, or nothing that can be opened: no hang, and each is reported', async () => {
    const root = temporaryDirectory({ 'a.js': APP });
    execFileSync('mkfifo', [join(root, 'openai-pipe.js')]);
    const server = createServer();
    await new Promise<void>((listening) => server.listen(join(root, 'openai-socket.js'), listening));
    onTestFinished(() => void server.close());
    // Only root makes devices, where it may.
    const hasDevice = spawnSync('mknod', [join(root, 'openai-zero.js'), 'c', '1', '5']).status === 0;
    const specials = ['openai-pipe.js', 'openai-socket.js', ...(hasDevice ? ['openai-zero.js'] : [])];
    const { code, stdout } = runCli(root, WRITE);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      written: ['a.js'],
      skipped: specials.map((file) => ({ file, reason: 'not-a-file' })),
    });
  });

  it.runIf(canLook)('31: may be a directory that nobody may look into', () => {
    const root = temporaryDirectory({ 'a.js': APP, 'closed/b.js': APP });
    chmodSync(root, 0o755);
    chmodSync(join(root, 'closed'), 0);
    const { stdout } = runCli(root, ['--json'], {}, somebody);
    chmodSync(join(root, 'closed'), 0o755);
    expect(JSON.parse(stdout)).toMatchObject({
      changed: ['a.js'],
      skipped: [{ file: 'closed', reason: 'unreadable', detail: 'EACCES' }],
    });
  });

  it('33: may be gone when it is read', () => {
    const root = temporaryDirectory({ 'a.js': APP, 'b.js': APP });
    const hook = temporaryDirectory({
      'hook.mjs': `import fs from 'node:fs';
        import { syncBuiltinESMExports } from 'node:module';
        const { openSync, unlinkSync } = fs;
        fs.openSync = (path, ...rest) => {
          if (String(path).endsWith('/b.js')) unlinkSync(path);
          return openSync(path, ...rest);
        };
        syncBuiltinESMExports();`,
    });
    const { code, stdout, stderr } = runCli(root, WRITE, { NODE_OPTIONS: `--import ${join(hook, 'hook.mjs')}` });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout).written).toEqual(['a.js']);
    expect(existsSync(join(root, 'b.js'))).toBe(false);
  });

  it('32: may change between the plan and the write: it is not overwritten, and said', () => {
    const root = temporaryDirectory({ 'a.js': APP, 'b.js': APP });
    const hook = temporaryDirectory({
      'hook.mjs': `import fs from 'node:fs';
        import { syncBuiltinESMExports } from 'node:module';
        const { openSync, appendFileSync } = fs;
        fs.openSync = (path, ...rest) => {
          if (/\\.hs-.*-1\\.tmp/.test(String(path))) appendFileSync(${JSON.stringify(join(root, 'b.js'))}, '// mine');
          return openSync(path, ...rest);
        };
        syncBuiltinESMExports();`,
    });
    const { code, stdout } = runCli(root, WRITE, { NODE_OPTIONS: `--import ${join(hook, 'hook.mjs')}` });
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      written: ['a.js'],
      skipped: [{ file: 'b.js', reason: 'changed-on-disk' }],
    });
    expect(read(root, 'b.js')).toBe(`${APP}// mine`);
    expect(runCli(root, ['undo']).code).toBe(0);
    expect(read(root, 'a.js')).toBe(APP);
    expect(read(root, 'b.js')).toBe(`${APP}// mine`);
  });

  it.each([
    ['in a repository', temporaryRepository],
    ['outside of git', temporaryDirectory],
  ])('38: may have any name, %s', (_, make) => {
    const names = [
      'with space.js',
      `quo'te".js`,
      'new\nline.js',
      'tab\t.js',
      '-w.js',
      '--help.js',
      'back\\slash.js',
      '[x]*?{a,b}.js',
      '$HOME`id`.js',
      'caf\u00e9.js',
      'cafe\u0301.js',
      '\u{1f411}.js',
      ' .js',
      '#.js',
      `${'n'.repeat(252)}.js`,
      `${'\u00e9'.repeat(126)}.js`,
    ];
    const root = make(Object.fromEntries(names.map((name) => [name, APP])));
    const odd = Buffer.concat([Buffer.from(`${root}/odd`), Buffer.from([0xff]), Buffer.from('.js')]);
    writeFileSync(odd, APP);
    const preview = runCli(root, []);
    expect(preview.code).toBe(0);
    expect(preview.stdout).toContain('new\\u{a}line.js');
    const { code, stdout } = runCli(root, WRITE);
    expect(code).toBe(0);
    const { written, skipped } = JSON.parse(stdout);
    expect([...written].sort()).toEqual([...names].sort());
    expect(skipped).toEqual([{ file: 'odd\ufffd.js', reason: 'name-not-utf8' }]);
    expect(readFileSync(odd, 'utf8')).toBe(APP);
    expect(runCli(root, ['undo']).code).toBe(0);
    for (const name of names) expect(read(root, name)).toBe(APP);
    unlinkSync(odd);
  });

  it('may have names that differ in case only', () => {
    const root = temporaryDirectory({ 'a.js': APP, 'A.js': APP });
    const isCaseSensitive = readdirSync(root).length === 2;
    expect(JSON.parse(runCli(root, WRITE).stdout).written).toEqual(isCaseSensitive ? ['A.js', 'a.js'] : ['a.js']);
    expect(runCli(root, ['undo']).code).toBe(0);
    expect(read(root, 'A.js')).toBe(APP);
  });

  it.runIf(canMount)(
    `may have two names for one file, as on a disk that knows no case${canMount ? '' : NOT_RUN}`,
    () => {
      const root = temporaryDirectory({ 'src/a.js': APP, 'Src/other.txt': '' });
      const said = withMounts(
        `cd "$root" && mount --bind src Src && before=$(sha256sum <src/a.js)
      "$node" "$cli" --write --allow-no-vcs >/dev/null && "$node" "$cli" --check && echo moved; ls -A src
      "$node" "$cli" undo >/dev/null && [ "$before" = "$(sha256sum <src/a.js)" ] && echo back`,
        { root },
      );
      expect(said).toBe('moved\na.js\nback\n');
    },
  );
});
