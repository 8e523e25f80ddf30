/** What a key of a configuration file takes beyond the option of its name. */
export interface ConfigKey {
  /** Why it may not come from the repository that is scanned, which may be a stranger's. */
  notFromRepository?: string;
  /** The values name a file. */
  isPath?: true;
  /** Options of the command line beside which it does not count. */
  besides?: readonly string[];
}

/**
 * What can be set beforehand, in files and in variables: the names of options in camelCase. Nothing that writes can, and
 * nothing that is meant for one run.
 */
export const CONFIG_KEYS: Readonly<Record<string, ConfigKey>> = {
  profile: {},
  model: {},
  baseUrl: {},
  keyEnv: {},
  env: {},
  modelMap: {},
  modelFor: {},
  responses: {},
  format: { besides: ['json', 'explain', 'interactive', 'stdin'] },
  baseline: { isPath: true },
  failOn: {},
  typecheck: {},
  docs: {},
  ignore: {},
  prices: { isPath: true },
  color: {},
  progress: {},
  pager: {},
  quiet: {},
  verbose: {},
  transform: { isPath: true, notFromRepository: 'it runs code' },
  envFiles: { notFromRepository: 'it changes files that git ignores' },
  allowDirty: { notFromRepository: 'it takes a safeguard away' },
  allowNoVcs: { notFromRepository: 'it takes a safeguard away' },
};

/** The variable of the environment that sets a key: `modelMap` → `HOLYSHEEP_MIGRATE_MODEL_MAP`. */
export function variableOf(key: string): string {
  return `${VARIABLE_PREFIX}${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

export const VARIABLE_PREFIX = 'HOLYSHEEP_MIGRATE_';
