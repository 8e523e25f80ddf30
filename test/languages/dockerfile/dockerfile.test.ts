import { describe, expect, it } from 'vitest';
import { commands, read, references } from '../config/said.js';

describe('a Dockerfile', () => {
  it.each<[string, string[]]>([
    ['ENV A=b C="d e"', ['variable A: b', 'variable C: d e']],
    ['ENV A=b \\\n  # remark\n\n  C=d', ['variable A: b', 'variable C: d']],
    ['ENV A b c', ['variable A: b c']],
    ['ENV A "b"', ['variable A: b']],
    ['env A=b', ['variable A: b']],
    ['ENV A=a\\ b', ['variable A: (computed)']],
    ['ENV A=https://x/?a=1&b=(2)', ['variable A: https://x/?a=1&b=(2)']],
    ['ARG A\nARG B=c', ['variable A: (passed on) < $A', 'variable B: c']],
    ['ENV A=${B:-c}', ['variable A: ${B:-c} < $B?c']],
    ["ENV A='$b'", ['variable A: $b']],
    ['LABEL a=b', ['a: b']],
    ['FROM --platform=x node:20 AS build', ['FROM: node:20']],
    ['# escape=`\nENV A=b `\n  C=d', ['variable A: b', 'variable C: d']],
    ['ONBUILD ENV A=b', ['variable A: b']],
    ['# ENV A=b', []],
    ['RUN --mount=type=cache,target=/x A=b run', ['variable A: b']],
    ['RUN <<EOF\nexport A=b\nEOF\nENV C=d', ['variable A: b', 'variable C: d']],
    ['HEALTHCHECK --interval=5s CMD A=b check', ['variable A: b']],
    ['CMD ["sh", "-c", "A=b run"]', ['variable A: b']],
  ])('%j', async (text, expected) => {
    expect(await read('Dockerfile', text)).toEqual(expected);
  });

  it('says what it runs and what that reads', async () => {
    const text = 'RUN a && \\\n  # remark\n  b $C\nENTRYPOINT ["d", "--model", "gpt-4o"]\nCOPY $E /';
    expect(await commands('Dockerfile', text)).toEqual(['a', 'b · $C', 'd · --model · gpt-4o']);
    expect(await references('Dockerfile', text)).toEqual(['$C', '$E']);
  });
});
