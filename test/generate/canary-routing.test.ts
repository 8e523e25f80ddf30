import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';

type Module = typeof import('../../src/generate/templates/canary.js');
type Control = Parameters<Module['clientFor']>[1];

/** The file that Python reads too: test/e2e/canary.test.ts. */
const vectors = JSON.parse(readFileSync(new URL('canary-vectors.json', import.meta.url), 'utf8'));

const USERS = Array.from({ length: 100_000 }, (_, index) => `user-${index}`);

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe.each(['canary.ts', 'canary.js'])('%s', async (name) => {
  const module: Module = await import(new URL(`../../src/generate/templates/${name}`, import.meta.url).href);
  const { placeOf, fractionOf, clientFor, evaluateWith, USER_REQUIRED } = module;
  const places = USERS.map((user) => placeOf(user));

  it.each(vectors.users as { user: string; first: string }[])('places $user', ({ user, first }) => {
    expect(placeOf(user, vectors.salt)).toBe(Number.parseInt(first, 16) / 2 ** 32);
    expect(placeOf(user)).toBe(placeOf(user, vectors.salt));
  });

  it('draws anew by another salt', () => {
    for (const { salt, user, first } of vectors.otherSalts)
      expect(placeOf(user, salt)).toBe(Number.parseInt(first, 16) / 2 ** 32);
  });

  it.each(vectors.fractions as { text: string | null; value: number | null }[])(
    'reads the fraction $text as $value',
    ({ text, value }) => {
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
      expect(fractionOf(text ?? undefined)).toBe(value ?? 0);
      if (value !== null) expect(warn).not.toHaveBeenCalled();
    },
  );

  it('spreads 100,000 users evenly: chi-square over 100 equal parts, as likely as not', () => {
    const counts = new Array<number>(100).fill(0);
    for (const place of places) {
      const part = Math.floor(place * 100);
      counts[part] = (counts[part] ?? 0) + 1;
    }
    const expected = USERS.length / counts.length;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 99 degrees of freedom: between 56.6 and 157.0 lie all but one in a thousand. What is too even is not random either.
    expect(chiSquare).toBeGreaterThan(56.6);
    expect(chiSquare).toBeLessThan(157);
  });

  it('takes the asked share of 100,000 users, and never one out again while it grows', () => {
    let before = new Set<number>();
    for (const fraction of [0, 0.01, 0.05, 0.07, 0.1, 0.5, 0.99, 1]) {
      const share = fractionOf(String(fraction));
      const now = new Set(places.flatMap((place, user) => (place < share ? [user] : [])));
      expect([...before].filter((user) => !now.has(user))).toEqual([]);
      const deviation = Math.sqrt(USERS.length * fraction * (1 - fraction));
      expect(Math.abs(now.size - USERS.length * fraction)).toBeLessThanOrEqual(4 * deviation);
      before = now;
    }
    expect(before.size).toBe(USERS.length);
  });

  const control = { withOptions: () => expect.unreachable('a second client was made') } as unknown as Control;

  it.each(['', '0', '10%', 'NaN', '-1', '2'])('with the fraction "%s" hands out the very client', (fraction) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    vi.stubEnv('HOLYSHEEP_CANARY_FRACTION', fraction);
    expect(clientFor('alice', control)).toBe(control);
  });

  it.each(['1', 'true', 'yes', 'off'])('hands it out whatever the fraction, once switched off by "%s"', (off) => {
    vi.stubEnv('HOLYSHEEP_CANARY_FRACTION', '1');
    vi.stubEnv('HOLYSHEEP_CANARY_OFF', off);
    evaluateWith(() => true);
    expect(clientFor('alice', control)).toBe(control);
    evaluateWith(undefined);
    for (const on of ['', '0', 'false']) {
      vi.stubEnv('HOLYSHEEP_CANARY_OFF', on);
      expect(clientFor('alice', control)).not.toBe(control);
    }
  });

  it('hands it out to a call without a user, and says so once', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    vi.stubEnv('HOLYSHEEP_CANARY_FRACTION', '1');
    for (const user of [undefined, null, USER_REQUIRED, {}]) expect(clientFor(user as string, control)).toBe(control);
    expect(warn).toHaveBeenCalledTimes(1);
    for (const user of ['', 0, 'alice']) expect(clientFor(user, control)).not.toBe(control);
  });
});
