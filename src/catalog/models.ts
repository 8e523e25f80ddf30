import data from './models.json' with { type: 'json' };

export type ModelKind =
  | 'chat'
  | 'reasoning'
  | 'completion'
  | 'codex'
  | 'embedding'
  | 'image'
  | 'audio'
  | 'audio-chat'
  | 'search-chat'
  | 'realtime'
  | 'moderation'
  | 'video'
  | 'edit'
  | 'computer-use'
  | 'open-weights'
  | 'azure';

export interface Model {
  id: string;
  kind: ModelKind;
  /** Tokens of input. */
  context?: number;
  maxOutput?: number;
  /** US dollars per million tokens. */
  input?: number;
  /** For input that is read from the cache. */
  cachedInput?: number;
  output?: number;
  vision?: boolean;
  /** The day on which OpenAI ends it. */
  shutdown?: string;
  shutdownSource?: string;
  endpoints?: string[];
  /** A word of its own (`ada`, `o1`): an id only where a model is expected. */
  needsModelPosition?: boolean;
  source: string[];
}

export const MODELS = data.models as readonly Model[];
/** The day of which the dates are. */
export const MODELS_AS_OF = data.asOf;
/** The day of the newest of the tables that most prices are from. */
export const PRICES_AS_OF = data.pricesAsOf;
/** What those tables are. */
export const PRICE_SOURCES: readonly string[] = [data.source.litellm_primary, data.source.litellm_secondary];

const BY_ID = new Map(MODELS.map((model) => [model.id, model]));

export function knownModel(id: string): Model | undefined {
  return BY_ID.get(id);
}
