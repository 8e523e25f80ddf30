import type { Profile } from '../catalog/profile.js';
import { secretCommand } from '../catalog/stores.js';
import type { ConfigModel, ConfigReference } from '../ir.js';
import type { SecretToCreate } from '../report.js';

/**
 * Secrets to which files refer after the rewrite and did not before: somebody has to create them where they are kept.
 * `after`: the model of a file that is rewritten.
 */
export function secretsToCreate(
  configs: readonly ConfigModel[],
  after: (path: string) => ConfigModel | undefined,
  profile: Profile,
): SecretToCreate[] {
  const found = new Map<string, SecretToCreate>();
  for (const { path, references } of configs) {
    const before = new Set(references.filter(isSecret).map(keyOf));
    for (const reference of after(path)?.references.filter(isSecret) ?? []) {
      const key = keyOf(reference);
      if (before.has(key)) continue;
      const { name, store, setting } = reference;
      const group = setting?.name.split('.')[0];
      const command = secretCommand({ name, file: path, group, store, key: `\\"$${profile.variables.apiKey}\\"` });
      const known = found.get(key) ?? {
        name,
        ...(store !== undefined && { store }),
        files: [],
        ...(command !== undefined && { command }),
      };
      if (!known.files.includes(path)) known.files.push(path);
      found.set(key, known);
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function isSecret({ to }: ConfigReference): boolean {
  return to === 'secret';
}

function keyOf({ store, name }: ConfigReference): string {
  return `${store ?? ''}\0${name}`;
}
