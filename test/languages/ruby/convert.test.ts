import { beforeAll, describe, expect, it } from 'vitest';
import type { Expression, SourceModel } from '../../../src/ir.js';
import { ruby } from '../../../src/languages/ruby/index.js';

beforeAll(() => ruby.load?.());

const parse = (text: string): SourceModel => ruby.parse('a.rb', text);

/** Each text with what stands at its inner span. */
function textsIn(model: SourceModel): [string, string][] {
  return model.expressions.flatMap((one): [string, string][] =>
    one.kind === 'string' ? [[one.value, model.text.slice(one.inner.start, one.inner.end)]] : [],
  );
}

describe('texts', () => {
  it.each([
    ['"a\\tb"', 'a\tb'],
    ["'a\\tb'", 'a\\tb'],
    [':sym', 'sym'],
    [':"gpt-4o"', 'gpt-4o'],
    ['%q(a (b))', 'a (b)'],
    ['%w[gpt-4o]', 'gpt-4o'],
    ['"\\u{1F411}"', '🐑'],
    ["<<~'X'\n  a\\n\nX", '  a\\n\n'],
  ])('%s', (source, value) => {
    expect(textsIn(parse(`x = ${source}\n`)).map(([one]) => one)).toContain(value);
  });

  it('stand where they stand, whatever is before them', () => {
    const model = parse(
      '\uFEFF# 🐑\r\nx = { "🐑" => "one" }\r\ny = <<~A + <<~B\r\n  two\r\nA\r\n  three #{x}\r\nB\r\nz = \'four\'\r\n',
    );
    for (const [value, inner] of textsIn(model)) expect(inner).toBe(value);
    expect(textsIn(model).map(([one]) => one.trim())).toEqual(expect.arrayContaining(['one', 'two', 'three', 'four']));
  });
});

describe('calls', () => {
  const callIn = (source: string) => parse(`${source}\n`).expressions.find((one) => one.kind === 'call');
  const argumentsOf = (source: string) =>
    (callIn(source)?.arguments ?? []).map(
      ({ name, spread, isBlock, value }) => name ?? spread ?? (isBlock ? '&' : value.kind),
    );

  it.each([
    ['f(1, a: 2, **c) { |x| x }', ['constant', 'a', 'mapping', '&']],
    ['f :a => 1, "b" => 2', ['a', 'object']],
    ['f(*a, b:)', ['list', 'b']],
    ['f.fetch("x") { "y" }', ['string', 'string']],
  ])('%s', (source, expected) => {
    expect(argumentsOf(source)).toEqual(expected);
  });

  it('without arguments is the name that is read', () => {
    expect(callIn('a.b.c')).toBeUndefined();
    expect(callIn('Client.new')).toMatchObject({ isNew: true, arguments: [] });
  });
});

it('a method gives what its last statement gives, and what it returns before', () => {
  const source =
    'class A\n  def f(x)\n    return 1 if x\n    case x when 2 then "a" else @b ||= "c" end\n  end\n  def initialize\n    @d = 3\n  end\nend\n';
  const functions = parse(source).expressions.filter((one) => one.kind === 'function');
  const kinds = functions.map(({ name, returns }) => [name, returns.map((one: Expression) => one.kind)]);
  expect(kinds).toEqual([
    ['f', ['constant', 'choice']],
    ['initialize', []],
  ]);
});

it('what is nested very deeply is refused, and not half read', () => {
  expect(() => parse(`x = ${'['.repeat(200_000)}${']'.repeat(200_000)}\n`)).toThrow();
  expect(() => parse('class A\n  def f(\nend\n')).toThrow('unexpected');
});
