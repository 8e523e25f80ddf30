import { describe, expect, it } from 'vitest';
import { deepPlace } from '../../src/languages/javascript/deep-place.js';
import { NESTS } from './nests.js';

describe('deepPlace', () => {
  it.each(NESTS)('%j %j %j', (opening, inside, closing) => {
    const nested = (levels: number) => `x = ${opening.repeat(levels)}${inside}${closing.repeat(levels)}`;
    expect(deepPlace(nested(1_500))).toBeGreaterThan(500);
    expect(deepPlace(nested(100))).toBeUndefined();
  });

  it.each([
    ['a list', `[${'1, '.repeat(50_000)}]`],
    ['objects', `[${'{ a: f(1)[2], b: { c: -1 } },\n'.repeat(20_000)}]`],
    ['statements', "const a = f(b).c + 'd';\n".repeat(20_000)],
    ['blocks without a `;`', 'function f(a) {\n  if (a) { g() } else { h() }\n  return a\n}\n'.repeat(300)],
    ['elements of JSX', 'const a = <p>It is <b>so</b>, and <br/> not</p>;\n'.repeat(5_000)],
    ['remarks', "// a (b [c {d, don't\n/* ((( */\n".repeat(5_000)],
    ['texts', 'f("(((", \'[[[\');\n'.repeat(5_000)],
  ])('%s are not deep, however many', (_, text) => {
    expect(deepPlace(text)).toBeUndefined();
  });
});
