import { describe, expect, it } from 'vitest';
import { CONFIG_FILES } from '../../../src/catalog/config.js';
import { hasNeedle } from '../../../src/discover/prefilter.js';
import { kindsOf } from '../../../src/languages/config/file-kind.js';
import { expectedOf, fixturesOf, inputOf } from '../../fixtures.js';

/** The files of the fixtures that name something, by their format and by whether they change. */
function filesByFormat() {
  const found = new Map<string, { changed: string[]; same: string[] }>();
  for (const fixture of fixturesOf('config')) {
    const { files: after } = expectedOf(fixture);
    for (const [path, before] of Object.entries(inputOf(fixture).files)) {
      const [kind] = kindsOf(path, before.toString('utf8'));
      if (!kind || !hasNeedle(before)) continue;
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
