import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ReportFinding } from '../../src/report.js';
import { renderHtml } from '../../src/reporters/html/page.js';
import { changeOf, findingOf, reportOf } from './reports.js';

const KEY = `sk-proj-${'A1b2C3d4'.repeat(6)}`;
const HOSTILE = '</script><img src=x onerror=alert(1)>';

describe('the HTML report', () => {
  it('runs and loads nothing but its own script and style, by their hashes', () => {
    const page = renderHtml(reportOf({ findings: [findingOf({})] }));
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? '';
    const hash = (tag: string) => {
      const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? '';
      return createHash('sha256').update(text).digest('base64');
    };
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${hash('style')}'; script-src 'sha256-${hash('script')}'; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(/(?:src|href)="?(?!#)[^#"]|@import|url\(|style="|\son\w+=/);
  });

  it('makes no markup of what files say, and shows no key (70)', () => {
    const page = renderHtml(
      reportOf({
        findings: [
          findingOf({ file: `${HOSTILE}.ts`, message: `${HOSTILE} \u202e ${KEY}` }),
          findingOf({ file: `${HOSTILE}.ts`, action: 'review', severity: 'error', message: '"onload="x' }),
        ],
        changes: [changeOf(`${HOSTILE}.ts`, `const key = "${KEY}"; // ${HOSTILE}\n`, { const: 'let' })],
        skipped: [{ file: HOSTILE, reason: 'symlink' }],
      }),
    );
    expect(page.split('<img').length).toBe(1);
    expect(page.match(/<\/?script>/g)).toEqual(['<script>', '</script>']);
    expect(page).not.toContain(KEY.slice(8, 20));
    expect(page).not.toContain('\u202e');
    expect(page).toContain('&#60;/script&#62;&#60;img src=x onerror=alert(1)&#62;.ts');
  });

  it('89: stays small with very many findings', () => {
    const findings = Array.from({ length: 5000 }, (_, index) =>
      findingOf({
        file: `src/some/folder/file-${index % 400}.ts`,
        line: index + 1,
        action: index % 2 ? 'keep' : 'review',
      }),
    );
    const text = `${'const filler = 1;\n'.repeat(200)}const model = 'gpt-4o';\n`;
    const changes = Array.from({ length: 400 }, (_, index) =>
      changeOf(`src/${index}.ts`, text, { "'gpt-4o'": "'deepseek-v3.2'" }),
    );
    expect(Buffer.byteLength(renderHtml(reportOf({ findings, changes })))).toBeLessThan(10_000_000);
  });

  it('tells clients and files by what becomes of them', () => {
    const of = (file: string, action: ReportFinding['action'], unit?: string) => findingOf({ file, action, unit });
    const page = renderHtml(
      reportOf({
        findings: [
          of('a/b/one.ts', 'rewrite', 'a/b/one.ts:1:1'),
          of('a/b/one.ts', 'review', 'a/b/one.ts:1:1'),
          of('a/b/two.ts', 'rewrite', 'a/b/one.ts:1:1'),
          of('a/c.ts', 'review', 'a/c.ts:2:2'),
          of('d.ts', 'keep', 'd.ts:3:3'),
          of('d.ts', 'keep'),
        ],
      }),
    );
    const counts = (label: string) =>
      new RegExp(`<th scope="row">${label}</th><td>(\\d)</td><td>(\\d)</td><td>(\\d)</td>`)
        .exec(page)
        ?.slice(1)
        .join(' ');
    expect([counts('Clients and requests'), counts('Files'), counts('a/b/'), counts('a/'), counts('d.ts')]).toEqual([
      '1 1 1',
      '1 2 1',
      '2 1 0',
      '0 1 0',
      '0 0 2',
    ]);
  });

  it('leads from the client to its models, wherever they are written', () => {
    const page = renderHtml(
      reportOf({
        findings: [findingOf({ file: 'models.ts', line: 1, unit: 'src/chat.ts:4:9' })],
        changes: [
          changeOf('models.ts', "export const MODEL = 'gpt-4o';\n", { 'gpt-4o': 'deepseek-v3.2' }),
          changeOf('.env', 'MODEL=gpt-4.1\n', { 'gpt-4.1': 'deepseek-v3.2' }),
        ],
      }),
    );
    expect([...page.matchAll(/<text [^>]*>([^<]+)<\/text>/g)].map(([, text]) => text).slice(-5)).toEqual([
      '.env',
      'src/chat.ts',
      'gpt-4.1 × 1',
      'gpt-4o × 1',
      'deepseek-v3.2',
    ]);
  });

  it('marks what changed in a line, side by side, and shows which model becomes which', () => {
    const change = changeOf('a.ts', "const model = 'gpt-4o';\nsame();\n", { 'gpt-4o': 'deepseek-v3.2' });
    const page = renderHtml(reportOf({ findings: [findingOf({ file: 'a.ts' })], changes: [change] }));
    expect(page).toContain(
      '<td class="n">1</td><td class="del">const model = &#39;<mark>gpt-4o</mark>&#39;;</td><td class="n">1</td><td class="add">const model = &#39;<mark>deepseek-v3.2</mark>&#39;;</td>',
    );
    expect(page).toContain('Models: gpt-4o becomes deepseek-v3.2 (1)');
  });
});
