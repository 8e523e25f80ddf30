import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { asCommonJs } from '../scripts/common-js.mjs';

function exportsOf(code: string, files: Record<string, unknown> = { 'node:url': { pathToFileURL } }) {
  const module = { exports: {} };
  const require = (name: string) => files[name];
  new Function('module', 'require', '__filename', asCommonJs('a.js', code))(module, require, '/a.js');
  return module.exports;
}

test('what a file imports is there before its first statement', () => {
  const code =
    'var found = [one, two, all.three]; import one, { b as two } from "./b.js"; import * as all from "./c.js";';
  const files = { './b.js': { default: 1, b: 2 }, './c.js': { three: 3 } };
  expect(exportsOf(`${code} export { found as f };`, files)).toEqual({ f: [1, 2, 3] });
});

test('a file of the bundle is loaded when it is asked for', async () => {
  const { later } = exportsOf('export { later }; var later = () => import("./b.js");', { './b.js': 1 }) as {
    later(): Promise<unknown>;
  };
  expect(await later()).toBe(1);
});

test('a file of the bundle is loaded where something else is called require', async () => {
  const code = 'export { later }; async function later() { const b = await import("./b.js"); var require; return b; }';
  const { later } = exportsOf(code, { './b.js': 1 }) as { later(): Promise<unknown> };
  expect(await later()).toBe(1);
});

test('what Node has is required, and the rest is imported', () => {
  const code = asCommonJs('a.js', 'f(import("fs"), import("ts-morph"), import(name));');
  expect(code).toContain('requireLater("fs")), import("ts-morph"), import(name));');
});

test('a file knows where it is, and says so only where it asks', () => {
  expect(exportsOf('var url = import.meta.url, text = "import.meta"; export { url, text };')).toEqual({
    url: 'file:///a.js',
    text: 'import.meta',
  });
});

test.each([
  ['a value that changes', 'var n = 0; function more() { n++; } export { n };'],
  ['a value that is set', 'var n = 0; var set = () => { n = 1; }; export { n, set };'],
  ['an ES module', 'import { x } from "a-package";'],
  ['what it does not know', 'export * from "./b.js";'],
])('%s is refused', (_, code) => {
  expect(() => asCommonJs('a.js', code)).toThrow('a.js: ');
});

test('what a value is set to before others see it is no change', () => {
  expect(exportsOf('var n; n = 1; export { n };')).toEqual({ n: 1 });
});
