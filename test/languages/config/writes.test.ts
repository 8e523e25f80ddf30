import { describe, expect, it } from 'vitest';
import { checkWrites } from './check-writes.js';
import { NASTY } from './nasty.js';

describe('writing leaves all else as it is', () => {
  it.each(NASTY)('%s, %s', async (path, _, text) => {
    const { written } = await checkWrites(path, text);
    expect(written).toBeGreaterThan(3);
  });
});
