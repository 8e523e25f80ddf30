import { terminalName } from '../callee-names.js';
import { flowFacts } from '../catalog/flow.js';
import { type TestFacts, testFacts } from '../catalog/tests.js';
import type { Argument, CallNode, Definition, Expression, StringNode, Use } from '../ir.js';

/** What a test expects a text to be. */
export interface Expectation {
  /** The value that is looked at; absent where the arguments of calls are. */
  actual?: Expression;
  /** The text is part of what a call was made with. */
  isOfCall: boolean;
  /** The names that lead to it in what is expected, … */
  inside: string[];
  /** … and the last one of all, with those that are read on what is looked at. */
  name?: string;
}

/** What is expected where the text stands; undefined where it is not expected of anything. */
export function expectationOf(node: StringNode): Expectation | undefined {
  const facts = testFacts(node.model.language);
  if (!facts) return undefined;
  const inside: string[] = [];
  let at: Expression = node;
  for (;;) {
    const use: Use | undefined = at.use;
    if (use?.as === 'wrapped') at = use.wrapper;
    else if (use?.as === 'item') at = use.list;
    else if (use?.as === 'entry') {
      inside.unshift(use.entry.key ?? '');
      at = use.object;
    } else if (use?.as === 'operand') {
      const other = use.operation.operands.find((one) => one !== at);
      return other && EQUALS.has(use.operation.operator) ? expected(other, inside, facts) : undefined;
    } else if (use?.as === 'argument') {
      const { call, argument }: { call: CallNode; argument: Argument } = use;
      const called = terminalName(call.callee) ?? '';
      if (facts.calledWith.includes(called)) return { isOfCall: true, inside, name: inside.at(-1) ?? argument.name };
      const root = facts.matchers.includes(called) ? lookedAt(call) : undefined;
      if (root) return expected(root, inside, facts);
      if (facts.equalities.includes(called)) {
        const other = call.arguments.find(({ value }) => value !== at)?.value;
        return other && expected(other, inside, facts);
      }
      // `url.startsWith("https://…")`
      if (flowFacts(node.model.language).comparingMethods?.includes(called) && call.callee.kind === 'member')
        return expected(call.callee.object, inside, facts);
      if (!facts.expectations.includes(called)) return undefined;
      if (argument.name !== undefined) inside.unshift(argument.name);
      at = call;
    } else return undefined;
  }
}

const EQUALS = new Set(['==', '===', '!=', '!==', 'in']);

function expected(actual: Expression, inside: string[], facts: TestFacts): Expectation {
  const { isOfCall, name } = reading(actual, facts);
  return { actual, isOfCall, inside, name: inside.at(-1) ?? name };
}

/** `x` in `expect(x).not.toBe(…)`. */
export function lookedAt(call: CallNode): Expression | undefined {
  let node: Expression = call.callee;
  while (node.kind === 'member') node = node.object;
  if (node.kind !== 'call' || terminalName(node.callee) !== 'expect') return undefined;
  return node.arguments[0]?.value;
}

/** The last name that is read on a value, and whether it is one that a mock was called with. */
function reading(value: Expression, facts: TestFacts, depth = 0): { isOfCall: boolean; name?: string } {
  let name: string | undefined;
  let node: Expression | undefined = value;
  for (let steps = 0; node && steps + depth < MAX_STEPS; steps++) {
    if (node.kind === 'wrapper') node = node.value;
    else if (node.kind === 'member') {
      if (facts.records.includes(node.property ?? '')) return { isOfCall: true, name };
      name ??= node.property;
      node = node.object;
    } else if (node.kind === 'call') {
      if (facts.records.includes(terminalName(node.callee) ?? '')) return { isOfCall: true, name };
      const nested = depth + steps + 1;
      if (node.arguments.some((argument) => reading(argument.value, facts, nested).isOfCall))
        return { isOfCall: true, name };
      node = node.callee;
    } else if (node.kind === 'reference') {
      const definition: Definition | undefined = node.binding?.definitions[0];
      if (definition?.from !== 'value') break;
      name ??= definition.path.at(-1);
      node = definition.value;
    } else break;
  }
  return { isOfCall: false, name };
}

const MAX_STEPS = 24;
