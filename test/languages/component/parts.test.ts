import { expect, it } from 'vitest';
import { partsOf, type Script } from '../../../src/languages/component/parts.js';

/** The scripts of a component, each as what it is called and what it holds. */
function scriptsOf(path: string, text: string): string[] {
  return partsOf(path, text).scripts.map(
    ({ role, dialect, start, end, from }: Script) => `${role} ${dialect} ${from ?? text.slice(start, end).trim()}`,
  );
}

it.each([
  ['<script>a</script>', ['module jsx a']],
  ['<script lang="ts" setup>a</script>\n<script lang="ts">b</script>', ['instance ts a', 'module ts b']],
  ['<SCRIPT>a</SCRIPT>', []],
  ['<!-- <script>a</script> --><script setup>b</script>', ['instance jsx b']],
  ['<template><p>{{ "</template>" }}</p></template><script>a</script>', ['module jsx a']],
  ['<template><template #x><script>a</script></template></template><script>b</script>', ['module jsx b']],
  ['<template lang="pug">\nscript a\n</template><script>b</script>', ['module jsx b']],
  ['<docs>\n<script>a</script>\n</docs><script>b</script>', ['module jsx b']],
  ['<script src="./a.ts" lang="ts" /><style>c</style>', ['module ts ./a.ts']],
  ['<script type="application/ld+json">{}</script><script lang="coffee">b</script>', []],
  ['<script>"<\\/script>" + 1</script >', ['module jsx "<\\/script>" + 1']],
  ['<script setup>a', ['instance jsx a']],
])('finds the scripts of Vue: %j', (text, scripts) => {
  expect(scriptsOf('a.vue', text)).toEqual(scripts);
});

it.each([
  ['<script context="module">a</script><script>b</script>', ['module jsx a', 'instance jsx b']],
  ['<script module lang="ts">a</script>', ['module ts a']],
  ['<svelte:head><script>a</script></svelte:head><script>b</script>', ['instance jsx b']],
  ['<p title="{x ? "</p>" : `>`}">{"<script>"}</p><script>b</script>', ['instance jsx b']],
  ['{#if a < b}<br><input>{/if}<script>b</script>', ['instance jsx b']],
  ["<p>it's</p>{'}'}<script>b</script>", ['instance jsx b']],
])('finds the scripts of Svelte: %j', (text, scripts) => {
  expect(scriptsOf('a.svelte', text)).toEqual(scripts);
});

it.each([
  ['---\na\n---\n<p>b</p>', ['instance tsx a']],
  ['\uFEFF---\r\na\r\n---\r\n<script>b</script>', ['instance tsx a', 'apart ts b']],
  ['<script is:inline>a</script><script define:vars={{ b }}>b</script>', ['apart jsx a', 'apart jsx b']],
  ['---\na', []],
])('finds the scripts of Astro: %j', (text, scripts) => {
  expect(scriptsOf('a.astro', text)).toEqual(scripts);
});

const HOSTILE = [
  '<',
  '<a ',
  '<a b="',
  '{',
  '{{',
  '</',
  '<!--',
  '<script>',
  '"{',
  "{'",
  '{`${',
  '{/[',
  '<a {',
  '{"\\"',
  '<template>',
];

it.each(HOSTILE)('comes to an end with a hundred thousand times %j', (piece) => {
  for (const path of ['a.vue', 'a.svelte', 'a.astro']) {
    const started = performance.now();
    partsOf(path, `<template>${piece.repeat(100_000)}`);
    expect(performance.now() - started).toBeLessThan(2_000);
  }
});
