import type { Profile } from '../catalog/profile.js';
import type { LimitsModule, LimitsPlan } from '../generate/limits/limits-plan.js';
import type { Redactor } from '../redact.js';
import { VERSION } from '../version.js';
import { visible, visibleLine } from '../visible.js';
import type { WriteResult } from '../write/write-changes.js';
import { renderDiff } from './diff.js';
import { renderDocument, SCHEMA_VERSION } from './document.js';
import { redactorOf, type ViewOptions } from './view-options.js';
import { countOf } from './wrap.js';

export interface LimitsReport {
  plan: LimitsPlan;
  profile: Profile;
  /** Absent for a preview. */
  outcome?: WriteResult;
}

/** For machines: no text of the repository is in it. */
export function renderLimitsJson({ plan, outcome }: LimitsReport, redactor: Redactor): string {
  const { modules, limited, left, changes } = plan;
  return renderDocument(
    {
      schemaVersion: SCHEMA_VERSION,
      tool: { name: 'migrate-to-holysheep', version: VERSION },
      modules: modules.map(({ path, form, packages }) => ({ path, form, packages })),
      limited,
      left,
      changes: changes.map(({ path }) => path),
      written: outcome?.written ?? [],
      failed: outcome?.failed ?? [],
    },
    redactor,
  );
}

/** The changes as a diff, what stays, and what to install and to set. */
export function renderLimits({ plan, outcome, profile }: LimitsReport, options: ViewOptions): string {
  const { modules, left, changes } = plan;
  const shown = changes.map((one) => ({
    ...one,
    before: one.before ?? '',
    edits: one.edits.map((edit) => ({ path: one.path, ...edit })),
    units: [],
  }));
  const diff = outcome || changes.length === 0 ? '' : `${renderDiff({ changes: shown }, options)}\n`;
  const word = profile.variableWord;
  const failed = outcome?.failed ?? [];
  const sections = [
    section(headline(plan, outcome), []),
    section(
      'Not written:',
      failed.map(({ path, reason, detail }) => `${path}: ${reason}${detail === undefined ? '' : ` (${detail})`}`),
    ),
    section(
      'Clients that send as before:',
      left.map(({ unit, message }) => `${unit}  ${message}`),
    ),
    section('Install, and name among the requirements:', [...new Set(modules.map(commandOf))]),
    section(
      'Set where the app runs, to change the rate:',
      modules.length === 0 ? [] : [`${word}_REQUESTS_PER_SECOND or ${word}_REQUESTS_PER_MINUTE`, `${word}_CONCURRENCY`],
    ),
    outcome || changes.length === 0 ? '' : section('Next: run again with --write to make these changes.', []),
    outcome && outcome.written.length > 0 ? section('Take it back with: migrate-to-holysheep undo', []) : '',
  ];
  const redactor = redactorOf({ changes: [] }, options);
  return (
    diff +
    sections
      .filter((text) => text !== '')
      .map((text) => visible(redactor.redact(text)))
      .join('\n')
  );
}

function headline({ modules, limited, left, changes }: LimitsPlan, outcome: WriteResult | undefined): string {
  if (outcome && outcome.written.length > 0) return `${countOf(outcome.written.length, 'file')} written.`;
  if (changes.length > 0)
    return `${countOf(limited.length, 'client')} through ${modules.map(({ path }) => visibleLine(path)).join(' and ')}.`;
  if (limited.length > 0) return 'All of this is there already.';
  return left.length > 0 ? 'No client can be given a rate.' : 'No client asks the gateway.';
}

function commandOf({ form, packages }: LimitsModule): string {
  return form === 'python' ? `pip install ${packages.join(' ')}` : `npm install ${packages.join(' ')}`;
}

function section(title: string, lines: readonly string[]): string {
  return title.endsWith(':') && lines.length === 0
    ? ''
    : [title, ...lines.map((line) => `  ${visibleLine(line)}`), ''].join('\n');
}
