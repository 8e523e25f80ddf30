import type { Report, ReportFinding, SkippedFile } from '../report.js';
import { renderDocument } from './document.js';
import { fixesOf, type Replacement } from './fixes.js';
import { RULES } from './rules.js';
import { redactorOf, type ViewOptions } from './view-options.js';

/** Source: GitHub, SARIF support for code scanning: results of one run, characters of a text. */
const MAX_RESULTS = 25_000;
const MAX_TEXT = 1024;

const PAGE = 'https://www.npmjs.com/package/migrate-to-holysheep';

/**
 * SARIF 2.1.0. What stays as it is is left out, unless it is ignored; a rewrite has its fix with it. No text of a scanned file is quoted, since a
 * key could be in it.
 */
export function renderSarif(report: Report, options: Pick<ViewOptions, 'redactor'> = {}): string {
  const redactor = redactorOf(report, options);
  const fixes = fixesOf(report);
  const told = report.findings.filter(({ action, ignored }) => action !== 'keep' || ignored);
  const shown = worstFirst(told).slice(0, MAX_RESULTS);
  const results = told.length <= MAX_RESULTS ? told : shown;
  const ids = [...new Set(results.map(({ id }) => id))].sort();
  const notes = [
    ...report.skipped.filter(({ file }) => file !== '*').map(skipped),
    ...(results.length < told.length
      ? [{ level: 'warning', message: { text: `${told.length - results.length} results more are not listed here.` } }]
      : []),
  ];
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            semanticVersion: report.tool.version,
            informationUri: PAGE,
            rules: ids.map(rule),
          },
        },
        automationDetails: { id: `${report.tool.name}/` },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The directory that was scanned.' } } },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notes }],
        results: results.map((finding) =>
          // Before a message is cut: of half a key nobody could tell what it is.
          result({ ...finding, message: redactor.redact(finding.message) }, ids, fixes.get(finding)),
        ),
      },
    ],
  };
  return renderDocument(document, redactor);
}

function rule(id: string) {
  const text = `${RULES.get(id) ?? id}.`;
  const isSecret = id === 'leaked-key';
  return {
    id,
    shortDescription: { text },
    fullDescription: { text },
    help: { text: `${text} See the message of each result for what to do.` },
    defaultConfiguration: { level: isSecret ? 'error' : 'warning' },
    properties: isSecret
      ? { tags: ['migration', 'security'], precision: 'high', 'security-severity': '8.0' }
      : { tags: ['migration'], precision: 'high', 'problem.severity': 'warning' },
  };
}

function result(finding: ReportFinding, ids: readonly string[], fix: readonly Replacement[] | undefined) {
  const { id, severity, message, fingerprint, ignored } = finding;
  return {
    ruleId: id,
    ruleIndex: ids.indexOf(id),
    level: severity,
    message: { text: shortened(message) },
    locations: [{ physicalLocation: { artifactLocation: locationOf(finding.file), region: regionOf(finding) } }],
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    ...(ignored && { suppressions: [suppressionOf(ignored)] }),
    ...(fix && {
      fixes: [
        {
          description: { text: shortened(message) },
          artifactChanges: [
            {
              artifactLocation: locationOf(finding.file),
              replacements: fix.map((one) => ({
                deletedRegion: regionOf(one),
                insertedContent: { text: one.text },
              })),
            },
          ],
        },
      ],
    }),
  };
}

function suppressionOf({ by, place, reason = place }: NonNullable<ReportFinding['ignored']>) {
  return { kind: by === 'comment' ? 'inSource' : 'external', justification: shortened(reason) };
}

function regionOf({ line, column, endLine, endColumn }: Omit<Replacement, 'text'>) {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function locationOf(file: string) {
  return { uri: uriOf(file), uriBaseId: '%SRCROOT%' };
}

/** A relative URI: a first part with a colon in it would be a scheme. */
function uriOf(path: string): string {
  const uri = path
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return /^[^/]*:/.test(uri) ? `./${uri}` : uri;
}

function skipped({ file, reason, detail }: SkippedFile) {
  return {
    level: 'note',
    message: { text: `Skipped: ${detail ?? reason}.` },
    locations: [{ physicalLocation: { artifactLocation: locationOf(file) } }],
  };
}

const ORDER: Record<ReportFinding['severity'], number> = { error: 0, warning: 1, note: 2 };

/** The order of a severity is that of the report. */
function worstFirst(findings: readonly ReportFinding[]): ReportFinding[] {
  return [...findings].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
}

function shortened(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1)}…`;
}
