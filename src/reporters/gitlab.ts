import type { Report, ReportFinding } from '../report.js';
import { renderDocument } from './document.js';
import { redactorOf, type ViewOptions } from './view-options.js';

/** Source: docs.gitlab.com, Code Quality report format: info, minor, major, critical, blocker. */
const SEVERITIES: Record<ReportFinding['severity'], string> = { error: 'critical', warning: 'minor', note: 'info' };

/**
 * GitLab's Code Quality report. GitLab shows one of several with the same fingerprint, and so these differ. `type` and
 * `categories` are for other readers of the Code Climate format, which it is a part of.
 */
export function renderGitlab(report: Report, options: Pick<ViewOptions, 'redactor'> = {}): string {
  const issues = report.findings
    .filter(({ action }) => action !== 'keep')
    .map(({ id, file, line, message, severity, fingerprint }) => ({
      type: 'issue',
      categories: [severity === 'error' ? 'Security' : 'Compatibility'],
      description: message,
      check_name: id,
      fingerprint,
      severity: SEVERITIES[severity],
      location: { path: file, lines: { begin: line } },
    }));
  return renderDocument(issues, redactorOf(report, options));
}
