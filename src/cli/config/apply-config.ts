import { type Command, InvalidArgumentError, type Option } from 'commander';
import { Failure } from '../../errors.js';
import { PRICES_OPTION } from '../prices-option.js';
import type { ConfigOrigin } from './config-entry.js';
import { CONFIG_KEYS } from './config-keys.js';
import { environmentConfig } from './environment-config.js';
import { type ConfigFile, findProjectConfig, findUserConfig, namedConfig } from './find-config.js';

export interface WhereToLook {
  /** Absolute path of the folder that is scanned. */
  root: string;
  environment: NodeJS.ProcessEnv;
  /** `--config FILE`; false with `--no-config`. */
  config: string | boolean;
}

/**
 * Gives the program what was set beforehand, where the command line says nothing. A value takes the place of that of a later
 * layer as a whole: environment, project, user.
 * @returns where each value comes from, by key
 * @throws Failure for whatever is not understood.
 */
export async function applyConfig(program: Command, where: WhereToLook): Promise<ReadonlyMap<string, ConfigOrigin>> {
  const origins = new Map<string, ConfigOrigin>();
  const options = configurable(program);
  for (const option of options) {
    const key = option.attributeName();
    const isFlag = program.getOptionValueSource(key) === 'cli';
    if (Object.hasOwn(CONFIG_KEYS, key)) origins.set(key, { source: isFlag ? 'flag' : 'default' });
  }
  for (const { key, value, origin } of await entriesOf(options, where)) {
    const option = options.find((one) => one.attributeName() === key);
    const isOpen = origins.get(key)?.source === 'default';
    const isBeside = CONFIG_KEYS[key]?.besides?.some((other) => program.getOptionValueSource(other) === 'cli');
    if (!option) continue;
    const parsed = typeof value === 'boolean' ? value : parsedValue(option, value, origin);
    if (!isOpen || isBeside) continue;
    program.setOptionValueWithSource(key, parsed, origin.source);
    origins.set(key, origin);
  }
  return origins;
}

/** Also what only another command takes: its key may stand in a file that all of them go by. */
export function configurable({ options }: Command): readonly Option[] {
  return [...options, PRICES_OPTION];
}

/** All layers, the first first. */
async function entriesOf(options: readonly Option[], { root, environment, config }: WhereToLook) {
  const named = typeof config === 'string' ? namedConfig(config) : undefined;
  const files = config === false ? [] : [named ?? findProjectConfig(root), findUserConfig(environment)];
  const read = await Promise.all(files.map((file) => (file ? readFrom(file, options) : [])));
  return [...environmentConfig(environment, options), ...read.flat()];
}

async function readFrom(file: ConfigFile, options: readonly Option[]) {
  const { readConfig } = await import('./read-config.js');
  return readConfig(file, options);
}

/** The value as the command line would give it. */
function parsedValue(option: Option, texts: readonly string[], { place }: ConfigOrigin): unknown {
  try {
    return texts.reduce<unknown>(
      (known, text) => (option.parseArg ? option.parseArg(text, known) : text),
      option.defaultValue,
    );
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new Failure(
      'config',
      `${place}: "${option.attributeName()}" cannot be ${texts.join(', ')}. ${error.message}`,
    );
  }
}

/** @throws Failure where a repository, which may be a stranger's, would say which key is sent, or where to. */
export function assertOwnAddress(origins: ReadonlyMap<string, ConfigOrigin>): void {
  for (const key of ['baseUrl', 'keyEnv']) {
    const origin = origins.get(key);
    if (origin?.source === 'project')
      throw new Failure(
        'config',
        `${origin.place}: "${key}" may not come from a repository here, since a key would be sent. Give it on the command line.`,
      );
  }
}
