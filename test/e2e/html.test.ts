import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { renderHtml } from '../../src/reporters/html/page.js';
import { changeOf, findingOf, reportOf } from '../reporters/reports.js';
import { temporaryDirectory } from '../temporary.js';

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

const HOSTILE = '</script><img src=x onerror="document.title=1">';
const PAGE = renderHtml(
  reportOf({
    findings: [
      findingOf({ file: 'src/a.ts' }),
      findingOf({ file: `src/${HOSTILE}.ts`, action: 'review', severity: 'warning', message: HOSTILE }),
    ],
    changes: [changeOf('src/a.ts', "const model = 'gpt-4o';\n", { 'gpt-4o': 'deepseek-v3.2' })],
    deployment: [{ name: 'HOLYSHEEP_API_KEY', instead: 'OPENAI_API_KEY', keepsOld: false, files: [], commands: [] }],
  }),
);

/** The page as the browser has it when its script has run, and what it said on the console. */
function open(page: string) {
  const file = join(temporaryDirectory({}), 'report.html');
  writeFileSync(file, page);
  const own = ['--headless', '--no-sandbox', '--disable-gpu', '--enable-logging=stderr', '--dump-dom'];
  const { status, stdout, stderr } = spawnSync(CHROMIUM ?? 'chromium', [...own, pathToFileURL(file).href], {
    encoding: 'utf8',
    timeout: 100_000,
  });
  return { status, dom: stdout, console: stderr.split('\n').filter((line) => /CONSOLE|Refused/.test(line)) };
}

// In CI a missing browser is a failure.
describe.skipIf(CHROMIUM === undefined && !process.env.CI)('the HTML report in Chromium', () => {
  test('opens from disk, and its script runs under its policy', () => {
    const { status, dom, console } = open(PAGE);
    expect({ status, console }).toEqual({ status: 0, console: [] });
    expect(dom).toContain('<title>Migration to HolySheep AI</title>');
    expect(dom).toMatch(/<fieldset id="filters"><legend>/);
    expect(dom).toContain('2 places');
    expect(dom).toContain('aria-label="Copy the commands">Copy</button>');
  }, 120_000);

  test('is whole without a script', () => {
    const { dom } = open(PAGE.replace(/<script>[\s\S]*<\/script>/, ''));
    expect(dom).toMatch(/<fieldset id="filters" hidden/);
    expect(dom).toContain('<code>src/a.ts:1:1</code>');
  }, 120_000);

  test('refuses any other script', () => {
    const { dom, console } = open(PAGE.replace('<footer>', '<script>document.title = "other"</script><footer>'));
    expect(dom).toContain('<title>Migration to HolySheep AI</title>');
    expect(console.join('\n')).toContain('Content Security Policy');
  }, 120_000);
});
