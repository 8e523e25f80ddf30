import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redact.js';
import { renderHtml } from '../../src/reporters/html/page.js';
import { renderSarif } from '../../src/reporters/sarif.js';
import { KEY_SHAPES, SecretFinder } from '../seeded-keys.js';
import { findingOf, reportOf } from './reports.js';

describe('53: of a key in a text that is cut to be shown, nothing is left', () => {
  it.each(KEY_SHAPES.map((shape) => [shape.name, shape] as const))('%s', (_, shape) => {
    const { key, body } = shape.make('cut');
    const finder = new SecretFinder([['the key', body]]);
    const redactor = createRedactor();
    for (let before = 1000; before < 1024; before += 3) {
      const message = `${'x '.repeat(before / 2)}${key} and more`;
      const report = reportOf({ findings: [findingOf({ file: `src/${key}/a.ts`, message })] });
      for (const render of [renderSarif, renderHtml]) expect(finder.find(render(report, { redactor }))).toEqual([]);
    }
  });
});
