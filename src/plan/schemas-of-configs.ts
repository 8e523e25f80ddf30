import { posix } from 'node:path';
import type { ConfigModel } from '../ir.js';

/**
 * The JSON schema in the repository that a file has to fit: Helm's `values.schema.json` beside values
 * (https://helm.sh/docs/topics/charts/#schema-files), or the one that the file names, as editors and the programs that load it read that
 * (https://github.com/redhat-developer/yaml-language-server#using-inlined-schema, https://taplo.tamasfe.dev/configuration/directives.html,
 * `$schema`).
 */
export function schemaOf(config: ConfigModel, byPath: ReadonlyMap<string, ConfigModel>): ConfigModel | undefined {
  const folder = posix.dirname(config.path);
  const named = config.entries.find(
    ({ path, isCommented }) => !isCommented && path.length === 1 && path[0] === '$schema',
  );
  const spelled = named?.value ?? SPELLED.exec(config.text.slice(0, HEAD))?.[1];
  const name = spelled ?? (VALUES.test(config.path) ? 'values.schema.json' : undefined);
  if (name === undefined || /^\w+:\/\//.test(name)) return undefined;
  const schema = byPath.get(posix.join(folder, name));
  return schema?.language === 'json' ? schema : undefined;
}

const VALUES = /(?:^|\/)values[\w.-]*\.ya?ml$/;
const SPELLED = /^#(?: {0,3}yaml-language-server: {0,3}\$schema=| {0,3}\$schema: {0,3}|:schema +)(\S+)/m;
const HEAD = 2_000;
