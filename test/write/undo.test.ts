import {
  appendFileSync,
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exclusively } from '../../src/write/exclusively.js';
import { forget, historyOf, resume, undo } from '../../src/write/history.js';
import { runGit, temporaryDirectory, temporaryRepository, writeFiles } from '../temporary.js';
import { change, write } from './write.js';

const OLD = { 'a.txt': '\ufeffold\r\n', 'dir/b.txt': 'old', 'dir/c.txt': '' };
const CHANGES = Object.entries(OLD).map(([path, before]) => change(path, `new ${path}`, before));

function textsIn(root: string): Record<string, string> {
  return Object.fromEntries(Object.keys(OLD).map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

describe.each([
  ['in a repository', temporaryRepository],
  ['outside of git', temporaryDirectory],
])('undo %s', (_, make) => {
  it('34: gives every file its old bytes and its mode, and then nothing is kept', async () => {
    const root = make(OLD);
    chmodSync(join(root, 'a.txt'), 0o4755);
    const { uid, gid } = statSync(join(root, 'a.txt'));
    await write(root, CHANGES);
    expect(textsIn(root)).not.toEqual(OLD);
    const { restored, left, state } = await undo(root, undefined);
    expect({ restored, left }).toEqual({ restored: Object.keys(OLD), left: [] });
    expect(textsIn(root)).toEqual(OLD);
    expect(statSync(join(root, 'a.txt'))).toMatchObject({ uid, gid });
    expect(statSync(join(root, 'a.txt')).mode & 0o7777).toBe(0o4755);
    expect(readdirSync(state.directory)).toEqual([]);
    await expect(undo(root, undefined)).rejects.toThrow('There is no run to undo.');
  });

  it('37: leaves alone what was edited since, lists it, and keeps its old text', async () => {
    const root = make({ ...OLD, 'd.txt': 'old', 'e.txt': 'old', 'f.txt': 'old', 'g.txt': 'old' });
    await write(root, [...CHANGES, ...['d.txt', 'e.txt', 'f.txt', 'g.txt'].map((path) => change(path))]);
    appendFileSync(join(root, 'a.txt'), ' and mine');
    rmSync(join(root, 'd.txt'));
    rmSync(join(root, 'e.txt'));
    symlinkSync('dir/b.txt', join(root, 'e.txt'));
    linkSync(join(root, 'f.txt'), join(root, 'other-name'));
    chmodSync(join(root, 'g.txt'), 0o444);
    const { restored, left } = await undo(root, undefined);
    expect(restored).toEqual(['dir/b.txt', 'dir/c.txt']);
    expect(Object.fromEntries(left.map(({ path, reason }) => [path, reason]))).toEqual({
      'a.txt': 'changed-on-disk',
      'd.txt': 'changed-on-disk',
      'e.txt': 'symlink-target',
      'f.txt': 'hard-link',
      'g.txt': 'read-only',
    });
    expect(readFileSync(join(root, 'a.txt'), 'utf8')).toBe('new a.txt and mine');
    expect(lstatSync(join(root, 'e.txt')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(root, 'dir/b.txt'), 'utf8')).toBe('old');

    // It does not stand in the way, and can be tried again.
    await exclusively(root, false, async () => {});
    writeFileSync(join(root, 'a.txt'), 'new a.txt');
    rmSync(join(root, 'other-name'));
    chmodSync(join(root, 'g.txt'), 0o644);
    const again = await undo(root, undefined);
    expect(again.restored).toEqual(['a.txt', 'f.txt', 'g.txt']);
    expect(again.left.map(({ path }) => path)).toEqual(['d.txt', 'e.txt']);
  });

  it('takes away a file that the run made, unless it was edited since', async () => {
    const root = make(OLD);
    await write(root, [
      change('dir/b.txt'),
      { path: 'dir/made.txt', after: 'made' },
      { path: 'own.txt', after: 'made' },
    ]);
    writeFileSync(join(root, 'own.txt'), 'made, and mine');
    const { restored, left } = await undo(root, undefined);
    expect(restored).toEqual(['dir/b.txt', 'dir/made.txt']);
    expect(left).toEqual([{ path: 'own.txt', reason: 'changed-on-disk' }]);
    expect(readdirSync(join(root, 'dir'))).toEqual(['b.txt', 'c.txt']);
    rmSync(join(root, 'own.txt'));
    expect((await undo(root, undefined)).left).toEqual([]);
  });

  it('takes back one of several runs, where no later one has changed the same', async () => {
    const root = make(OLD);
    await write(root, [change('a.txt', 'one', OLD['a.txt']), change('dir/b.txt', 'one', 'old')]);
    await write(root, [change('a.txt', 'two', 'one')]);
    expect(historyOf(root).runs.map(({ id }) => id)).toEqual([1, 2]);
    expect(await undo(root, 1)).toMatchObject({ restored: ['dir/b.txt'], left: [{ path: 'a.txt' }] });
    expect(readFileSync(join(root, 'a.txt'), 'utf8')).toBe('two');
    await undo(root, 2);
    await undo(root, 1);
    expect(textsIn(root)).toEqual(OLD);
    await expect(undo(root, 7)).rejects.toThrow('There is no run 7.');
  });

  it('keeps the last ten runs, until they are to be forgotten', async () => {
    const root = make({ 'a.txt': '0' });
    for (let run = 1; run <= 12; run++) await write(root, [change('a.txt', String(run), String(run - 1))]);
    const ids = () => historyOf(root).runs.map(({ id }) => id);
    expect(ids()).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(await forget(root, 5)).toEqual([5]);
    expect(ids()).not.toContain(5);
    expect(await forget(root, undefined)).toHaveLength(9);
    expect(readdirSync(historyOf(root).state.directory)).toEqual([]);
    expect(readFileSync(join(root, 'a.txt'), 'utf8')).toBe('12');
  });

  it('does not put back what is damaged', async () => {
    const root = make(OLD);
    await write(root, CHANGES);
    const { directory } = historyOf(root).runs[0] ?? {};
    truncateSync(join(directory ?? '', 'before'), 3);
    expect((await undo(root, undefined)).left.map(({ reason }) => reason)).toEqual(['lost', 'lost', 'lost']);
    expect(readFileSync(join(root, 'a.txt'), 'utf8')).toBe('new a.txt');
  });

  it('63: keeps for this user alone what files held, and nothing of it beside them', async () => {
    const root = make(OLD);
    const names = readdirSync(root);
    const { directory } = historyOf(root).state;
    mkdirSync(directory, { recursive: true });
    chmodSync(directory, 0o755);
    const umask = process.umask(0);
    try {
      await write(root, CHANGES);
    } finally {
      process.umask(umask);
    }
    const { state, runs } = historyOf(root);
    const modes = (directory: string): number[] =>
      readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
        const path = join(directory, entry.name);
        return [statSync(path).mode & 0o777, ...(entry.isDirectory() ? modes(path) : [])];
      });
    expect(statSync(state.directory).mode & 0o777).toBe(0o700);
    expect(modes(state.directory)).toEqual([0o700, 0o600, 0o600, 0o600]);
    expect(readdirSync(runs[0]?.directory ?? '').sort()).toEqual(['after', 'before', 'journal.ndjson']);
    expect(readdirSync(root)).toEqual(names);
  });
});

describe('what is kept', () => {
  it('42: lies in the git directory of the worktree, whatever the root is', async () => {
    const root = temporaryRepository(OLD);
    const tree = join(temporaryDirectory(), 'tree');
    runGit(root, 'worktree', 'add', '-q', '--detach', tree);
    const of = (directory: string) => historyOf(directory).state;
    expect(of(join(root, 'dir'))).toEqual({ base: root, directory: join(root, '.git/migrate-to-holysheep') });
    expect(of(tree)).toEqual({ base: tree, directory: join(root, '.git/worktrees/tree/migrate-to-holysheep') });
    await write(join(tree, 'dir'), [change('b.txt')]);
    expect(historyOf(root).runs).toEqual([]);
    expect((await undo(tree, undefined)).restored).toEqual(['dir/b.txt']);
    expect(runGit(tree, 'status', '--short')).toBe('');
  });

  it('is not looked for where core.worktree leads out of the repository', () => {
    const outside = temporaryDirectory(OLD);
    const root = join(outside, 'repository');
    mkdirSync(root);
    runGit(root, 'init', '-q');
    runGit(root, 'config', 'core.worktree', outside);
    const { base, directory } = historyOf(root).state;
    expect(base).toBe(root);
    expect(directory.startsWith(process.env.XDG_STATE_HOME ?? '?')).toBe(true);
  });

  it('is not written through a link', async () => {
    const outside = temporaryDirectory({ '1/after': '', '1/before': '' });
    const root = temporaryRepository(OLD);
    symlinkSync(outside, join(root, '.git/migrate-to-holysheep'));
    await expect(write(root, CHANGES)).rejects.toThrow('is a link');
    unlinkSync(join(root, '.git/migrate-to-holysheep'));
    mkdirSync(join(root, '.git/migrate-to-holysheep'));
    symlinkSync(join(outside, '1'), join(root, '.git/migrate-to-holysheep/1'));
    await write(root, CHANGES);
    expect(readdirSync(join(outside, '1'))).toEqual(['after', 'before']);
    expect(historyOf(root).runs.map(({ id }) => id)).toEqual([2]);
  });
});

describe('a journal that comes with a repository', () => {
  const entry = (path: string) => ({
    path,
    before: { hash: '0'.repeat(64), size: 0 },
    after: { hash: '0'.repeat(64), size: 0 },
  });
  const plan = { format: 1, tool: '0', date: '2026-01-01T00:00:00Z', token: '0123456789ab', entries: [entry('a.txt')] };

  it.each([
    ['leads out of the work tree', { ...plan, entries: [entry('../a.txt')] }],
    ['leads out of it on the way', { ...plan, entries: [entry('dir/../../a.txt')] }],
    ['leads to the root of the disk', { ...plan, entries: [entry('/etc/passwd')] }],
    ['leads into the git directory', { ...plan, entries: [entry('.git/hooks/pre-commit')] }],
    ['leads there on a disk that knows no case', { ...plan, entries: [entry('sub/.GIT/config')] }],
    ['has a token that is a path', { ...plan, token: '../../../a' }],
    [
      'has a size that is none',
      { ...plan, entries: [{ ...entry('a.txt'), before: { hash: '0'.repeat(64), size: -1 } }] },
    ],
    ['is of a later version', { ...plan, format: 2 }],
    ['is no journal', 'hello'],
    ['is empty', ''],
  ])('is refused, and not deleted, when it %s', async (_, content) => {
    const root = temporaryRepository(OLD);
    const journal = '.git/migrate-to-holysheep/1/journal.ndjson';
    writeFiles(root, { [journal]: typeof content === 'string' ? content : `${JSON.stringify(content)}\n` });
    for (const act of [undo(root, undefined), resume(root), write(root, CHANGES)])
      await expect(act).rejects.toMatchObject({ code: 'unknown-journal' });
    expect(textsIn(root)).toEqual(OLD);
    expect(statSync(join(root, journal)).isFile()).toBe(true);
  });

  it('does nothing to a file that it does not know', async () => {
    const root = temporaryRepository(OLD);
    writeFiles(root, {
      '.git/migrate-to-holysheep/1/journal.ndjson': `${JSON.stringify({ ...plan, entries: [{ ...entry('a.txt'), before: { hash: '0'.repeat(64), size: 2 ** 52 } }] })}\n\n{"mark":"wri\n{"mark":"written","failed":[]}\n`,
    });
    expect(historyOf(root).runs[0]?.last.mark).toBe('written');
    expect((await undo(root, undefined)).left).toHaveLength(1);
    expect(textsIn(root)).toEqual(OLD);
  });
});
