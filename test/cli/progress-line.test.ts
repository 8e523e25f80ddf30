import { describe, expect, it } from 'vitest';
import { isWatched, progressLine } from '../../src/cli/progress-line.js';

/** A terminal of 40 columns, with a clock of its own. */
function terminal() {
  let time = 0;
  let written = '';
  const stream = {
    columns: 40,
    write: (text: string) => {
      written += text;
    },
  };
  const line = progressLine(stream, () => time);
  const at = (milliseconds: number, done: number) => {
    time = milliseconds;
    line.progress('read', done, 5000);
  };
  return { at, line, written: () => written.split('\r') };
}

describe('15: the line that says how far a run is', () => {
  it('is not shown for a short run', () => {
    const { at, line, written } = terminal();
    for (const time of [0, 100, 399]) at(time, time);
    line.end();
    expect(written()).toEqual(['']);
  });

  it('is drawn ten times a second at most, and taken away', () => {
    const { at, line, written } = terminal();
    for (let time = 0; time <= 1000; time++) at(time, time);
    line.progress('list');
    at(1100, 5);
    line.end();
    line.end();
    expect(written()).toEqual([
      '',
      ...[400, 500, 600, 700, 800, 900, 1000].map((time) => `Reading ${time} of 5000 files …`),
      'Reading 5 of 5000 files …   ',
      ' '.repeat(25),
      '',
    ]);
  });

  it('keeps to one line', () => {
    const { line, at, written } = terminal();
    at(500, 1);
    line.progress('plan', 123_456, 123_456);
    at(700, 123_456_789_012_345);
    for (const text of written()) expect(text.length).toBeLessThan(40);
  });

  it.each([
    [{ isTTY: true }, {}, true],
    [{ isTTY: true }, { CI: '' }, true],
    [{ isTTY: true }, { CI: 'true' }, false],
    [{ isTTY: true }, { TERM: 'dumb' }, false],
    [{ isTTY: true, columns: 0 }, {}, false],
    [{}, {}, false],
  ])('is for %j with %j: %s', (stream, env, isShown) => {
    expect(isWatched(stream, env as Record<string, string>)).toBe(isShown);
  });
});
