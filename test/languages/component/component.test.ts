import { describe, expect, it } from 'vitest';
import type { SourceModel } from '../../../src/ir.js';
import { component } from '../../../src/languages/component/index.js';
import { SyntaxFailure } from '../../../src/languages/front-end.js';

function parse(path: string, text: string): SourceModel {
  return component.parse(path, text);
}

function strings(model: SourceModel): string[] {
  return model.expressions.flatMap((one) => (one.kind === 'string' ? [model.text.slice(one.start, one.end)] : []));
}

it.each([
  [
    'a.vue',
    `<template><p :title="'a'" @click="go('b'); c = 'd'">{{ 'e' }}</p></template><script setup>f('g')</script>`,
  ],
  ['a.svelte', `{#if x === 'a'}{'b'}{:else if 'c'}{@html 'd'}{/if}<p class="x {'e'}" on:click={() => f('g')} />`],
  ['a.astro', `---\nf('a')\n---\n{['b'].map((c) => <p d='d'>{'e'}</p>)}<p g={'g'} />`],
])('has all texts of the code in %s, where they stand', (path, text) => {
  const found = strings(parse(path, text)).sort();
  expect(found.map((one) => one.slice(1, -1))).toEqual(found.map((one) => one[1]));
  expect(new Set(found).size).toBe(found.length);
  expect(found.length).toBeGreaterThanOrEqual(4);
});

it('keeps blanks for what is read, and the rest', () => {
  const text = '<script setup>\r\nconst a = 1\r\n</script>\r\n<template><p title="x">{{ a }} b</p></template>\r\n';
  const { unread = '' } = parse('a.vue', text);
  expect(unread).toHaveLength(text.length);
  expect(unread.replace(/[ \r\n]+/g, ' ')).toBe(
    '<script setup> </script> <template><p title="x">{{ }} b</p></template> ',
  );
});

it('says where in the file a script does not parse', () => {
  const text = '<template />\n<script setup>\nconst a = \n</script>\n';
  const fail = () => parse('a.vue', text);
  expect(fail).toThrow(SyntaxFailure);
  try {
    fail();
  } catch (error) {
    expect((error as SyntaxFailure).offset).toBe(text.indexOf('</script>'));
  }
});

describe('what is nested deeply', () => {
  const deep = (open: string, close: string) => open.repeat(20_000) + close.repeat(20_000);

  it.each([
    ['a.vue', `<template>${deep('<b>', '</b>')}</template>`],
    ['a.vue', `<template>{{ ${deep('[', ']')} }}</template>`],
    ['a.vue', `<template><p @click="${deep('(', ')')}" /></template>`],
    ['a.svelte', deep('{#if a}', '{/if}')],
    ['a.svelte', `{${deep('{a:', '}')}}`],
    ['a.astro', `---\n---\n{${deep('<b>', '</b>')}}`],
  ])('is no fault: %s %#', (path, text) => {
    expect(parse(path, text).text).toBe(text);
  });

  it('is none in a script either', () => {
    expect(() => parse('a.vue', `<script>${deep('[', ']')}</script>`)).toThrow(SyntaxFailure);
  });
});
