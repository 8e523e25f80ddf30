import { createHash } from 'node:crypto';
import { applyEdits } from '../../src/edit/apply-edits.js';
import type { Edit } from '../../src/plan/types.js';
import type { FileChange, Report, ReportFinding } from '../../src/report.js';

/** A change that replaces texts, each where it stands first. */
export function changeOf(path: string, before: string, replacements: Record<string, string>): FileChange {
  const edits: Edit[] = Object.entries(replacements).map(([from, text]) => {
    const start = before.indexOf(from);
    return { path, start, end: start + from.length, text };
  });
  return { path, before, after: applyEdits(before, edits), edits: edits.sort((a, b) => a.start - b.start), units: [] };
}

export function findingOf(part: Partial<ReportFinding>): ReportFinding {
  const line = part.line ?? 1;
  const column = part.column ?? 1;
  return {
    id: 'map-model',
    file: 'src/a.ts',
    line,
    column,
    endLine: line,
    endColumn: column + 4,
    action: 'rewrite',
    reason: 'model-mapped',
    message: 'gpt-4o becomes deepseek-v3.2.',
    severity: 'note',
    fingerprint: createHash('sha256').update(JSON.stringify(part)).digest('hex').slice(0, 32),
    ...part,
  };
}

export function reportOf(part: Partial<Report>): Report {
  const findings = part.findings ?? [];
  const count = (action: string) => findings.filter((finding) => finding.action === action).length;
  return {
    tool: { name: 'migrate-to-holysheep', version: '0.0.0' },
    root: '/absolute/root',
    target: {
      profile: 'holysheep',
      title: 'HolySheep AI',
      baseUrl: 'https://api.holysheep.ai/v1',
      model: 'deepseek-v3.2',
      keyVariable: 'HOLYSHEEP_API_KEY',
      env: 'rename',
    },
    summary: {
      files: 10,
      candidates: 4,
      changed: part.changes?.length ?? 0,
      rewrite: count('rewrite'),
      keep: count('keep'),
      review: count('review'),
      errors: findings.filter((finding) => finding.severity === 'error').length,
      ignored: findings.filter((finding) => finding.ignored).length,
      skipped: part.skipped?.length ?? 0,
    },
    skipped: [],
    changes: [],
    deployment: [],
    secrets: [],
    shutdowns: [],
    written: [],
    ...part,
    findings,
  };
}
