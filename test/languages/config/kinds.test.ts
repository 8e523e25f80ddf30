import { describe, expect, it } from 'vitest';
import { COMMANDS, CONFIG_FILES, leadsTo, REFERENCES } from '../../../src/catalog/config.js';
import { kindOf, kindsOf } from '../../../src/languages/config/file-kind.js';
import { KINDS } from './kinds.js';
import { read } from './said.js';

describe('kinds of files', () => {
  it.each(KINDS)('%s', async (_, path, lines, expected) => {
    expect(await read(path, `${lines.join('\n')}\n`)).toEqual(expected);
  });

  it('each kind of the catalog has a file here', () => {
    expect(CONFIG_FILES.map(({ id }) => id).filter((id) => !KINDS.some(([kind]) => kind === id))).toEqual([]);
  });

  it.each(KINDS)('%s is found by its path, or may be', (id, path, lines) => {
    const kinds = kindsOf(path, lines.join('\n'));
    expect(kinds.map((kind) => kind.id)).toContain(id);
    expect(new Set(kinds.map(({ format }) => format)).size).toBe(1);
    expect(kindOf(kinds, []).has).toBeUndefined();
  });

  it.each(['src/app.ts', 'README.md', 'notes.txt', 'main.py', 'LICENSE', 'image.svg'])(
    '%s configures nothing',
    (path) => {
      expect(kindsOf(path, 'OPENAI_API_KEY=x')).toEqual([]);
    },
  );
});

describe('the catalog', () => {
  it('has each way to refer that a kind names', () => {
    const ids = new Set(REFERENCES.map(({ id }) => id));
    expect(CONFIG_FILES.flatMap(({ references }) => references ?? []).filter((id) => !ids.has(id))).toEqual([]);
  });

  it('names each kind, and each command, once', () => {
    for (const names of [CONFIG_FILES.map(({ id }) => id), COMMANDS.map(({ command }) => command.join(' '))])
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

describe('leadsTo', () => {
  it.each([
    ['services/*/environment', 'services/web/environment', true],
    ['services/*/environment', 'services/environment', false],
    ['**/env', 'env', true],
    ['**/env', 'a/b/env', true],
    ['**/env', 'a/environment', false],
    ['**/terminal.integrated.env.*', 'terminal.integrated.env.linux', true],
    ['apps/*/env*', 'apps/0/env_production', true],
    ['', 'x', false],
  ])('%s, %s: %s', (at, path, expected) => {
    expect(leadsTo(at, path.split('/'))).toBe(expected);
  });

  it('knows the root', () => {
    expect(leadsTo('', [])).toBe(true);
  });
});
