import { describe, expect, test } from 'vitest';
import type { FileChange } from '../src/report.js';
import { expectedOf, type Files, fixturesOf, inputOf, keysOf, LANGUAGES, migrate, saidIn, update } from './fixtures.js';

const UPDATES = process.env.UPDATE_FIXTURES === '1';

/** `npx vitest run test/fixtures.test.ts -t barrel`; with `UPDATE_FIXTURES=1` to take what comes out. */
describe.each([...LANGUAGES, 'config'])('%s, byte for byte and only once (16, 17)', (language) => {
  test.each(fixturesOf(language))('$name', async (fixture) => {
    const { files, options } = inputOf(fixture);
    const { after, report, views } = await migrate(files, options);
    if (UPDATES) update(fixture, files, after, saidIn(report));

    const expected = expectedOf(fixture);
    expect(textsOf(after)).toEqual(textsOf(expected.files));
    if (expected.said) expect(saidIn(report)).toEqual(expected.said);

    for (const change of report.changes) expect(untouched(change, after[change.path])).toEqual(untouched(change));

    for (const key of keysOf(files)) expect(views.includes(key), 'a key is shown').toBe(false);

    const again = await migrate(after, options);
    expect(again.report.changes).toEqual([]);
    expect(textsOf(again.after)).toEqual(textsOf(after));
  });
});

/** The bytes around the edits of a file: as they were, or where they stand in what was written. */
function untouched({ before, edits }: FileChange, written?: Buffer): string[] {
  const bytes = written ?? Buffer.from(before);
  let at = 0;
  return [...edits, undefined].map((edit, index) => {
    const text = before.slice(edits[index - 1]?.end ?? 0, edit?.start);
    const around = bytes.subarray(at, at + Buffer.byteLength(text));
    at += around.length + (edit ? Buffer.byteLength(written ? edit.text : before.slice(edit.start, edit.end)) : 0);
    return edit ? around.toString('latin1') : `${around.toString('latin1')} and ${bytes.length - at} more`;
  });
}

/** Bytes as text, in which every byte is a character of its own. */
function textsOf(files: Files): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [path, content.toString('latin1')]));
}
