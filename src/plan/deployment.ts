import type { Deployment } from '../report.js';
import type { Mentions } from './mentions.js';
import type { Plan } from './plan.js';
import type { PlanOptions } from './types.js';

/** What has to be set where the app runs, before what was rewritten is deployed. */
export function deploymentOf(plan: Plan, mentions: ReadonlyMap<string, Mentions>, options: PlanOptions): Deployment[] {
  const found: Deployment[] = [];
  for (const variable of plan.variables.byName.values()) {
    const [role] = variable.roles;
    if (!role) continue;
    const baseUrl = variable.isOrigin ? new URL(options.profile.baseUrl).origin : options.profile.baseUrl;
    const value = role === 'baseUrl' ? baseUrl : role === 'model' ? options.profile.model : undefined;
    const sites = variable.mode === 'add' ? variable.movedSites : variable.sites;
    const files = [
      ...new Set([...sites.map((site) => site.model.path), ...mentioning(variable.name, mentions)]),
    ].sort();
    // A base URL that an SDK reads by itself, and that nothing sets, is no longer needed.
    if (role !== 'apiKey' && files.length === 0) continue;
    found.push({ name: variable.to, instead: variable.name, keepsOld: variable.mode === 'add', value, files });
  }
  if (found.length > 0 && !found.some(({ name }) => name === options.profile.variables.apiKey) && movesAny(plan))
    found.push({ name: options.profile.variables.apiKey, instead: '', keepsOld: true, files: [] });
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function movesAny(plan: Plan): boolean {
  return plan.units.some((unit) => unit.verdict === 'migrate');
}

function mentioning(name: string, mentions: ReadonlyMap<string, Mentions>): string[] {
  return [...mentions]
    .filter(([, { findings }]) => findings.some((f) => f.reason === 'language-not-read' && f.message.includes(name)))
    .map(([path]) => path);
}
