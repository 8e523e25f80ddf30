import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFences, withoutBlocks } from '../../src/languages/markdown/read-fences.js';

/** The code of the blocks, as it is masked. */
function blocks(text: string, ...languages: string[]): string[] {
  const { masked, blocks: spans } = readFences(text, languages.length === 0 ? ['python'] : languages);
  expect(masked).toHaveLength(text.length);
  expect(masked.replace(/[^\r\n]/g, '')).toBe(text.replace(/[^\r\n]/g, ''));
  expect(withoutBlocks(masked, spans).trim()).toBe('');
  return spans.map(({ start, end }) => masked.slice(start, end).replace(/ +$/gm, ''));
}

describe('readFences', () => {
  it('keeps the code at its place', () => {
    const text = '# Title\r\n\r\n```python\r\nx = 1\r\n```\r\ntext `y`\r\n~~~py\r\nz = "é"\r\n~~~';
    const { masked } = readFences(text, ['python']);
    expect(masked).toBe('       \r\n\r\n         \r\nx = 1\r\n   \r\n        \r\n     \r\nz = "é"\r\n   ');
  });

  it.each([
    'python',
    'py',
    'Python3',
    'ipython',
    '{.python}',
    '{python}',
    '{.python .numberLines}',
    '{python, echo=F}',
  ])('knows the info string %s', (info) => {
    expect(blocks(`\`\`\`${info}\nx\n\`\`\`\n`)).toEqual(['x\n']);
    expect(blocks(`~~~~ ${info}\nx\n~~~\n~~~~\n`)).toEqual(['x\n~~~\n']);
  });

  it.each(['python title="a.py" {1,3}', 'py:a.py', 'python{1}', '{code-cell} ipython3', '{code-block} python'])(
    'knows the info string %s',
    (info) => {
      expect(blocks(`\`\`\`${info}\nx\n\`\`\`\n`)).toEqual(['x\n']);
    },
  );

  it.each(['', 'bash', 'pycon', 'text python', 'pythonic', '{note} python'])('leaves the info string %j', (info) => {
    expect(blocks(`\`\`\`${info}\nx\n\`\`\`\n`)).toEqual([]);
  });

  it('takes other languages when asked', () => {
    const text = '```ts\na\n```\n```jsx\nb\n```\n```py\nc\n```\n';
    expect(blocks(text, 'typescript')).toEqual(['a\n']);
    expect(blocks(text, 'js', 'ts')).toEqual(['a\n', 'b\n']);
  });

  it('makes a block of indented code', () => {
    expect(blocks('1. a\n\n   ```python\n   x = 1\n\n   y = 2\n   ```\n')).toEqual(['if 1:\n   x = 1\n\n   y = 2\n']);
    expect(blocks('- ```py\n  # a\n  x\n  ```\n')).toEqual(['if 1:\n  # a\n  x\n']);
    expect(blocks('  ```py\nx = 1\n  ```\n')).toEqual(['x = 1\n']);
    expect(blocks('  ```ts\n  x\n  ```\n', 'ts')).toEqual(['  x\n']);
  });

  it('leaves prompts, quotations, empty fences and what is not closed', () => {
    expect(blocks('```python\n>>> x\n1\n```\n```python\nIn [1]: x\n```\n')).toEqual([]);
    expect(blocks('```python\n  x\n  ... y\n```\n')).toEqual([]);
    expect(blocks('```python\nclass A:\n    ...\n...  # and more\n```\n')).toHaveLength(1);
    expect(blocks('> ```python\n> x\n> ```\n')).toEqual([]);
    expect(blocks('```python\n\n```\n```python\nx\n')).toEqual([]);
  });

  it('sees no fence in a fence, except in a directive', () => {
    expect(blocks('````md\n```python\nx\n```\n````\n```python\ny\n```\n')).toEqual(['y\n']);
    expect(blocks('````{tab} A\n```python\nx\n```\n````\n```python\ny\n```\n')).toEqual(['x\n', 'y\n']);
    expect(blocks('```python\nx = """\n  ````\n"""\n```\n')).toEqual(['x = """\n']);
    expect(blocks('```python `x`\ny\n')).toEqual([]);
  });

  it('masks magics', () => {
    expect(blocks('```python\n!pip install openai\nimport openai\n```\n')).toEqual(['\nimport openai\n']);
  });

  it('keeps every offset', () => {
    const parts = [
      '```',
      '```python',
      '~~~py',
      '  ```py',
      '- ',
      '> ',
      'x = 1',
      '  y',
      '\n',
      '\n',
      '\r\n',
      '😀',
      '`',
      '!ls',
    ];
    const texts = fc.array(fc.constantFrom(...parts), { maxLength: 20 }).map((all) => all.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const { masked, blocks: spans } = readFences(text, ['python', 'ts']);
        expect(masked).toHaveLength(text.length);
        for (let at = 0; at < text.length; at++) {
          const isIn = spans.some(({ start, end }) => start <= at && at < end);
          if (/[\r\n]/.test(text[at] ?? '') || (!isIn && masked[at] !== ' ')) expect(masked[at]).toBe(text[at]);
        }
        expect(withoutBlocks(masked, spans).trim()).toBe('');
      }),
    );
  });
});
