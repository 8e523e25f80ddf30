import { CAPABILITIES, type Capability } from './capability.js';
import { MODELS, type Model } from './models.js';
import deepseek from './profiles/deepseek.json' with { type: 'json' };
import holysheep from './profiles/holysheep.json' with { type: 'json' };
import openai from './profiles/openai.json' with { type: 'json' };

/** A service that speaks OpenAI's protocol: its address, names of variables and models. Data: `profiles/*.json`. */
export interface Profile {
  id: string;
  title: string;
  asOf: string;
  baseUrl: string;
  /** What an SDK asks that is given no base URL. */
  isDefaultOfSdks?: true;
  /** Hosts that are this service, so that a client which names one is there already. */
  hosts: string[];
  /** A regular expression of what may stand before each of them, with a dot: regions. */
  hostPrefix?: string;
  /** It answers without `/v1` in the address, too. */
  isWithoutVersion?: true;
  variables: { apiKey: string; baseUrl: string; model: string };
  /** What else projects and SDKs call these. */
  otherNames?: { apiKey: string[]; baseUrl: string[] };
  /** Names the service in names of variables. */
  variableWord: string;
  /** In other spellings. */
  otherWords?: string[];
  /** The local name of a client or provider that has to be introduced. */
  providerName: string;
  placeholder: string;
  /** What is asked for where nothing else is said; absent where none can stand for all others. */
  model?: string;
  aliases: Record<string, string>;
  served: ServedModel[];
  /** It serves what `models.json` has. */
  servesCatalog?: true;
  servedNote: string;
  /** The model that `capabilities.json` is about; absent where all that OpenAI's protocol has is taken. */
  capabilities?: string;
  source: string[];
}

/** A model that the service serves. */
export interface ServedModel {
  id: string;
  /** US dollars per million tokens. */
  input?: number;
  /** For input that is read from the cache. */
  cachedInput?: number;
  output?: number;
  /** Who says so, and who says otherwise. */
  priceSource?: string;
  /** Tokens that it takes in all, and gives for an answer. */
  contextTokens?: number;
  outputTokens?: number;
  /** What it can that the model of `capabilities.json` cannot. */
  can?: Capability[];
  /** OpenAI's own: it takes what OpenAI takes. */
  isOpenais?: true;
  source?: string;
}

export const PROFILES: Readonly<Record<string, Profile>> = Object.fromEntries(
  ([holysheep, deepseek, openai] as Profile[]).map((one) => [
    one.id,
    one.servesCatalog ? { ...one, served: MODELS.map(asServed) } : one,
  ]),
);

function asServed({ id, input, cachedInput, output, context, maxOutput, vision, source }: Model): ServedModel {
  return {
    id,
    ...(input !== undefined && { input }),
    ...(cachedInput !== undefined && { cachedInput }),
    ...(output !== undefined && { output }),
    ...(context !== undefined && { contextTokens: context }),
    ...(maxOutput !== undefined && { outputTokens: maxOutput }),
    can: CAPABILITIES.filter((one) => one !== 'vision' || vision !== false),
    isOpenais: true,
    source: source.join(', '),
  };
}

/** Whether the service serves the id, as far as the profile says. */
export function isServed(profile: Profile, id: string): boolean {
  return (id !== '' && id === profile.model) || id in profile.aliases || profile.served.some((one) => one.id === id);
}

/** What is known of a model there, by its id or an alias. */
export function servedModel(profile: Profile, id: string): ServedModel | undefined {
  const own = profile.aliases[id] ?? id;
  return profile.served.find((model) => model.id === own);
}
