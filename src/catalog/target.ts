import type { Profile } from './profile.js';
import holysheep from './profiles/holysheep.json' with { type: 'json' };

/** Where a migration goes. */
export interface Target extends Profile {
  /** Empty where none was given and none can be taken: then no model is replaced by it. */
  model: string;
}

/** What a user may set otherwise. */
export interface OwnTarget {
  model?: string | undefined;
  baseUrl?: string | undefined;
  keyEnv?: string | undefined;
}

/** The profiles, by their names alone. */
export const PROFILE_IDS = ['holysheep', 'deepseek', 'openai'];
/** Where the tool goes when nobody says otherwise. */
export const DEFAULT_TARGET = 'holysheep';

/** Who goes where most go does not wait for the other profiles, one of which has all models of OpenAI. */
export async function targetNamed(id: string, own: OwnTarget): Promise<Target> {
  const profile = id === DEFAULT_TARGET ? holysheep : (await import('./profile.js')).PROFILES[id];
  if (!profile) throw new Error(`no profile ${id}`);
  return targetOf(profile as Profile, own);
}

/** The profile with what the user sets otherwise. */
export function targetOf(profile: Profile, { model, baseUrl, keyEnv }: OwnTarget = {}): Target {
  return {
    ...profile,
    model: model ?? profile.model ?? '',
    baseUrl: baseUrl ?? profile.baseUrl,
    variables: { ...profile.variables, apiKey: keyEnv ?? profile.variables.apiKey },
  };
}
