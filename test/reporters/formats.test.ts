import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/edit/apply-edits.js';
import type { Report, ReportFinding } from '../../src/report.js';
import { FORMATS } from '../../src/reporters/formats.js';
import { changeOf, findingOf, reportOf } from './reports.js';

const KEY = `sk-proj-${'A1b2C3d4'.repeat(6)}`;
const VIEW = { color: false, width: 80 };

/** OASIS's own schema, as a package for tests ships it. It is of draft 4, of which Ajv knows all but two names. */
const oasis = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const { id, ...schema } = oasis;
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
formats.default(ajv);
const isSarif = ajv.compile({ ...schema, $id: id, $schema: 'http://json-schema.org/draft-07/schema#' });

const BEFORE = `const 名 = "é"; const model = "gpt-4o";\r\nconst other = "gpt-4o-mini";\r\n`;
const reports: Record<string, Report> = {
  empty: reportOf({}),
  full: reportOf({
    findings: [
      findingOf({ file: 'a b/ü.ts', line: 1, column: 31, endColumn: 39 }),
      findingOf({ file: 'a b/ü.ts', line: 2, column: 15, endLine: 2, endColumn: 28 }),
      findingOf({
        id: 'unit',
        action: 'review',
        severity: 'warning',
        file: 'x|`y.ts',
        message: 'a, b: c%\n</d>\u0007',
      }),
      findingOf({
        id: 'leaked-key',
        action: 'review',
        severity: 'error',
        message: `A key: ${KEY}`,
        reason: 'leaked-key',
      }),
      findingOf({ id: 'unit', action: 'keep', file: 'kept.ts' }),
    ],
    changes: [changeOf('a b/ü.ts', BEFORE, { '"gpt-4o"': '"deepseek-v3.2"', '"gpt-4o-mini"': '"deepseek-v3.2"' })],
    skipped: [
      { file: 'b.ts', reason: 'parse-failed', detail: 'line 3' },
      { file: '*', reason: 'binary', detail: '9 files, by their names' },
    ],
    deployment: [
      { name: 'HOLYSHEEP_API_KEY', instead: 'OPENAI_API_KEY', keepsOld: true, files: ['src/a.ts'], commands: ['a|b'] },
    ],
    secrets: [{ name: 'K', files: ['ci.yml'], command: 'gh secret set K' }],
    shutdowns: [{ model: 'gpt-4o', date: '2027-01-14', hasEnded: false, places: 1, staying: 0 }],
  }),
  large: reportOf({ findings: many(30_000) }),
};

function many(count: number): ReportFinding[] {
  return Array.from({ length: count }, (_, index) =>
    findingOf({
      line: index + 1,
      action: 'review',
      severity: index === count - 1 ? 'error' : 'warning',
      file: `packages/package-${index % 97}/src/module-${index}.ts`,
      message: `It belongs to OpenAI at src/client-${(index * 7919) % 10_007}.ts:${index}, which needs a decision first.`,
      fingerprint: createHash('sha256').update(`${index}`).digest('hex').slice(0, 32),
    }),
  );
}

const rendered = (format: keyof typeof FORMATS, name: string) => FORMATS[format](reports[name] ?? reportOf({}), VIEW);

describe('every format', () => {
  it.each(Object.keys(FORMATS) as (keyof typeof FORMATS)[])('%s holds no key, and is the same twice', (format) => {
    const text = rendered(format, 'full');
    expect(text).not.toContain(KEY.slice(8, 20));
    expect(rendered(format, 'full')).toBe(text);
  });
});

describe('78: counts', () => {
  it.each(['empty', 'full'])('are the same in every format: %s', (name) => {
    const count = (format: keyof typeof FORMATS, pattern: RegExp) => rendered(format, name).match(pattern)?.length ?? 0;
    const { findings } = JSON.parse(rendered('json', name));
    const told = findings.filter(({ action }: ReportFinding) => action !== 'keep').length;
    expect({
      sarif: JSON.parse(rendered('sarif', name)).runs[0].results.length,
      gitlab: JSON.parse(rendered('gitlab', name)).length,
      rdjson: JSON.parse(rendered('rdjson', name)).diagnostics.length,
      junit: count('junit', /<failure /g),
      github: count('github', /^::(?:error|warning|notice) /gm),
      markdown: count('markdown', /^\| (?!place|---)/gm),
      ndjson: count('ndjson', /"action":"(?:rewrite|review)"/g),
      html: [...rendered('html', name).matchAll(/data-action="(?:rewrite|review)" data-count="(\d+)"/g)].reduce(
        (sum, [, one]) => sum + Number(one),
        0,
      ),
    }).toEqual({
      sarif: told,
      gitlab: told,
      rdjson: told,
      junit: told,
      github: told,
      markdown: told,
      ndjson: told,
      html: told,
    });
  });
});

/** What GitLab and reviewdog say of their formats, and nothing besides. */
const texts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { type: 'string', minLength: 1 }]));
const exact = (properties: object, optional: string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});
const ordinal = { type: 'integer', minimum: 1 };
const position = exact({ line: ordinal, column: ordinal }, ['column']);
const range = exact({ start: position, end: position });
const SHAPES = {
  gitlab: {
    type: 'array',
    items: exact({
      ...texts('description', 'check_name', 'fingerprint', 'type'),
      categories: { type: 'array', items: { enum: ['Security', 'Compatibility'] }, minItems: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: exact({ path: { type: 'string', pattern: '^(?![./]/|/)' }, lines: exact({ begin: ordinal }) }),
    }),
  },
  rdjson: exact({
    source: exact(texts('name')),
    diagnostics: {
      type: 'array',
      items: exact(
        {
          ...texts('message'),
          location: exact({ ...texts('path'), range }),
          severity: { enum: ['ERROR', 'WARNING', 'INFO'] },
          code: exact(texts('value')),
          suggestions: { type: 'array', minItems: 1, items: exact({ range, text: { type: 'string' } }) },
        },
        ['suggestions'],
      ),
    },
  }),
};

describe.each(Object.keys(SHAPES) as (keyof typeof SHAPES)[])('77: %s', (format) => {
  const isOfShape = ajv.compile(SHAPES[format]);

  it.each(Object.keys(reports))('has what its reader knows: %s', (name) => {
    expect(isOfShape(JSON.parse(rendered(format, name))), JSON.stringify(isOfShape.errors)).toBe(true);
  });
});

describe('sarif (72 to 74)', () => {
  it.each(Object.keys(reports))('fits the schema of OASIS: %s', (name) => {
    const document = JSON.parse(rendered('sarif', name));
    expect(isSarif(document), JSON.stringify(isSarif.errors?.slice(0, 3))).toBe(true);
  });

  it('lists the worst of too many, and says how many are left out', () => {
    const [run] = JSON.parse(rendered('sarif', 'large')).runs;
    expect(run.results).toHaveLength(25_000);
    expect(run.results[0].level).toBe('error');
    expect(run.invocations[0].toolExecutionNotifications).toEqual([
      { level: 'warning', message: { text: '5000 results more are not listed here.' } },
    ]);
  });

  it('72: is small enough for GitHub, packed, however many there are', () => {
    expect(gzipSync(rendered('sarif', 'large')).length).toBeLessThan(10_000_000);
  });

  it('has relative URIs, and no text of a file', () => {
    const text = rendered('sarif', 'full');
    expect(JSON.parse(text).runs[0].results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'a%20b/%C3%BC.ts', uriBaseId: '%SRCROOT%' },
      region: { startLine: 1, startColumn: 31, endLine: 1, endColumn: 39 },
    });
    expect(text).not.toMatch(/"snippet"|"contextRegion"|absolute/);
  });

  it('has fixes that together are what is written', () => {
    const [run] = JSON.parse(rendered('sarif', 'full')).runs;
    type Fix = { artifactChanges: { replacements: { deletedRegion: Region; insertedContent: { text: string } }[] }[] };
    type Region = { startLine: number; startColumn: number; endLine: number; endColumn: number };
    const fixes: Fix[] = run.results.flatMap(({ fixes = [] }: { fixes?: Fix[] }) => fixes);
    const offset = (line: number, column: number) =>
      BEFORE.split('\n')
        .slice(0, line - 1)
        .join('\n').length +
      Math.min(line - 1, 1) +
      column -
      1;
    const edits = fixes.flatMap(({ artifactChanges }) =>
      artifactChanges.flatMap(({ replacements }) =>
        replacements.map(({ deletedRegion: { startLine, startColumn, endLine, endColumn }, insertedContent }) => ({
          start: offset(startLine, startColumn),
          end: offset(endLine, endColumn),
          text: insertedContent.text,
        })),
      ),
    );
    expect(applyEdits(BEFORE, edits)).toBe(reports.full?.changes[0]?.after);
  });
});

describe('gitlab (77)', () => {
  it('is an array with fingerprints of their own and the severities of GitLab', () => {
    const issues = JSON.parse(rendered('gitlab', 'full'));
    expect(issues.map(({ severity }: { severity: string }) => severity)).toEqual(['info', 'info', 'minor', 'critical']);
    expect(new Set(issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(4);
    expect(issues[2].location).toEqual({ path: 'x|`y.ts', lines: { begin: 1 } });
    expect(JSON.parse(rendered('gitlab', 'empty'))).toEqual([]);
  });
});

describe('junit (71, 77)', () => {
  const python = spawnSync('python3', ['--version']).status === 0;

  it.runIf(python || process.env.CI).each(['empty', 'full'])('is read by another parser: %s', (name) => {
    const count = `import sys, xml.etree.ElementTree as e; r = e.fromstring(sys.stdin.buffer.read()); print(r.get("tests"), len(r.findall(".//testcase")), len(r.findall(".//failure")))`;
    const { stdout, stderr } = spawnSync('python3', ['-c', count], {
      input: rendered('junit', name),
      encoding: 'utf8',
    });
    expect({ stdout: stdout.trim(), stderr }).toEqual({ stdout: name === 'empty' ? '1 1 0' : '4 4 4', stderr: '' });
  });

  it('drops what XML forbids', () => {
    expect(rendered('junit', 'full')).toContain('message="a, b: c%&#10;&lt;/d&gt;\ufffd"');
  });
});

describe('github (75)', () => {
  it('escapes messages and properties', () => {
    expect(rendered('github', 'full').split('\n')[1]).toBe(
      '::warning file=x|`y.ts,line=1,endLine=1,col=1,endColumn=5,title=unit::a, b: c%25%0A</d>\\u{7}',
    );
  });

  it('has at most ten of a level, and says how many more there are', () => {
    const lines = rendered('github', 'large').trimEnd().split('\n');
    expect(lines).toHaveLength(12);
    expect(lines.filter((line) => line.startsWith('::warning '))).toHaveLength(10);
    expect(lines.at(-1)).toBe('::notice::29989 findings more: see the report');
  });
});

describe('rdjson (77)', () => {
  it('counts columns in bytes, where the text is known', () => {
    const { diagnostics } = JSON.parse(rendered('rdjson', 'full'));
    const column = Buffer.byteLength(BEFORE.slice(0, BEFORE.indexOf('"gpt-4o"'))) + 1;
    expect(diagnostics[0].suggestions).toEqual([
      { range: { start: { line: 1, column }, end: { line: 1, column: column + 8 } }, text: '"deepseek-v3.2"' },
    ]);
    expect(diagnostics[2].location).toEqual({ path: 'x|`y.ts', range: { start: { line: 1 }, end: { line: 1 } } });
  });
});

describe('markdown (70, 76)', () => {
  it('keeps what files say from being markup', () => {
    const text = rendered('markdown', 'full');
    const said = 'a, b: c%&#92;u&#123;a&#125;&#60;/d&#62;&#92;u&#123;7&#125;';
    expect(text).toContain(`| \`\` x\\|\`y.ts:1 \`\` | ${said} | \`unit\` |`);
    expect(text).toContain('- `HOLYSHEEP_API_KEY`: `a\\|b`');
    expect(text).toContain('- `gpt-4o` from 2027-01-14 (1 place)');
  });

  it('ends on a row when it would grow too large', async () => {
    const { renderMarkdown } = await import('../../src/reporters/markdown.js');
    const text = renderMarkdown(reports.large ?? reportOf({}), { maxSize: 100_000 });
    expect(Buffer.byteLength(text)).toBeLessThan(100_000);
    expect(text).toMatch(/\n… \d+ rows more\n$/);
  });
});

describe('ndjson', () => {
  it('has a line for each finding, and one for the rest', () => {
    const lines = rendered('ndjson', 'full')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ type }) => type)).toEqual([...Array(5).fill('finding'), 'report']);
    expect(lines.at(-1).summary.review).toBe(2);
  });
});
