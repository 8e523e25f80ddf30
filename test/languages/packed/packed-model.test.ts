import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import type { SourceModel } from '../../../src/ir.js';
import { shapeOf } from '../../../src/languages/packed/layout.js';
import { Dictionary, pack } from '../../../src/languages/packed/pack.js';
import { PackedModel } from '../../../src/languages/packed/packed-model.js';
import { convertModule } from '../../../src/languages/python/convert.js';
import { loadPython } from '../../../src/languages/python/parser.js';
import { parses } from '../../../src/languages/python/parses.js';
import { parseTree } from '../../../src/languages/python/tree.js';
import { namesOf, TABLES } from '../../../src/names.js';

const fixtures = fileURLToPath(new URL('../../../fixtures/python', import.meta.url));
beforeAll(loadPython);

/** Sources with every kind of node, and what is rare in them. */
const TEXTS = [
  'x = 1j\ny = 0x_ff\nz = -1.5e3\nn = None\nt = [True, False, ...]\ns = "a\\tb" r\'\\d\' f"{x!r:>{y}}b"\n',
  'from a.b import (c as d, e)\nfrom . import *\nimport f.g, h as i\nunknown(d, *e, **f)\n',
  'class A(B, metaclass=C):\n  x: Literal["a", "b"] = "a"\n  def __init__(self, /, a: "B" = 1, *b, c, **d):\n    super().__init__(a)\n    self.x, y = a\n',
  'def f(a: Annotated[str, Depends(g)]):\n  global q\n  q = a if a else {"k": a, **a, a: 1}\n  for q in a: q += 1\n  return lambda: (yield q)\n',
  'match x:\n  case "a" | B(c=d): pass\ntry:\n  y = 1\nexcept E as e:\n  y = 2\nprint(y, getattr(a, "b", 2), dict(c=1), "%s {}" % y)\n',
];

function someTexts(): string[] {
  const paths = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.py'));
  const texts = paths.slice(0, 200).map((path) => readFileSync(join(fixtures, path), 'utf8'));
  return [...TEXTS, ...texts].filter(parses);
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
      expect(other, field).toBeTypeOf('object');
      compare(one, other as object, seen);
    } else expect(other, field).toEqual(one);
  }
}

/** What is compared as a whole is a value, a span, or a list of values. */
function isRecord(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) ? value.some(isRecord) : Object.keys(value).join() !== 'start,end';
}

const LISTS = ['expressions', 'bindings', 'assignments', 'exports', 'types', 'switches', 'raising', 'caught'] as const;

test('a model is the same in numbers', () => {
  const dictionary = new Dictionary();
  for (const text of someTexts()) {
    const model: SourceModel = convertModule(parseTree(text), 'a.py', text);
    const packed = new PackedModel('python', 'a.py', text, pack(model, dictionary), dictionary.texts);
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
