import type { Capability } from './capabilities.js';
import deepseek from './profiles/deepseek.json' with { type: 'json' };
import holysheep from './profiles/holysheep.json' with { type: 'json' };

/** Where a migration goes: the gateway's address, key variable and models. Data: `profiles/*.json`. */
export interface Profile {
  id: string;
  title: string;
  asOf: string;
  baseUrl: string;
  /** Hosts that are this gateway, so that a client which names one has moved already. */
  hosts: string[];
  variables: { apiKey: string; baseUrl: string; model: string };
  /** Takes the place of `OPENAI` in names of variables. */
  variableWord: string;
  /** The local name of a client or provider that has to be introduced. */
  providerName: string;
  placeholder: string;
  model: string;
  aliases: Record<string, string>;
  served: ServedModel[];
  servedNote: string;
  capabilities: string;
  source: string[];
}

/** A model that the gateway serves. */
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

export const PROFILES = { holysheep, deepseek } as Readonly<Record<string, Profile>>;

/** Whether the gateway serves the id, as far as the profile says. */
export function isServed(profile: Profile, id: string): boolean {
  return id === profile.model || id in profile.aliases || profile.served.some((model) => model.id === id);
}

/** What is known of a model there, by its id or an alias. */
export function servedModel(profile: Profile, id: string): ServedModel | undefined {
  const own = profile.aliases[id] ?? id;
  return profile.served.find((model) => model.id === own);
}
