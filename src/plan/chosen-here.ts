import type { Expression } from '../ir.js';
import { isWithin } from '../spans.js';
import { isLocalHost } from './local-hosts.js';
import { modelMoves } from './moved-uses.js';
import type { PlanOptions, Unit } from './types.js';

/** An address of another service that a client may be given. */
export interface OtherAddress {
  node: Expression;
  host: string;
}

/**
 * Whether OpenAI or another service is chosen for a client in one expression, and every model that moves is chosen as the address is:
 * then each service keeps what is its own. A model that both are asked for is not for one of them alone.
 */
export function isChosenHere(unit: Unit, other: OtherAddress, options: PlanOptions): boolean {
  const { value, absent } = unit.baseUrl;
  const { node, host } = other;
  const isInValue = value?.model === node.model && isWithin(node, value);
  const tests = testsAround(node, isInValue ? value : undefined);
  const isChosenSo = (one: Expression) => testsAround(one).some((test) => tests.includes(test));
  // What listens on the machine itself answers in the gateway's place too. Whether a value is there may be all that chooses.
  if (isInValue && (isLocalHost(host) || tests.length === 0)) return true;
  if (!isInValue && (absent.length === 0 || !absent.every(({ node }) => isChosenSo(node)))) return false;
  return modelMoves(unit, options).every(({ node }) => isChosenSo(node));
}

/** The conditions, as they are written, by which a value is chosen: those within `root`, or all. */
function testsAround(value: Expression, root?: Expression): string[] {
  const tests: string[] = [];
  for (let at: Expression | undefined = value; at && at !== root; at = holderOf(at)) {
    const test: Expression | undefined = at.use?.as === 'option' ? at.use.choice.test : undefined;
    if (test) tests.push(test.model.text.slice(test.start, test.end));
  }
  return tests;
}

/** The expression that a value is a part of. */
function holderOf({ use }: Expression): Expression | undefined {
  switch (use?.as) {
    case 'option':
      return use.choice;
    case 'wrapped':
      return use.wrapper;
    case 'entry':
      return use.object;
    case 'item':
      return use.list;
    case 'argument':
      return use.call;
    default:
      return undefined;
  }
}
