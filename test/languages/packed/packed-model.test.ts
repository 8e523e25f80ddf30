import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import type { SourceModel } from '../../../src/ir.js';
import { SyntaxFailure } from '../../../src/languages/front-end.js';
import { parseJavaScript } from '../../../src/languages/javascript/parse.js';
import { shapeOf } from '../../../src/languages/packed/layout.js';
import { Dictionary, pack } from '../../../src/languages/packed/pack.js';
import { PackedModel } from '../../../src/languages/packed/packed-model.js';
import { convertModule } from '../../../src/languages/python/convert.js';
import { loadPython } from '../../../src/languages/python/parser.js';
import { parseTree } from '../../../src/languages/python/tree.js';
import { namesOf, TABLES } from '../../../src/names.js';

const fixtures = fileURLToPath(new URL('../../../fixtures', import.meta.url));
beforeAll(loadPython);

/** Sources with every kind of node, and what is rare in them. */
const PYTHON = [
  'x = 1j\ny = 0x_ff\nz = -1.5e3\nn = None\nt = [True, False, ...]\ns = "a\\tb" r\'\\d\' f"{x!r:>{y}}b"\n',
  'from a.b import (c as d, e)\nfrom . import *\nimport f.g, h as i\nunknown(d, *e, **f)\n',
  'class A(B, metaclass=C):\n  x: Literal["a", "b"] = "a"\n  def __init__(self, /, a: "B" = 1, *b, c, **d):\n    super().__init__(a)\n    self.x, y = a\n',
  'def f(a: Annotated[str, Depends(g)]):\n  global q\n  q = a if a else {"k": a, **a, a: 1}\n  for q in a: q += 1\n  return lambda: (yield q)\n',
  'match x:\n  case "a" | B(c=d): pass\ntry:\n  y = 1\nexcept E as e:\n  y = 2\nprint(y, getattr(a, "b", 2), dict(c=1), "%s {}" % y)\n',
];
const TYPESCRIPT = [
  'const a = 1, b = -1.5e3, c = 1n, d = /x\\/y/gu, e = null, f = undefined, g = [1e999, , ...h], i = "\\x41 \\ud800 \\u2014", j = `\\r\n`, k = `a${b}\\t${c}`;\n',
  'import d, { a as b, type T } from "m"; import * as n from "m"; import e = require("m");\nexport * from "m"; export * as q from "m"; export { a as "x y" } from "m"; export { b, d as default };\nconst r = require("r"), s = import("s"), t = import.meta.url;\n',
  '@D("x") class A extends B { static x: "a" | "b" = "a"; #p = 1; get y() { return this.#p; } ["z"]() {} static { f(); } constructor(private readonly c: C = {}, @E() d?: D) { super(c); this.x = c?.y?.[d!]; } }\n',
  'const { a, b: { c = 1 }, [d]: e, ...f } = g, [h, , i = 2, ...[j]] = k;\nfunction l(this: M, { n = "o", p: q }: R = {}, ...s: string[]): "t" { arguments; return n ?? q; }\nfor (const [u] of v) w += u; for (x in y) ; for (const { x = 1 } in y) ; switch (z) { case "a": case b: throw c; default: throw d; } try { f(); } catch (e) { g(e); }\n',
  'const o = { a, "b": 1, [c]: 2, ["d"]: 3, 4: 5, ...e, get f() { return this; }, set "g"(h) {}, async *i() { yield; yield* j; await k; } };\no.a = o["b"] ??= o[`c`] ||= (o.d, 1); module.exports.e = new F; exports.g = new G<H>(...i);\n',
  'type A<T> = { b: "c" | T; d: { e: string } } & N.F; interface I { G: `h`; } enum J { K = "k", L, "M" = 1 } namespace O { export const p = <Q>r satisfies S; } declare module "t" {}\nlet u: "v", w: typeof x; export default class {}\n',
  'if (a) throw b; else c();\nconst d = e ? f : g && h || i, j = "k" + l + ("m" + n), q = tag`r${s}`, t = !u, v = async () => await w, x = function y() { return y; };\nexport = z;\n',
];
const JSX = [
  '// @flow\nconst a = (<B c d="e&amp;f" g={h} i={/* */} xml:lang="en" {...j}><>{k}{/* */}</><L.M/></B>: N<"o" | "p">);\nexport default a;\n',
];

interface Sample {
  language: string;
  path: string;
  text: string;
}

function samples(): Sample[] {
  const of = (language: string, path: string) => (text: string) => ({ language, path, text });
  return [
    ...PYTHON.map(of('python', 'a.py')),
    ...TYPESCRIPT.map(of('javascript', 'a.ts')),
    ...JSX.map(of('javascript', 'a.jsx')),
    ...fixtureFiles('python', /\.py$/, 200),
    ...fixtureFiles('javascript', /\.[cm]?[jt]sx?$/, 1_000),
  ];
}

function fixtureFiles(language: string, names: RegExp, most: number): Sample[] {
  const folder = join(fixtures, language);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => names.test(path));
  return paths.slice(0, most).map((path) => ({ language, path, text: readFileSync(join(folder, path), 'utf8') }));
}

/** The objects of which numbers are made; undefined for a text that does not parse. */
function modelOf({ language, path, text }: Sample): SourceModel | undefined {
  try {
    return language === 'python' ? convertModule(parseTree(text), path, text) : parseJavaScript(path, text);
  } catch (error) {
    if (error instanceof SyntaxFailure) return undefined;
    throw error;
  }
}

/** Goes through both at once, and compares each field of each object. */
function compare(made: object, packed: object, seen: Map<object, object>): void {
  const known = seen.get(made);
  if (known !== undefined) {
    if (known !== packed) throw new Error('made twice');
    return;
  }
  seen.set(made, packed);
  const fields = Array.isArray(made)
    ? Object.keys(made)
    : [...Object.keys(made), ...shapeOf(made).fields.map(({ name }) => name), 'kind', 'as', 'from'];
  for (const field of fields) {
    if (field === 'model') continue;
    const [one, other] = [made, packed].map((of) => (of as Record<string, unknown>)[field]);
    if (isRecord(one)) {
      if (typeof other !== 'object') throw new Error(`no ${field}`);
      compare(one, other as object, seen);
    } else if (!Object.is(one, other)) expect(other, field).toEqual(one);
  }
}

/** What is compared as a whole is a value, a span, or a list of values. */
function isRecord(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) ? value.some(isRecord) : Object.keys(value).join() !== 'start,end';
}

const LISTS = [
  'expressions',
  'bindings',
  'assignments',
  'exports',
  'types',
  'switches',
  'raising',
  'caught',
  'typeMembers',
] as const;

test('a model is the same in numbers', () => {
  const dictionary = new Dictionary();
  for (const sample of samples()) {
    const model = modelOf(sample);
    if (!model) continue;
    const packed = new PackedModel(
      sample.language,
      sample.path,
      sample.text,
      pack(model, dictionary),
      dictionary.texts,
    );
    const seen = new Map<object, object>();
    for (const list of LISTS) {
      expect(packed[list]).toHaveLength(model[list].length);
      compare(model[list], packed[list], seen);
    }
    expect(packed.layout.firstStatement).toBe(model.layout.firstStatement);
    compare(model.layout.imports, packed.layout.imports, seen);
    for (const table of TABLES) expect(namesIn(packed, table)).toEqual(namesIn(model, table));
  }
});

function namesIn(model: SourceModel, table: (typeof TABLES)[number]): unknown[] {
  const found: unknown[] = [];
  const names = namesOf(model);
  names.each(table, (name, number) => {
    const { start, end } = names.made(table, number) as { start?: number; end?: number };
    found.push([name, start, end]);
  });
  return found;
}
