import { expect, it } from 'vitest';
import type { Expression } from '../../src/ir.js';
import type { Linked } from '../../src/link/link.js';
import { linked, modelOf } from './linked.js';

/** A function, and so many files that call it with something of their own. */
function calledFrom(count: number): Record<string, string> {
  const callers = Array.from({ length: count }, (_, n) => [
    `src/caller${n}.ts`,
    `import { use } from './use';\nclass Own${n} {}\nuse(new Own${n}());\n`,
  ]);
  return { 'src/use.ts': 'export function use(it) { return it.name; }\n', ...Object.fromEntries(callers) };
}

/** `it` in `it.name`. */
function given(of: Linked): Expression {
  const found = modelOf(of, 'src/use.ts').expressions.find((node) => node.kind === 'reference' && node.name === 'it');
  if (!found) throw new Error('no reference');
  return found;
}

it('has a few callers read for a question that may cost little', async () => {
  const of = await linked(calledFrom(3), 'src/use.ts');
  expect(of.resolver.briefly(given(of)).map(({ kind }) => kind)).toEqual(['instance', 'instance', 'instance']);
  expect(of.project.models.size).toBe(4);
});

it('does not have very many read for it, and looks at those that were', async () => {
  const of = await linked(calledFrom(40), 'src/use.ts', 'src/caller7.ts');
  expect(of.resolver.briefly(given(of)).map(({ kind }) => kind)).toEqual(['instance']);
  expect(of.project.models.size).toBe(2);
  // A question that may cost more has them read, and its answer is known to the others from then on.
  expect(of.resolver.at(given(of), [])).toHaveLength(40);
  expect(of.project.models.size).toBe(41);
  expect(of.resolver.briefly(given(of))).toHaveLength(40);
});

it('tells what a value itself is handed to, and not a part of it', async () => {
  const text = `import { make, take } from 'elsewhere';
const it = make();
take(it);
take({ it });
take(it.name);
const { name } = it;
take(name);
class Failure { constructor(readonly about: unknown) {} }
const failure = new Failure(it.name);
take(failure.about);
`;
  const of = await linked({ 'src/a.ts': text }, 'src/a.ts');
  const model = modelOf(of, 'src/a.ts');
  const made = model.expressions.find((node) => node.kind === 'call');
  const calls = of.flow.handedTo(made as Expression);
  expect(calls.map(({ start }) => text.slice(start, text.indexOf(';', start)))).toEqual(['take({ it })', 'take(it)']);
});
