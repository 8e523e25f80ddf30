import type Big from 'big.js';
import type { Price } from './cost-report.js';
import type { Tokens } from './usage.js';

const MILLION = 1_000_000;

/** What tokens cost, exactly; without `amount`, why that is not known. */
export interface Cost {
  amount?: Big;
  notes: string[];
}

/**
 * Cached tokens are part of the input and have a price of their own. Where that is not known, `cachedAtMost` lets the price of
 * input stand for it, which is the most that it can be; for what was billed already that would claim too much.
 */
export function costOf(
  { input, cached, output }: Tokens,
  price: Price | undefined,
  who: string,
  cachedAtMost: boolean,
): Cost {
  const isCachedKnown = price?.cachedInput !== undefined || (cachedAtMost && price?.input !== undefined);
  const missing = [
    ...(input.gt(cached) && price?.input === undefined ? ['input'] : []),
    ...(cached.gt(0) && !isCachedKnown ? ['cached input'] : []),
    ...(output.gt(0) && price?.output === undefined ? ['output'] : []),
  ];
  if (missing.length > 0) return { notes: [`The price of ${missing.join(' and ')} at ${who} is unknown.`] };
  const at = (count: Big, dollars = 0) => count.times(dollars).div(MILLION);
  const amount = at(input.minus(cached), price?.input)
    .plus(at(cached, price?.cachedInput ?? price?.input))
    .plus(at(output, price?.output));
  const isAtMost = cached.gt(0) && price?.cachedInput === undefined;
  return {
    amount,
    notes: isAtMost ? [`Cached input counts as input at ${who}, whose price for it is unknown: at most this.`] : [],
  };
}
