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
  served: { id: string; input?: number; output?: number }[];
  servedNote: string;
  limits: { context: number; output: number };
  capabilities: string;
  source: string[];
}

export const PROFILES: Readonly<Record<string, Profile>> = { holysheep, deepseek };

/** Whether the gateway serves the id, as far as the profile says. */
export function isServed(profile: Profile, id: string): boolean {
  return id === profile.model || id in profile.aliases || profile.served.some((model) => model.id === id);
}
