import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { renderHtml } from '../../src/reporters/html/page.js';
import { changeOf, findingOf, reportOf } from '../reporters/reports.js';
import { temporaryDirectory } from '../temporary.js';
import { CHROMIUM, inChromium, type Page, type Settings } from './chromium.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LONG = 120_000;

const HOSTILE = '</script><img src=x onerror="document.title=1">';
const BEFORE = "const model = 'gpt-4o';\nconst other = 1;\nconst url = 'https://api.openai.com/v1';\n";
const PAGE = renderHtml(
  reportOf({
    findings: [
      findingOf({ file: 'src/a.ts', unit: 'src/a.ts:1:1' }),
      findingOf({ file: 'src/a.ts', line: 3 }),
      findingOf({ file: `src/${HOSTILE}.ts`, action: 'review', severity: 'warning', message: HOSTILE }),
      findingOf({ id: 'leaked-key', file: 'b.py', action: 'review', severity: 'error', reason: 'leaked-key' }),
      ...['gpt-4', 'gpt-5'].map((model, index) =>
        findingOf({
          id: 'mention',
          file: 'c.rb',
          line: index + 1,
          action: 'review',
          severity: 'warning',
          reason: 'language-not-read',
          message: `Files of this kind are not rewritten yet. Change by hand: ${model}.`,
        }),
      ),
      findingOf({ file: 'd.ts', action: 'keep', reason: 'azure', message: 'Azure stays.' }),
    ],
    changes: [changeOf('src/a.ts', BEFORE, { 'gpt-4o': 'deepseek-v3.2', 'api.openai.com': 'api.holysheep.ai' })],
    skipped: [{ file: 'link.ts', reason: 'symlink' }],
    deployment: [{ name: 'HOLYSHEEP_API_KEY', instead: 'OPENAI_API_KEY', keepsOld: false, files: [], commands: [] }],
    secrets: [{ name: 'KEY', files: ['ci.yml'], command: 'gh secret set KEY' }],
    shutdowns: [{ model: 'gpt-4o', date: '2027-01-14', hasEnded: false, places: 1, staying: 0 }],
  }),
);

function open<T>(page: string, settings: Settings, use: (page: Page) => Promise<T>): Promise<T> {
  const file = join(temporaryDirectory(), 'report.html');
  writeFileSync(file, page);
  return inChromium(pathToFileURL(file).href, settings, use);
}

const SHOWN = `document.getElementById('shown').textContent`;
const FOCUS = '[document.activeElement.tagName, document.activeElement.value ?? ""].join(" ").trim()';

// In CI a missing browser is a failure.
describe.skipIf(CHROMIUM === undefined && !process.env.CI)('89: the HTML report in Chromium', () => {
  test('opens from disk without a network, and its script runs under its policy', { timeout: LONG }, () =>
    open(PAGE, {}, async ({ evaluate, complaints, requests }) => {
      expect(await evaluate('document.title')).toBe('Migration to HolySheep AI');
      expect(await evaluate(SHOWN)).toBe('7 places');
      expect(await evaluate(`document.querySelectorAll('.command button').length`)).toBe(3);
      expect(await evaluate(`document.querySelector('img')`)).toBe(null);
      expect(requests.map((url) => url.split(':')[0])).toEqual(['file']);
      expect(complaints).toEqual([]);
    }),
  );

  test('is whole without a script', { timeout: LONG }, () =>
    open(PAGE, { isScripted: false }, async ({ send }) => {
      const { root } = (await send('DOM.getDocument', { depth: -1 })) as { root: { nodeId: number } };
      const { nodeIds } = (await send('DOM.querySelectorAll', {
        nodeId: root.nodeId,
        selector: 'tr[data-action]',
      })) as {
        nodeIds: number[];
      };
      expect(nodeIds).toHaveLength(5);
      const { outerHTML } = (await send('DOM.getOuterHTML', { nodeId: root.nodeId })) as { outerHTML: string };
      expect(outerHTML).toMatch(/<fieldset id="filters" hidden/);
      expect(outerHTML).not.toContain('<button');
    }),
  );

  test('refuses any other script', { timeout: LONG }, () =>
    open(PAGE.replace('<footer>', '<script>document.title = "other"</script><footer>'), {}, async (page) => {
      expect(await page.evaluate('document.title')).toBe('Migration to HolySheep AI');
      expect(page.complaints.join('\n')).toContain('Content Security Policy');
    }),
  );

  test('is filtered by the keyboard alone', { timeout: LONG }, () =>
    open(PAGE, {}, async ({ evaluate, type }) => {
      const tabTo = async (wanted: string) => {
        for (let count = 0; count < 40 && (await evaluate(FOCUS)) !== wanted; count++) await type('Tab');
        expect(await evaluate(FOCUS)).toBe(wanted);
      };
      await tabTo('INPUT review');
      await type(' ');
      expect(await evaluate(SHOWN)).toBe('3 places');
      expect(await evaluate(`document.getElementById('needs').closest('section').hidden`)).toBe(true);
      await type(' ');
      await tabTo('INPUT');
      await type(...'c.rb');
      expect(await evaluate(SHOWN)).toBe('2 places');
      expect(await evaluate(`document.getElementById('diff').closest('section').hidden`)).toBe(true);
      expect(await evaluate('location.hash')).toBe('#hide=&with=c.rb');
    }),
  );

  test.each(['light', 'dark'] as const)(
    'has nothing that axe finds fault with: %s',
    { timeout: LONG },
    async (scheme) => {
      for (const width of [1280, 420])
        await open(PAGE, { scheme, width, isOpen: true }, async ({ evaluate }) => {
          await evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`);
          await evaluate(`${AXE}; undefined`);
          type Violation = { id: string; impact: string; nodes: { target: string[] }[] };
          const { violations, passes } = await evaluate<{ violations: Violation[]; passes: { id: string }[] }>(
            'axe.run()',
          );
          expect(violations.map(({ id, impact, nodes }) => [id, impact, nodes.map(({ target }) => target)])).toEqual(
            [],
          );
          expect(passes.map(({ id }) => id)).toContain('color-contrast');
        });
    },
  );

  test('fits into a narrow window', { timeout: LONG }, () =>
    open(PAGE, { width: 360 }, async ({ evaluate }) => {
      const [whole, visible] = await evaluate<number[]>(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      );
      expect(whole).toBe(visible);
    }),
  );
});
