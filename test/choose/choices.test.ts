import { describe, expect, it } from 'vitest';
import type { Choices } from '../../src/choose/choices.js';
import type { Edit } from '../../src/plan/types.js';
import type { RunOptions } from '../../src/run.js';
import { type Files, fixturesOf, inputOf, LANGUAGES, migrate } from '../fixtures.js';

type Say = (index: number) => boolean;

/** Answers each offer, and remembers what was offered. */
function answering(say: Say) {
  const offered = new Set<string>();
  const answers = new Map<string, boolean>();
  const of = (is: boolean) => new Set([...answers].flatMap(([id, one]) => (one === is ? [id] : [])));
  const chooser: RunOptions['chooser'] = {
    async decline(choices: Choices) {
      let index = 0;
      for (const unit of choices.units) {
        if (answers.has(unit.id)) continue;
        const offer = choices.offer(unit, answers);
        const isWanted = offer !== undefined && say(index++);
        for (const { id } of offer?.units ?? [unit]) answers.set(id, isWanted);
        if (isWanted)
          for (const { path, edits } of offer.changes) for (const edit of edits) offered.add(keyOf(path, edit));
      }
      return of(false);
    },
    confirm: async () => true,
  };
  return { chooser, offered, chosen: () => of(true), declined: () => of(false) };
}

function keyOf(path: string, { start, end, text }: Pick<Edit, 'start' | 'end' | 'text'>): string {
  return `${path} ${start}-${end} ${JSON.stringify(text)}`;
}

describe.each([...LANGUAGES, 'config'])('what is chosen of a fixture in %s', (language) => {
  const fixtures = fixturesOf(language).map((fixture, number) => ({ ...fixture, number }));

  it.each(fixtures)('is all that changes: $name', async (fixture) => {
    const { files, options } = inputOf(fixture);
    const { report, after } = await migrate(files, options, answering(() => false).chooser);
    expect(report.findings.filter(({ action }) => action === 'rewrite')).toEqual([]);
    expect(after).toEqual(files);
  });

  it.each(fixtures)('moves whole, was shown to the last edit, and leaves what moves later: $name', async (fixture) => {
    const { files, options } = inputOf(fixture);
    const user = answering((index) => (index + fixture.number) % 2 === 0);
    const { report, after } = await migrate(files, options, user.chooser);
    const written = report.changes.flatMap(({ path, edits }) => edits.map((edit) => keyOf(path, edit)));
    expect(written.filter((key) => !user.offered.has(key))).toEqual([]);
    const told = new Set(report.findings.filter(({ reason }) => reason === 'not-chosen').map(({ unit }) => unit));
    expect([...user.declined()].filter((id) => !told.has(id))).toEqual([]);
    const held = report.findings.filter(({ unit, reason }) => user.chosen().has(unit ?? '') && HELD.has(reason));
    expect(held).toEqual([]);
    if (user.declined().size > 0) await expectSettles(after, options);
  });
});

const HELD = new Set([
  'not-parsed',
  'not-settled',
  'shared-value',
  'shared-key',
  'no-place',
  'no-use',
  'models-apart',
  'model-of-its-own',
]);

/** The rest moves with a run of its own, after which nothing is left. */
async function expectSettles(files: Files, options: ReturnType<typeof inputOf>['options']): Promise<void> {
  const rest = await migrate(files, options);
  expect((await migrate(rest.after, options)).report.changes).toEqual([]);
}
