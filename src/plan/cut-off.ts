import { terminalName } from '../callee-names.js';
import { functionAround } from '../function-around.js';
import type { CallNode, Expression, SourceModel, Span } from '../ir.js';
import type { Linked } from '../link/link.js';
import { named } from '../names.js';
import { isWithin } from '../spans.js';
import { isTrue, RAISES, type Value } from './evaluate.js';
import { isMoved } from './moved-uses.js';
import type { Unit } from './types.js';

interface Part extends Span {
  model: SourceModel;
  holds: boolean;
}

/**
 * Whether a condition keeps the program from what a unit does: it was one thing for the old id and is another for the new one, so that
 * another branch runs, which asks another service or nobody.
 */
export function isCutOff(
  unit: Unit,
  linked: Linked,
  condition: Expression,
  before: readonly Value[],
  after: readonly Value[],
): boolean {
  const parts = partsOf(condition);
  const isLeft = ({ holds }: Part) =>
    before.some((was, index) => {
      const is = after[index];
      return was !== RAISES && is !== RAISES && isTrue(was) === holds && isTrue(is) !== holds;
    });
  const left = parts.filter(isLeft);
  const others = parts.filter((part) => !left.includes(part));
  const made = unit.call;
  const uses = unit.uses.filter(isMoved).map(({ call }) => call);
  // Where the same is done beside it, in another way, something runs for the new id, too.
  if (made && runsIn(left, [made], linked)) {
    const name = terminalName(made.callee);
    return !others.some(({ model, ...span }) =>
      named(model, 'calls', (one) => one === name).some((call) => isWithin(call, span)),
    );
  }
  return runsIn(left, uses, linked) && !isUsedBeside(left, uses);
}

/** The branches that depend on a condition, or on something of which it is a part. */
function partsOf(condition: Expression): Part[] {
  const { model } = condition;
  const branches = model.branches.filter(({ testSpan }) => isWithin(condition, testSpan));
  const choices = model.expressions.flatMap((one) =>
    one.kind === 'choice' && one.operator === 'conditional' && one.test && isWithin(condition, one.test)
      ? one.options.map(({ start, end }, index) => ({ start, end, holds: index === 0 }))
      : [],
  );
  return [...branches, ...choices].map(({ start, end, holds }) => ({ model, start, end, holds }));
}

/** Whether one of the calls stands in a part, or in a function that is called there. */
function runsIn(parts: readonly Part[], calls: readonly CallNode[], linked: Linked, depth = 0): boolean {
  if (parts.length === 0 || calls.length === 0 || depth > MAX_DEPTH) return false;
  if (calls.some((call) => isIn(call, parts))) return true;
  const around = calls.flatMap((call) => functionAround(call.model, call) ?? []);
  const callers = [...new Set(around)].flatMap((one) => linked.resolver.callSites.of(one));
  return runsIn(parts, callers, linked, depth + 1);
}

const MAX_DEPTH = 3;

function isIn(call: CallNode, parts: readonly Part[]): boolean {
  return parts.some((part) => part.model === call.model && isWithin(call, part));
}

/** Whether the function in which a call is left out makes another one. */
function isUsedBeside(left: readonly Part[], uses: readonly CallNode[]): boolean {
  const around = new Set(left.map((part) => functionAround(part.model, part)));
  return uses.some((call) => !isIn(call, left) && around.has(functionAround(call.model, call)));
}
