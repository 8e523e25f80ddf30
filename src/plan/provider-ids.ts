import type { ModelId } from '../catalog/model-ids.js';
import type { Service } from '../catalog/service.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { StringNode } from '../ir.js';
import type { Linked } from '../link/link.js';
import { named } from '../names.js';
import { modelOrigins } from './moved-uses.js';
import { writtenIn } from './reached-by.js';
import type { Unit } from './types.js';

/** `openai:gpt-4o` names OpenAI itself for the library that reads it. */
export function isProviderId({ prefix }: ModelId): boolean {
  return /^openai:/.test(prefix);
}

/** Such ids to which nothing that moves leads: the library reads OpenAI's key for them by itself. */
export function stayingProviderIds(linked: Linked, moving: readonly Unit[], from: Service): StringNode[] {
  const found = [...linked.project.models.values()]
    .filter(({ path, text }) => text.includes('openai:') && !isTestPath(path))
    .flatMap((model) => named(model, 'strings', (value) => value.startsWith('openai:')))
    .filter(({ value, use }) => {
      const id = use === undefined ? undefined : from.modelId(value, true);
      return id !== undefined && isProviderId(id);
    });
  if (found.length === 0) return [];
  const moved = new Set(moving.flatMap((unit) => writtenIn(modelOrigins(unit), linked)));
  return found.filter((node) => !moved.has(node));
}
