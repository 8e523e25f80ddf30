import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holderOf, lock } from '../../src/write/lock.js';
import { thisProcess } from '../../src/write/process-identity.js';
import { temporaryDirectory } from '../temporary.js';
import { bundle } from './bundle.js';

/** The number of a process that has ended. */
const { pid: deadPid } = spawnSync(process.execPath, ['--version']);

function leaveLock(directory: string, holder: object): void {
  writeFileSync(join(directory, 'lock'), JSON.stringify({ ...thisProcess(), token: '0123456789ab', ...holder }));
}

describe('36: the lock', () => {
  it('is held by one, who is named, until it is released', () => {
    const directory = temporaryDirectory();
    const release = lock(directory);
    expect(holderOf(directory)?.pid).toBe(process.pid);
    expect(() => lock(directory)).toThrow(`Another run (pid ${process.pid}) holds ${join(directory, 'lock')}.`);
    release();
    expect(readdirSync(directory)).toEqual([]);
    lock(directory)();
  });

  it('of a process that has died is taken over', () => {
    const directory = temporaryDirectory();
    leaveLock(directory, { pid: deadPid });
    expect(holderOf(directory)).toBeUndefined();
    const release = lock(directory);
    expect(holderOf(directory)?.pid).toBe(process.pid);
    release();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('of a process whose number another one has now is taken over', { skip: process.platform !== 'linux' }, () => {
    const directory = temporaryDirectory();
    leaveLock(directory, { started: 'another boot 17' });
    lock(directory)();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('of another machine, of which nothing is known, is respected', () => {
    const directory = temporaryDirectory();
    leaveLock(directory, { host: `not-${hostname()}`, pid: deadPid });
    expect(() => lock(directory)).toThrow(`(pid ${deadPid} on not-${hostname()})`);
    expect(existsSync(join(directory, 'lock'))).toBe(true);
  });

  it.each(['', 'null', '{}', '[1]', '{"pid":1}', '{"pid":1,"token":"../../a"}'])(
    'that is none is not touched: %j',
    (text) => {
      const directory = temporaryDirectory({ lock: text });
      expect(() => lock(directory)).toThrow('is not a lock that this version has made');
      expect(readFileSync(join(directory, 'lock'), 'utf8')).toBe(text);
    },
  );

  it('is taken over by one, however many want it, also when who wanted it has died', { timeout: 120_000 }, async () => {
    const directory = temporaryDirectory();
    const program = await bundle('test/write/lock-child.ts');
    const log = join(temporaryDirectory(), 'log');
    for (let round = 0; round < 5; round++) {
      leaveLock(directory, { pid: deadPid, token: `00000000000${round}` });
      // Whoever took it over died as well.
      writeFileSync(
        join(directory, `lock-00000000000${round}`),
        JSON.stringify({ ...thisProcess(), pid: deadPid, token: `10000000000${round}` }),
      );
      writeFileSync(log, '');
      await Promise.all(
        Array.from({ length: 6 }, () => {
          const child = spawn(process.execPath, [program, directory, log], { stdio: ['ignore', 'ignore', 'inherit'] });
          return new Promise((ended) => child.on('exit', (code) => ended(expect(code).toBe(0))));
        }),
      );
      const events = readFileSync(log, 'utf8').trim().split('\n');
      expect(events).toHaveLength(12);
      for (let index = 0; index < events.length; index += 2)
        expect(events[index + 1]).toBe(events[index]?.replace('in', 'out'));
      expect(readdirSync(directory)).toEqual([]);
    }
  });
});
