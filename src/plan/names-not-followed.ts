import type { Service } from '../catalog/service.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { StringNode } from '../ir.js';
import type { Linked } from '../link/link.js';
import type { Origin } from '../link/origins.js';
import { textsOfOrigin } from '../link/texts.js';
import { named } from '../names.js';
import { componentsOf } from './components.js';
import { modelOrigins } from './moved-uses.js';
import { needsOpenai } from './needs-openai.js';
import type { Unit } from './types.js';

/**
 * Texts that are the name of a variable, in a program in which something stays on OpenAI with a key, an address or a model
 * that cannot be followed to where it is read: a library for settings may read it by that very name.
 * `cli.StringFlag{Name: "key", EnvVars: []string{"OPENAI_API_KEY"}}`
 */
export function namesNotFollowed(linked: Linked, staying: readonly Unit[], from: Service): StringNode[] {
  const programOf = componentsOf(linked.project);
  const open = new Set(
    staying.filter((unit) => needsOpenai(unit) && !isFollowed(unit, linked)).map(({ model }) => programOf(model)),
  );
  if (open.size === 0) return [];
  return [...linked.project.models.values()]
    .filter((model) => open.has(programOf(model)) && !isTestPath(model.path))
    .flatMap((model) => named(model, 'strings', (value) => /^[A-Z][A-Z0-9_]+$/.test(value) && from.names(value)))
    .filter(({ use }) => use !== undefined && use.as !== 'type');
}

function isFollowed(unit: Unit, linked: Linked): boolean {
  const isKnown = (origin: Origin) =>
    textsOfOrigin(linked.resolver, origin).every((text) => text.every(({ kind }) => kind !== 'unknown'));
  return [...unit.apiKey.origins, ...unit.baseUrl.origins, ...modelOrigins(unit)].every(isKnown);
}
