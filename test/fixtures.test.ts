import { describe, expect, test } from 'vitest';
import { expectedOf, type Files, fixturesOf, inputOf, keysOf, migrate, saidIn, update } from './fixtures.js';

const UPDATES = process.env.UPDATE_FIXTURES === '1';

/** `npx vitest run test/fixtures.test.ts -t barrel`; with `UPDATE_FIXTURES=1` to take what comes out. */
describe.each(['javascript', 'python', 'config'])('%s', (language) => {
  test.each(fixturesOf(language))('$name', async (fixture) => {
    const { files, options } = inputOf(fixture);
    const { after, report, views } = await migrate(files, options);
    if (UPDATES) update(fixture, files, after, saidIn(report));

    const expected = expectedOf(fixture);
    expect(textsOf(after)).toEqual(textsOf(expected.files));
    if (expected.said) expect(saidIn(report)).toEqual(expected.said);

    for (const key of keysOf(files)) expect(views.includes(key), 'a key is shown').toBe(false);

    const again = await migrate(after, options);
    expect(again.report.changes).toEqual([]);
    expect(textsOf(again.after)).toEqual(textsOf(after));
  });
});

/** Bytes as text, in which every byte is a character of its own. */
function textsOf(files: Files): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [path, content.toString('latin1')]));
}
