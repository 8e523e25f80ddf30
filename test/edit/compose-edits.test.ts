import { describe, expect, it } from 'vitest';
import { applyEdits, type TextEdit } from '../../src/edit/apply-edits.js';
import { composeEdits } from '../../src/edit/compose-edits.js';
import { Random } from '../fuzz/random.js';

const TEXT = 'call(one, two)\nrest(three)\n';

describe('edits after edits', () => {
  it('stay apart where they touch nothing of each other', () => {
    const first = [{ start: 0, end: 4, text: 'longer' }];
    const second = [{ start: 17, end: 21, text: 'REST' }];
    expect(composeEdits(TEXT, first, second)).toEqual([...first, { start: 15, end: 19, text: 'REST' }]);
  });

  it('become one where they touch', () => {
    const first = [{ start: 5, end: 8, text: 'first' }];
    expect(composeEdits(TEXT, first, [{ start: 10, end: 12, text: ',\n  ' }])).toEqual([
      { start: 5, end: 10, text: 'first,\n  ' },
    ]);
  });

  it('leave the first ones as they are where there are no others', () => {
    const first = [
      { start: 5, end: 5, text: 'a, ' },
      { start: 5, end: 5, text: 'b, ' },
    ];
    expect(composeEdits(TEXT, first, [])).toEqual(first);
  });

  it('make what both make, one after the other', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const random = new Random(seed);
      const first = someEdits(TEXT, random);
      const after = applyEdits(TEXT, first);
      const second = someEdits(after, random);
      expect(applyEdits(TEXT, composeEdits(TEXT, first, second)), `seed ${seed}`).toBe(applyEdits(after, second));
    }
  });
});

function someEdits(text: string, random: Random): TextEdit[] {
  const edits: TextEdit[] = [];
  for (let at = random.share() * 6; at < text.length; at += 1 + random.share() * 8) {
    const start = Math.floor(at);
    at = Math.min(text.length, start + random.share() * 4);
    edits.push({ start, end: Math.max(start, Math.floor(at)), text: 'xyz'.slice(0, Math.floor(random.share() * 4)) });
  }
  return edits;
}
