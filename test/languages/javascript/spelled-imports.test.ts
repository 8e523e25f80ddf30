import { expect, it } from 'vitest';
import { spelledImports } from '../../../src/languages/javascript/modules.js';

it.each([
  ["import { a, b as c } from './lib/x.js'", ['a', 'b']],
  ["import {\n  a, // one }\n  type B,\n  /* c */ d,\n} from './lib/x'", undefined],
  ["import {\n  a, // one\n  type B,\n  /* c */ d,\n} from './lib/x'", ['a', 'type', 'B', 'd']],
  ["import {\n  a, /* one,\n  two */\n  b,\n} from './lib/x'", ['a', 'b']],
  ["import whole, { a } from './lib/x.ts'", ['default', 'a']],
  ["import whole from './lib/x'", ['default']],
  ["import { type } from './lib/x'", ['type']],
  ["import { type as kind } from './lib/x'", ['type']],
  ["import * as all from './lib/x'", undefined],
  ["import whole, * as all from './lib/x'", undefined],
  ["export { a as default } from './lib/x'", ['a']],
  ["export * from './lib/x'", undefined],
  ["export v from './lib/x'", ['default']],
  ["const { a } = require('./lib/x')", undefined],
  ["const { a } = await import('./lib/x')", undefined],
  ["import './lib/x'", undefined],
  ['import{a}from"./lib/x"', ['a']],
  ["import { 'a-b' as c } from './lib/x'", ['a-b']],
  ["function f() {} from './lib/x'", undefined],
])('%s', (text, names) => {
  const [found, ...others] = spelledImports(text);
  expect(others).toEqual([]);
  expect(found?.last).toBe('x');
  expect(found?.specifier).toMatch(/^\.\/lib\/x(\.[jt]s)?$/);
  expect(found?.names).toEqual(names);
});

it('leaves out types, which have no value', () => {
  expect([...spelledImports("import type { A } from './x';\nexport type { B } from './y';\n")]).toEqual([]);
});
