import type { Binding, Expression } from '../ir.js';
import { only } from '../link/origins.js';
import { isWithin } from '../spans.js';
import { isKeyText } from './key-texts.js';
import { isLocalHost } from './local-hosts.js';
import { modelOutcome } from './model-map.js';
import { modelOrigins } from './moved-uses.js';
import type { PlanOptions, Unit } from './types.js';
import type { UrlFacts } from './urls.js';

/** An address of another service that a client may be given. */
export interface OtherAddress {
  node: Expression;
  host: string;
}

/**
 * Whether OpenAI or another service is chosen for a client in one expression, and all that moves is chosen as the address is: then
 * each service keeps what is its own. A model that both are asked for is not for one of them alone, and a key is for none but one.
 */
export function isChosenHere(unit: Unit, other: OtherAddress, options: PlanOptions): boolean {
  const { value, absent } = unit.baseUrl;
  const { node, host } = other;
  const isInValue = value?.model === node.model && isWithin(node, value);
  const tests = testsAround(node, isInValue ? value : undefined);
  // What listens on the machine itself answers in the gateway's place too. Whether a value is there may be all that chooses.
  if (isInValue && (isLocalHost(host) || tests.length === 0)) return true;
  if (!isInValue && (absent.length === 0 || !absent.every(({ node }) => isChosenBy(tests, node)))) return false;
  return movingValues(unit, options).every((one) => one !== undefined && isChosenBy(tests, one));
}

/** Whether all that would change stands in the objects that OpenAI's addresses are entries of. */
export function isToldApart(unit: Unit, own: readonly UrlFacts[], options: PlanOptions): boolean {
  const holders = [
    ...own.map(({ node }) => (node?.use?.as === 'entry' ? node.use.object : undefined)),
    ...unit.baseUrl.absent.map(({ node }) => node),
  ];
  const isHeld = (node: Expression) => holders.some((one) => one?.model === node.model && isWithin(node, one));
  const isAllHeld = movingValues(unit, options).every((one) => one !== undefined && isHeld(one));
  return isAllHeld && !holders.includes(undefined);
}

/** Where keys and models stand that become others, or would be written; undefined for what has no place yet. */
function movingValues(unit: Unit, options: PlanOptions): (Expression | undefined)[] {
  const { origins, absent, isMissing } = unit.apiKey;
  // Who may be given another service's key is given each where it belongs, whatever tells them apart.
  const isGivenEach = only(origins, 'environment').some(({ name }) => !options.from.names(name));
  const written = [...(isGivenEach ? [] : origins), ...modelOrigins(unit)].filter((origin) =>
    origin.kind === 'environment'
      ? options.from.names(origin.name)
      : origin.kind === 'string' &&
        (isKeyText(origin) || modelOutcome(origin.node.value, options, unit.modelForm).kind === 'map'),
  );
  const nodes = [...written, ...absent].map((origin) => ('node' in origin ? origin.node : undefined));
  return isMissing ? [...nodes, undefined] : nodes;
}

/** The conditions, as they are written, by which a value is chosen within an expression around it, or anywhere. */
function testsAround(value: Expression, root?: Expression): string[] {
  const tests: string[] = [];
  for (let at: Expression | undefined = value; at && at !== root; at = holderOf(at)) tests.push(...testOf(at));
  return tests;
}

/** Whether a value is chosen by one of the conditions, or is a constant that is read only where one of them chooses it. */
function isChosenBy(tests: readonly string[], value: Expression, seen: ReadonlySet<Binding> = new Set()): boolean {
  let last = value;
  for (let at: Expression | undefined = value; at; at = holderOf(at)) {
    if (testOf(at).some((test) => tests.includes(test))) return true;
    last = at;
  }
  const target = last.use?.as === 'definition' ? last.use.targets.find(({ path }) => path.length === 0) : undefined;
  if (!target || seen.has(target.binding)) return false;
  const { references } = target.binding;
  const isRead = (one: Expression) => isChosenBy(tests, one, new Set([...seen, target.binding]));
  return references.length > 0 && references.every(isRead);
}

/** The condition by which this very value is chosen. */
function testOf({ use }: Expression): string[] {
  const test = use?.as === 'option' ? use.choice.test : undefined;
  return test ? [test.model.text.slice(test.start, test.end)] : [];
}

/** The expression that a value is a part of, or that reads something of it. */
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
    case 'callee':
      return use.call;
    case 'object':
      return use.member;
    default:
      return undefined;
  }
}
