import type { ModelId } from '../catalog/model-ids.js';
import { SDKS } from '../catalog/sdk.js';
import type { Service } from '../catalog/service.js';
import { isTestPath } from '../discover/file-kinds.js';
import { escapePattern } from '../escape-pattern.js';
import type { SourceModel, StringNode } from '../ir.js';
import { importsLike } from '../link/imported-by.js';
import type { Linked } from '../link/link.js';
import { named } from '../names.js';
import { componentsOf } from './components.js';
import { modelOrigins } from './moved-uses.js';
import { writtenIn } from './reached-by.js';
import type { Unit } from './types.js';

/** `openai:gpt-4o` names OpenAI itself for the library that reads it. */
export function isProviderId({ prefix }: ModelId): boolean {
  return /^openai:/.test(prefix);
}

/** Those that spell ids of OpenAI's own with its name before them, and what says that a file loads one. */
const BY_NAME = SDKS.flatMap(({ language, title, packages, clients }) => {
  const forms = clients.flatMap(({ stays, modelForm }) => (modelForm && !stays ? [new RegExp(modelForm.ids)] : []));
  const names = packages.map((one) => escapePattern(one.replace(/\/\*$/, '')));
  return forms.length > 0 ? [{ language, title, forms, imports: `^(?:${names.join('|')})(?:[/.]|$)` }] : [];
});

/** What asks OpenAI itself for `openai/gpt-4o`, where the file, or one of the same program, loads such a library: any other is a router's. */
export function askerByName({ project }: Linked, { value, model }: StringNode): string | undefined {
  const { language } = model;
  const forms = BY_NAME.filter((one) => one.language === language && one.forms.some((form) => form.test(value)));
  const programOf = componentsOf(project);
  const program = programOf(model);
  const isLoaded = (imports: string) => (other: SourceModel) =>
    other === model ? importsLike(other, imports) : programOf(other) === program && importsLike(other, imports);
  return forms.find(
    ({ imports }) => project.importsLike(language, imports) && [...project.models.values()].some(isLoaded(imports)),
  )?.title;
}

/** Such ids to which nothing that moves leads: the library reads OpenAI's key for them by itself. */
export function stayingProviderIds(linked: Linked, moving: readonly Unit[], from: Service): StringNode[] {
  const found = [...linked.project.models.values()]
    .filter(({ path, text }) => /openai[:/]/.test(text) && !isTestPath(path))
    .flatMap((model) => named(model, 'strings', (value) => /^openai[:/]/.test(value)))
    .filter((node) => {
      const id = node.use === undefined ? undefined : from.modelId(node.value, true);
      return id !== undefined && (isProviderId(id) || askerByName(linked, node) !== undefined);
    });
  if (found.length === 0) return [];
  const moved = new Set(moving.flatMap((unit) => writtenIn(modelOrigins(unit), linked)));
  return found.filter((node) => !moved.has(node));
}
