import { beforeEach, describe, expect, it } from 'vitest';
import { CHANGES } from './files.js';
import { callsOf, expectRecovery, type Fault, makeHalf, Place, prepare, runStep, tryEach } from './places.js';
import { write } from './write.js';

beforeEach(prepare);

/** Ends a step at each of its calls, in every way. `unfinished`: what the next run may say. Gives how often. */
async function killEverywhere(
  step: string,
  from: string,
  unfinished: readonly string[],
  first: readonly Fault[] = [],
): Promise<number> {
  const calls = await callsOf(step, from, first);
  const kills = calls.flatMap((call, index) => {
    const ways = call.includes(' write ') ? ['kill', 'torn', 'power'] : ['kill', 'power'];
    return index < (first[0]?.at ?? 0) ? [] : ways.map((way) => [...first, { at: index + 1, do: way }]);
  });
  await tryEach(step, from, kills, async (place, signal) => {
    expect(signal).toBe('SIGKILL');
    await expectRecovery(place, unfinished);
  });
  return kills.length;
}

describe('34: a process that is killed, or loses power, at every call that changes something', () => {
  it('of a write', { timeout: 600_000 }, async () => {
    new Place('before').make();
    expect(await killEverywhere('write', 'before', ['unfinished-run'])).toBeGreaterThan(100);
  });

  it('of undo', { timeout: 600_000 }, async () => {
    const { name, root } = new Place('written').make();
    await write(root, CHANGES);
    expect(await killEverywhere('undo', name, ['unfinished-undo'])).toBeGreaterThan(60);
  });

  it('of --resume, which takes over a dead lock', { timeout: 600_000 }, async () => {
    const half = await makeHalf();
    expect(await killEverywhere('resume', half, ['unfinished-run'])).toBeGreaterThan(60);
  });

  it('of undo --forget', { timeout: 600_000 }, async () => {
    const { name, root } = new Place('kept').make();
    await write(root, CHANGES);
    // A run that is listed can be undone; `expectRecovery` undoes it, or finds none.
    expect(await killEverywhere('forget', name, [])).toBeGreaterThan(15);
  });

  it('of a rollback', { timeout: 600_000 }, async () => {
    const { calls } = await runStep('write', new Place('whole').make(), []);
    const last = calls.findLast((call) => / write .*\.hs-/.test(call)) ?? '';
    new Place('before').make();
    const full = { at: Number.parseInt(last, 10), do: 'ENOSPC' };
    expect(await killEverywhere('write', 'before', ['unfinished-run', 'unfinished-undo'], [full])).toBeGreaterThan(40);
  });
});
