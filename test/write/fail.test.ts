import { beforeEach, describe, expect, it } from 'vitest';
import { CHANGES } from './files.js';
import { callsOf, expectRecovery, type Fault, makeHalf, Place, prepare, tryEach } from './places.js';
import { write } from './write.js';

beforeEach(prepare);

/** Lets each call of a step fail. Nothing is half done then, or the next run says so. Gives how often. */
async function failEverywhere(step: string, from: string, fault: Omit<Fault, 'at'>): Promise<number> {
  const calls = await callsOf(step, from);
  const faults = calls.map((_, index) => [{ at: index + 1, ...fault }]);
  await tryEach(step, from, faults, async (place, signal) => {
    expect(signal).toBe(null);
    await expectRecovery(place, ['unfinished-run', 'unfinished-undo']);
  });
  return faults.length;
}

describe('35: a disk that fails at every call that changes something', () => {
  it.each([{ do: 'EIO' }, { do: 'ENOSPC', always: true }])('of a write: %o', { timeout: 600_000 }, async (fault) => {
    new Place('before').make();
    expect(await failEverywhere('write', 'before', fault)).toBeGreaterThan(40);
  });

  it('of undo', { timeout: 600_000 }, async () => {
    const { name, root } = new Place('written').make();
    await write(root, CHANGES);
    expect(await failEverywhere('undo', name, { do: 'EIO' })).toBeGreaterThan(25);
  });

  it('of --resume', { timeout: 600_000 }, async () => {
    expect(await failEverywhere('resume', await makeHalf(), { do: 'EIO' })).toBeGreaterThan(25);
  });
});
