import Big from 'big.js';

/** Counts of tokens. `cached` is part of `input`. */
export interface Tokens {
  input: Big;
  cached: Big;
  output: Big;
}

/** What one model used at one price. */
export interface UsageRow {
  /** Absent where the export names none. */
  model?: string;
  /** `batch`, `flex`, …: not billed at the standard price. */
  tier?: string;
  tokens: Tokens;
  /** What of it has a price of its own that is not one of text tokens. */
  unpriced: Set<string>;
}

/** Seconds since 1970, of UTC. */
export interface Interval {
  start: number;
  end: number;
}

/** What one `--usage` says. */
export interface Usage {
  rows: UsageRow[];
  /** Which days it is about; absent where it does not say. */
  period?: Interval;
  /** US dollars, of an export of costs. */
  billed?: Big;
  /** There is another page, which is not in it. */
  hasMore: boolean;
  /** Figures, and no export. */
  isTyped?: true;
}

/** More models than anyone uses: such a file is none of OpenAI's. */
const MAX_MODELS = 500;

/** Gathers rows by model and tier. @throws RangeError for more models than there are. */
export class UsageRows {
  readonly #rows = new Map<string, UsageRow>();

  add({ model, tier, tokens, unpriced }: UsageRow): void {
    const key = `${model ?? ''}\0${tier ?? ''}`;
    const known = this.#rows.get(key) ?? {
      ...(model !== undefined && { model }),
      ...(tier !== undefined && { tier }),
      tokens: NONE,
      unpriced: new Set(),
    };
    if (this.#rows.size >= MAX_MODELS && !this.#rows.has(key)) throw new RangeError(`more than ${MAX_MODELS} models`);
    this.#rows.set(key, {
      ...known,
      tokens: sumOf(known.tokens, tokens),
      unpriced: new Set([...known.unpriced, ...unpriced]),
    });
  }

  get all(): UsageRow[] {
    return [...this.#rows.values()];
  }
}

export const NONE: Tokens = { input: new Big(0), cached: new Big(0), output: new Big(0) };

export function sumOf(a: Tokens, b: Tokens): Tokens {
  return { input: a.input.plus(b.input), cached: a.cached.plus(b.cached), output: a.output.plus(b.output) };
}

/** The tokens times a fraction. */
export function scaled({ input, cached, output }: Tokens, times: number, by: number): Tokens {
  const at = (count: Big) => count.times(times).div(by);
  return { input: at(input), cached: at(cached), output: at(output) };
}
