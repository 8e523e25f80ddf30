import type { Option } from 'commander';
import { Failure } from '../../errors.js';
import type { ConfigEntry } from './config-entry.js';
import { formOf } from './config-form.js';
import { CONFIG_KEYS, VARIABLE_PREFIX, variableOf } from './config-keys.js';

/**
 * What variables set; an empty one sets nothing. Several values stand between commas.
 * @throws Failure for a name that is not known, or a value that is not of its form.
 */
export function environmentConfig(environment: NodeJS.ProcessEnv, options: readonly Option[]): ConfigEntry[] {
  const known = new Map(Object.keys(CONFIG_KEYS).map((key) => [variableOf(key), key]));
  const set = Object.entries(environment).filter(([name, text]) => name.startsWith(VARIABLE_PREFIX) && text);
  return set.sort().map(([name, text = '']): ConfigEntry => {
    const key = known.get(name);
    const option = options.find((one) => one.attributeName() === key);
    if (key === undefined || !option)
      throw new Failure('config', `There is no variable ${name}. Known are ${[...known.keys()].join(', ')}.`);
    return { key, value: readValue(name, text, option), origin: { source: 'environment', place: name } };
  });
}

function readValue(name: string, text: string, option: Option): ConfigEntry['value'] {
  const form = formOf(option);
  if (form === 'text') return [text];
  if (form !== 'truth') return text.split(',').map((one) => one.trim());
  if (/^(?:1|true)$/i.test(text)) return true;
  if (/^(?:0|false)$/i.test(text)) return false;
  throw new Failure('config', `${name} must be true or false.`);
}
