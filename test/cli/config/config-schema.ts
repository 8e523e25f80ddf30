import type { Option } from 'commander';
import { CAPABILITIES } from '../../../src/catalog/capability.js';
import { formOf } from '../../../src/cli/config/config-form.js';
import { CONFIG_KEYS } from '../../../src/cli/config/config-keys.js';
import { FORMAT_NAMES } from '../../../src/reporters/format-names.js';

const TEXT = { type: 'string', minLength: 1 };

/** The JSON Schema of configuration files, as `schema/config.schema.json` ships it. */
export function configSchema(options: readonly Option[]) {
  const keys = options.filter((option) => Object.hasOwn(CONFIG_KEYS, option.attributeName()));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://unpkg.com/migrate-to-holysheep/schema/config.schema.json',
    title: 'Configuration of migrate-to-holysheep',
    description: 'A file named .holysheeprc.json, or "migrate-to-holysheep" in package.json.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...Object.fromEntries(keys.map((option) => [option.attributeName(), schemaOf(option)])),
    },
  };
}

function schemaOf(option: Option) {
  const why = CONFIG_KEYS[option.attributeName()]?.notFromRepository;
  const only = why === undefined ? '' : ` Not in a repository, since ${why}.`;
  const description = `${option.description.replace(/; repeatable$/, '').replace(/^no /, '')}.${only}`;
  return { description, ...typeOf(option) };
}

function typeOf(option: Option) {
  switch (formOf(option)) {
    case 'truth':
      return { type: 'boolean' };
    case 'text':
      return option.argChoices ? { enum: option.argChoices } : TEXT;
    case 'pairs': {
      const names = option.attributeName() === 'modelFor' ? { propertyNames: { enum: CAPABILITIES } } : {};
      return { type: 'object', ...names, additionalProperties: TEXT };
    }
    case 'texts': {
      const one = option.attributeName() === 'format' ? FORMAT : TEXT;
      return { anyOf: [one, { type: 'array', items: one }] };
    }
  }
}

/** With a file, only in the user's own configuration. */
const FORMAT = { type: 'string', pattern: `^(?:${FORMAT_NAMES.join('|')})(?:=.+)?$` };
