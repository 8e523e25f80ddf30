import type { ModelFate } from '../plan/model-uses.js';

/** US dollars per million tokens; absent where nothing reliable is known. */
export interface Price {
  input?: number;
  /** Of input that is read from the cache. */
  cachedInput?: number;
  output?: number;
  /** Who says so. */
  source: string;
  /** `2026-08-06`: the day of which it is. */
  asOf?: string;
}

export interface Limits {
  /** Tokens of input; of the gateway's models in all, with the answer. */
  contextTokens?: number;
  outputTokens?: number;
}

export interface Place {
  file: string;
  line: number;
  column: number;
  fate: ModelFate;
  /** The model of the gateway that it becomes. */
  to?: string;
}

/** A model of the gateway, beside one of OpenAI's. */
export interface Target extends Limits {
  model: string;
  price?: Price;
}

/** A model that the repository asks for. */
export interface ModelRow extends Limits {
  model: string;
  /** What it is for: `chat`, `embedding`, …; `unknown` where the catalog does not have it. */
  kind: string;
  price?: Price;
  /** The day on which OpenAI ends it, and whether that was past on the day of the catalog. */
  shutdown?: { date: string; hasEnded: boolean };
  places: Place[];
  /** What it becomes, or would become. */
  targets: Target[];
  /** What a user has to know before it moves: limits that shrink. */
  warnings: string[];
}

/** A place that asks for a model which nobody can read in the repository. */
export interface UnknownModelRow extends Omit<Place, 'to'> {
  /** The variables that give the model, where there are any. */
  variables: string[];
}

/** US dollars. `least` and `most` are the same where it is certain what becomes of the calls. */
export interface Amount {
  least: number;
  most: number;
}

/** What a model's tokens cost in 30 days, before and after. */
export interface BillRow {
  model: string;
  /** `batch`, `flex`, …: tokens that are not billed at the standard price. */
  tier?: string;
  /** Tokens in 30 days. `cachedTokens` are part of `inputTokens`. */
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  /** What becomes of the calls that use it: all move, none, some, or nobody can tell. */
  fate: 'moves' | 'stays' | 'partly' | 'not-found';
  targets: string[];
  before?: number;
  after?: Amount;
  /** In percent of `before`; below zero where it costs more. */
  saving?: Amount;
  /** Why there is no figure, or how one was come by. */
  notes: string[];
}

export interface Bill {
  /** Of what the exports tell: absent where none says which days it covers. */
  period?: { start: string; end: string; days: number };
  /** How tokens were brought to 30 days, as a sentence. */
  normalised: string;
  rows: BillRow[];
  /** Over the rows of which both are known; absent where there are none. */
  total?: { before: number; after: Amount };
  /** In percent of `before`; below zero where it costs more. Absent where nothing is known on both sides. */
  saving?: Amount;
  /** Rows that the total leaves out. */
  isPartial: boolean;
  /** What was billed in the period by the export itself, brought to 30 days. */
  billed?: number;
  notes: string[];
}

/** What `cost` found. Amounts are in US dollars, prices per million tokens. */
export interface CostReport {
  /** Whose models are asked for. */
  from: { profile: string; title: string };
  target: { profile: string; title: string; model: string };
  currency: 'USD';
  pricePer: 1_000_000;
  prices: {
    from: { asOf: string; sources: readonly string[] };
    target: { asOf: string };
    own?: { file: string; asOf: string };
  };
  models: ModelRow[];
  unknown: UnknownModelRow[];
  bill?: Bill;
}
