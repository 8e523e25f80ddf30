import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONFIG_FILES } from '../../../src/catalog/config.js';
import type { ConfigEntry } from '../../../src/ir.js';
import { configWriterFor } from '../../../src/languages/config/index.js';
import type { Insertion } from '../../../src/languages/writer.js';
import { lineEnd, lineStart } from '../../../src/text-position.js';
import { applied, checkWrites, parsed, VALUES } from './check-writes.js';
import { OTHER_READERS, type Pair } from './other-readers.js';
import { RANDOM_DOCUMENTS } from './random-documents.js';

const to = fc.oneof(
  fc.constantFrom(...VALUES),
  fc.string({ unit: fc.constantFrom(...'ab :#\'"\\{}[],&*!|>%@-?=;🐑'), maxLength: 8 }),
);
const NEW = 'NEW_NAME';

/** Every byte outside of the entry and the end of its last line is as it was. */
function checkBytes(
  text: string,
  entry: ConfigEntry,
  edits: readonly Insertion[],
  inside: { start: number; end: number },
): void {
  const after = applied(text, edits);
  expect(after.startsWith(text.slice(0, inside.start))).toBe(true);
  expect(after.endsWith(text.slice(inside.end))).toBe(true);
  for (const { start, end } of edits)
    expect([start >= inside.start, end <= inside.end], entry.name).toEqual([true, true]);
}

/** What one of the two has, and the other has not, in order. */
function differences(before: readonly Pair[], after: readonly Pair[]): { gone: Pair[]; come: Pair[] } {
  const key = (pair: Pair) => pair.join('\0');
  const rest = (from: readonly Pair[], without: readonly Pair[]) => {
    const left = without.map(key);
    return from.filter((pair) => {
      const at = left.indexOf(key(pair));
      if (at !== -1) left.splice(at, 1);
      return at === -1;
    });
  };
  return { gone: rest(before, after), come: rest(after, before) };
}

/** A variable's name is a key, or the value of one. */
function renamed([path, value]: Pair, name: string): Pair {
  if (value === name && path.endsWith('/name')) return [path, NEW];
  return [path.replace(new RegExp(`${name}$`), NEW), value];
}

const lastOf = ([path]: Pair) => path.split('/').at(-1);

describe.each(RANDOM_DOCUMENTS)('$path', ({ format, path, document }) => {
  const read = OTHER_READERS[path === 'app.service' ? '' : format];

  it('an edit leaves every other byte, and its own reader every other value', async () => {
    let edited = 0;
    await fc.assert(
      fc.asyncProperty(document, fc.nat(), async (text, pick) => {
        const { entries } = await parsed(path, text);
        const { written } = await checkWrites(
          path,
          text,
          (entry) => entry === undefined || entry.start === entries[pick % Math.max(1, entries.length)]?.start,
        );
        edited += written;
      }),
      { numRuns: 80 },
    );
    expect(edited).toBeGreaterThan(80);
  });

  if (!read) return;
  it('a parser of another make reads the planned value, and all else as before', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(document, fc.nat(), fc.nat(2), to, async (text, pick, what, value) => {
        const before = await read(text);
        const model = await parsed(path, text);
        const candidates = model.entries.filter(
          (one) => one.kind === 'variable' || (one.kind === 'setting' && what === 0),
        );
        const entry = candidates[pick % Math.max(1, candidates.length)];
        fc.pre(before !== undefined && entry !== undefined && !entry.isCommented && entry.within !== 'command');
        if (!before || !entry) return;
        // What the other parser does not read, a command for one, it cannot be asked about.
        const isSeen = before.some(
          (pair) => pair[0].endsWith(entry.name) && (entry.isComputed || pair[1] === entry.value),
        );
        fc.pre(isSeen && entry.name !== '');
        // What a statement of its own exports gets another name there, too.
        const isExported = /^\s*(?:export|declare)\b/.test(text.slice(lineStart(text, entry.start), entry.end));
        fc.pre(what === 0 || format !== 'shell' || isExported);
        const writer = configWriterFor(model);
        const edits = [
          () => writer.setValue(model, entry, value),
          () => writer.rename(model, entry, NEW),
          () => writer.addBeside(model, entry, { name: NEW, value }),
        ][what]?.();
        if (!edits) return;
        checkBytes(
          text,
          entry,
          edits,
          what === 0
            ? entry.valueSpan
            : what === 1
              ? entry.nameSpan
              : { start: entry.start, end: lineEnd(text, entry.end) },
        );
        const changed = applied(text, edits);
        const after = await read(changed);
        expect(after, changed).toBeDefined();
        const { gone, come } = differences(before, after ?? []);
        compared++;
        // The line ends behind a block belong to the value, and stay.
        const textOf = ([, text]: Pair) => (/[|>]/.test(entry.quote) ? text.replace(/\n+$/, '') : text);
        if (what === 0) {
          if (value === entry.value) expect([gone, come]).toEqual([[], []]);
          expect(come.map(textOf), changed).toEqual(gone.map(() => value));
          expect(gone.map(textOf), changed).toEqual(gone.map(() => entry.value));
        } else if (what === 1) {
          expect(gone.map((pair) => renamed(pair, entry.name)).map(String), changed).toEqual(come.map(String));
        } else {
          expect(gone, changed).toEqual([]);
          const isNew = (pair: Pair) => lastOf(pair) === NEW || (lastOf(pair) === 'name' && pair[1] === NEW);
          const isValue = (pair: Pair) => entry.isComputed || entry.isPassedOn || textOf(pair) === value;
          expect(
            come.filter((pair) => !isNew(pair) && lastOf(pair) !== 'value'),
            changed,
          ).toEqual([]);
          expect(
            come.filter((pair) => lastOf(pair) !== 'name' && !isValue(pair)),
            changed,
          ).toEqual([]);
        }
        const isShared = /[*]\w|<</.test(text);
        expect(isShared || come.length <= (lastOf(come[0] ?? ['', '']) === NEW ? 1 : 2), changed).toBe(true);
      }),
      { numRuns: format === 'shell' ? 40 : 200 },
    );
    expect(compared).toBeGreaterThan(10);
  });
});

it('each format has documents, and a reader of another make or a reason', () => {
  const formats = [...new Set(CONFIG_FILES.map(({ format }) => format))];
  expect(formats.filter((format) => !RANDOM_DOCUMENTS.some((one) => one.format === format))).toEqual([]);
  // No parser of these is on npm that reads them whole: their own reader is asked twice.
  const alone = ['makefile', 'justfile', 'procfile', 'nginx', 'groovy'];
  expect(formats.filter((format) => !(format in OTHER_READERS)).sort()).toEqual([...alone].sort());
});
