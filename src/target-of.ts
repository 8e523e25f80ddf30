import type { Report } from './report.js';
import type { RunRequest } from './run.js';

/** Where a migration goes, as a report tells it. */
export function targetOf({ profile, env, modelFor }: RunRequest): Report['target'] {
  return {
    profile: profile.id,
    title: profile.title,
    baseUrl: profile.baseUrl,
    model: profile.model,
    keyVariable: profile.variables.apiKey,
    env,
    ...(modelFor && Object.keys(modelFor).length > 0 && { modelFor: modelFor as Record<string, string> }),
  };
}
