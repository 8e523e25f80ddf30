import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redact.js';
import type { Report } from '../../src/report.js';
import { renderJson } from '../../src/reporters/json.js';
import { changeOf, findingOf, reportOf } from './reports.js';

const KEY = `sk-proj-${'A1b2C3d4'.repeat(6)}`;
const schema = JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

const reports: Record<string, Report> = {
  empty: reportOf({}),
  full: reportOf({
    findings: [
      findingOf({ unit: 'src/a.ts:1:1' }),
      findingOf({ action: 'review', reason: 'mixed-use', severity: 'warning', file: `src/${KEY}.ts` }),
      findingOf({
        action: 'keep',
        reason: 'leaked-key',
        severity: 'error',
        message: `A key (${KEY}) \u001b[2J \u202e`,
      }),
    ],
    skipped: [
      { file: 'b.ts', reason: 'parse-failed', detail: 'line 3' },
      { file: 'c', reason: 'symlink' },
    ],
    changes: [changeOf('src/a.ts', `x = "${KEY}"`, { x: 'y' })],
    deployment: [
      { name: 'HOLYSHEEP_API_KEY', instead: 'OPENAI_API_KEY', keepsOld: true, files: ['src/a.ts'], commands: [] },
      { name: 'BASE', instead: 'BASE', keepsOld: false, value: 'https://api.holysheep.ai/v1', files: [], commands: [] },
    ],
    written: ['src/a.ts'],
  }),
};

describe('renderJson', () => {
  it.each(Object.keys(reports))('is one document that fits the schema: %s', (name) => {
    const document = JSON.parse(renderJson(reports[name] ?? reportOf({})));
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(document.changed).toEqual(reports[name]?.changes.map((change) => change.path));
  });

  it('holds no key, no source text and no absolute path', () => {
    const text = renderJson(reports.full ?? reportOf({}));
    for (const secret of [KEY, KEY.slice(-8), '/absolute/root', 'before']) expect(text).not.toContain(secret);
    expect(text).toContain('sk-proj-…(redacted)');
  });

  it('holds nothing that a terminal acts on', () => {
    const text = renderJson(reports.full ?? reportOf({}));
    expect(text).toContain('\\u001b[2J \\u202e');
    expect(JSON.parse(text).findings[2].message).toContain('\u001b[2J \u202e');
  });

  it('masks what the run has learnt', () => {
    const redactor = createRedactor();
    redactor.add('correct-horse-7');
    const report = reportOf({ findings: [findingOf({ message: 'correct-horse-7' })] });
    expect(renderJson(report, { redactor })).not.toContain('correct-horse-7');
  });

  it('refuses what the schema does not know', () => {
    const document = JSON.parse(renderJson(reportOf({})));
    expect(validate({ ...document, root: '/x' })).toBe(false);
    expect(validate({ ...document, written: ['/absolute'] })).toBe(false);
  });
});
