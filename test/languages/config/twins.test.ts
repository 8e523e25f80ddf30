import { describe, expect, it } from 'vitest';
import { CONFIG_FILES } from '../../../src/catalog/config.js';
import { hasNeedle } from '../../../src/discover/prefilter.js';
import { kindsOf } from '../../../src/languages/config/file-kind.js';
import { expectedOf, type Files, fixturesOf, inputOf } from '../../fixtures.js';

/** The files of the fixtures that name something, by their format and by whether they change. */
function filesByFormat() {
  const found = new Map<string, { changed: string[]; same: string[] }>();
  for (const fixture of fixturesOf('config')) {
    const { files: after } = expectedOf(fixture);
    for (const [path, before] of Object.entries(inputOf(fixture).files)) {
      const [kind] = kindsOf(path, before.toString('utf8'));
      if (!kind || !hasNeedle(before, path)) continue;
      const one = found.get(kind.format) ?? { changed: [], same: [] };
      found.set(kind.format, one);
      one[after[path]?.equals(before) ? 'same' : 'changed'].push(`${fixture.name}/${path}`);
    }
  }
  return found;
}

describe('each format has a fixture that changes, and its twin that must not', () => {
  const files = filesByFormat();
  it.each([...new Set(CONFIG_FILES.map(({ format }) => format))])('%s', (format) => {
    expect(files.get(format)?.changed ?? []).not.toEqual([]);
    expect(files.get(format)?.same ?? []).not.toEqual([]);
  });
});

/** Nothing tells what reads these, or they are text for people: they are reported, and never rewritten. */
const ONLY_REPORTED = ['yaml', 'json', 'toml', 'ini', 'erb-yaml', 'mcp'];

describe('each kind of file changes where a client moves, and does not where the client stays', () => {
  const [moves, stays] = ['each-kind', 'each-kind-not'].map((name) => {
    const fixture = fixturesOf('config').find((one) => one.name === name);
    if (!fixture) throw new Error(`There is no fixture ${name}.`);
    return { before: inputOf(fixture).files, after: expectedOf(fixture).files };
  });

  it.each(CONFIG_FILES)('$id', ({ id, isProse }) => {
    /** The file of the kind, in a folder of the kind's name. */
    const fileOf = (files: Files = {}) => {
      const [path] = Object.keys(files).filter((one) => one.startsWith(`${id}/`));
      const text = path === undefined ? '' : (files[path]?.toString('utf8') ?? '');
      if (path === undefined || !hasNeedle(Buffer.from(text), path)) return undefined;
      expect(kindsOf(path, text).map((kind) => kind.id)).toContain(id);
      return path;
    };
    const twin = fileOf(stays?.before);
    expect(twin).toBeDefined();
    expect(stays?.after[twin ?? '']).toEqual(stays?.before[twin ?? '']);
    const own = fileOf(moves?.before);
    if (isProse || ONLY_REPORTED.includes(id)) expect(own).toBeUndefined();
    else {
      expect(own).toBeDefined();
      expect(moves?.after[own ?? '']).not.toEqual(moves?.before[own ?? '']);
    }
  });
});
