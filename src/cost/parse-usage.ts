import Big from 'big.js';
import type { Usage } from './usage.js';

/** What is wrong with a figure that is typed. */
export class FigureFault extends Error {}

/** Whether it is figures, and no file. */
export function isFigures(text: string): boolean {
  return /^(?:in|out|cached|model)=/.test(text);
}

/**
 * `in=7.5M,out=2.5M,cached=1M,model=gpt-4.1`: tokens of a month. `cached` is part of `in`.
 * @throws FigureFault
 */
export function parseFigures(text: string): Usage {
  const given = new Map<string, string>();
  for (const part of text.split(',')) {
    const [, name, value] = /^(in|out|cached|model)=(.+)$/s.exec(part.trim()) ?? [];
    if (name === undefined || value === undefined)
      throw new FigureFault('It must be a file, or in=COUNT,out=COUNT[,cached=COUNT][,model=ID].');
    if (given.has(name)) throw new FigureFault(`${name} is given twice.`);
    given.set(name, value);
  }
  const tokens = {
    input: countOf(given.get('in')),
    cached: countOf(given.get('cached')),
    output: countOf(given.get('out')),
  };
  if (!given.has('in') && !given.has('out')) throw new FigureFault('in or out must be given.');
  if (tokens.cached.gt(tokens.input)) throw new FigureFault('cached is part of in, and cannot be more.');
  const model = given.get('model');
  if (model !== undefined && !/^[\w.:/@-]{1,200}$/.test(model)) throw new FigureFault('That is no id of a model.');
  return {
    rows: [{ ...(model !== undefined && { model }), tokens, unpriced: new Set() }],
    hasMore: false,
    isTyped: true,
  };
}

const FACTORS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, b: 1e9 };

function countOf(text = '0'): Big {
  const [, digits, unit = ''] = /^(\d{1,15}(?:\.\d{1,9})?)([kmb]?)$/i.exec(text) ?? [];
  const count = digits === undefined ? undefined : new Big(digits).times(FACTORS[unit.toLowerCase()] ?? 1);
  if (!count?.round(0).eq(count) || count.gt(1e15))
    throw new FigureFault('A count is a whole number of tokens, as in 1200, 350k or 7.5M.');
  return count;
}
