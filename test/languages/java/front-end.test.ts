import { beforeAll, expect, it } from 'vitest';
import { java } from '../../../src/languages/java/index.js';

beforeAll(() => java.load?.());

function strings(text: string): string[] {
  const model = java.parse('A.java', text);
  return model.expressions.flatMap((node) => (node.kind === 'string' ? [node.value] : []));
}

it('reads texts as the language does', () => {
  expect(
    strings('class A { String a = "tab\\t\\u00e9\\"", b = """\n    one\n      two \\\n    three\n    """; }'),
  ).toEqual(['tab\té"', 'one\n  two three\n']);
});

it('adds an import in its place, once', () => {
  const { writer } = java;
  const added = (text: string) => writer.importFrom(java.parse('A.java', text), { from: 'java.util', name: 'Map' }, 0);
  const text =
    'package a;\n\nimport static b.C.d;\n\nimport com.x.Y;\nimport java.io.File;\nimport java.util.Set;\n\nclass A {}\n';
  expect(added(text)).toEqual([
    { start: text.indexOf('import java.util'), end: text.indexOf('import java.util'), text: 'import java.util.Map;\n' },
  ]);
  expect(added(text.replace('java.util.Set', 'java.util.*'))).toEqual([]);
  expect(added('package a;\n\nclass A {}\n')).toEqual([{ start: 10, end: 10, text: '\n\nimport java.util.Map;' }]);
  expect(added('class Map {}\n')).toBeUndefined();
});

it('tells what the compiler would say of a text in the wrong place', () => {
  expect(java.complaint?.('class A { Model m = "x"; }', 'A.java')).toBe(
    'incompatible types: String cannot be converted to Model',
  );
  expect(java.complaint?.('class A { String m = "x"; Object[] n = {"x"}; }', 'A.java')).toBeUndefined();
});

it('knows what a generator says of its files', () => {
  expect(java.isGenerated?.('package a;\n\n@Generated("x")\nclass A {}\n')).toBe(true);
  expect(java.isGenerated?.('class A { String generated; }\n')).toBe(false);
});
