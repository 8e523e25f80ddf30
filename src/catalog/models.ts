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

const BY_ID = new Map(MODELS.map((model) => [model.id, model]));

export function knownModel(id: string): Model | undefined {
  return BY_ID.get(id);
}
