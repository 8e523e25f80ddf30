import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { configurable } from '../../../src/cli/config/apply-config.js';
import { CONFIG_KEYS } from '../../../src/cli/config/config-keys.js';
import { commandOf } from '../../../src/cli/options.js';
import { configSchema } from './config-schema.js';

const options = configurable(commandOf());

/** For one run, or for the moment: not to be set beforehand. */
const COMMAND_LINE_ONLY = [
  'edits',
  'patch',
  'patchWithKeys',
  'check',
  'config',
  'debug',
  'dryRun',
  'explain',
  'interactive',
  'json',
  'printConfig',
  'report',
  'resume',
  'from',
  'staged',
  'stdin',
  'stdinFilename',
  'version',
  'write',
];

describe('the schema of configuration files', () => {
  // After a change of an option: npx vitest run test/cli/config/schema.test.ts -u
  it('is made of the options', async () => {
    const text = `${JSON.stringify(configSchema(options), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../../../schema/config.schema.json');
  });

  it('has a word on every option', () => {
    const names = [...new Set(options.map((option) => option.attributeName()))];
    expect([...Object.keys(CONFIG_KEYS), ...COMMAND_LINE_ONLY].sort()).toEqual(names.sort());
  });

  it.each([
    [{ $schema: './config.schema.json', model: 'deepseek-r1', modelMap: { 'gpt-4o': 'x' }, format: ['json'] }, true],
    [{ format: 'sarif', failOn: 'error', docs: true, modelFor: { vision: 'gpt-4.1' } }, true],
    [{ write: true }, false],
    [{ docs: 'yes' }, false],
    [{ env: 'renam' }, false],
    [{ modelFor: { sight: 'gpt-4.1' } }, false],
    [{ format: 'jsn' }, false],
  ])('answers for %j: %s', (config, isValid) => {
    const schema = JSON.parse(readFileSync(new URL('../../../schema/config.schema.json', import.meta.url), 'utf8'));
    expect(new Ajv({ strict: true, allowUnionTypes: true }).validate(schema, config)).toBe(isValid);
  });
});
