import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { renderClaimsHtml, renderCostHtml } from '../../src/reporters/cost/html.js';
import { costReportOf } from '../reporters/cost-reports.js';
import { temporaryDirectory } from '../temporary.js';
import { CHROMIUM, inChromium, type Page, type Settings } from './chromium.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LONG = 120_000;
const PAGES = { cost: renderCostHtml(costReportOf(), {}), claims: renderClaimsHtml({}) };

function open<T>(page: string, settings: Settings, use: (page: Page) => Promise<T>): Promise<T> {
  const file = join(temporaryDirectory(), 'cost.html');
  writeFileSync(file, page);
  return inChromium(pathToFileURL(file).href, settings, use);
}

// In CI a missing browser is a failure.
describe.skipIf(CHROMIUM === undefined && !process.env.CI)('the page of cost in Chromium', () => {
  test.each(Object.entries(PAGES))('%s opens from disk without a network', { timeout: LONG }, (_, page) =>
    open(page, {}, async ({ requests, complaints, evaluate }) => {
      expect(requests.map((url) => url.split(':')[0])).toEqual(['file']);
      expect(complaints).toEqual([]);
      expect(await evaluate('document.scripts.length')).toBe(0);
    }),
  );

  test.each(
    Object.entries(PAGES).flatMap(([name, page]) =>
      (['light', 'dark'] as const).map((scheme) => [name, scheme, page] as const),
    ),
  )('%s has nothing that axe finds fault with: %s', { timeout: LONG }, async (_, scheme, page) => {
    for (const width of scheme === 'light' ? [1280, 360] : [1280])
      await open(page, { scheme, width, isOpen: true }, async ({ evaluate }) => {
        await evaluate(`${AXE}; undefined`);
        type Violation = { id: string; nodes: { target: string[] }[] };
        const { violations, passes } = await evaluate<{ violations: Violation[]; passes: { id: string }[] }>(
          'axe.run()',
        );
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
        expect(passes.map(({ id }) => id)).toContain('color-contrast');
        const [whole, visible] = await evaluate<number[]>(
          '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
        );
        expect(whole).toBe(visible);
      });
  });

  test('prints its chart and its tables within a page', { timeout: LONG }, () =>
    open(PAGES.cost, { width: 700 }, async ({ evaluate, send }) => {
      await send('Emulation.setEmulatedMedia', { media: 'print' });
      const widths = await evaluate<number[]>(
        `[...document.querySelectorAll('svg, table')].map((one) => one.getBoundingClientRect().right)`,
      );
      expect(widths.length).toBe(3);
      expect(widths.filter((right) => right > 700)).toEqual([]);
    }),
  );
});
