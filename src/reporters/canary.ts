import type { Profile } from '../catalog/profile.js';
import type { CanaryPlan } from '../generate/canary/canary-plan.js';
import type { Redactor } from '../redact.js';
import { VERSION } from '../version.js';
import { visible, visibleLine } from '../visible.js';
import type { WriteResult } from '../write/write-changes.js';
import { renderDiff } from './diff.js';
import { renderDocument, SCHEMA_VERSION } from './document.js';
import { redactorOf, type ViewOptions } from './view-options.js';
import { countOf } from './wrap.js';

export interface CanaryReport {
  plan: CanaryPlan;
  profile: Profile;
  /** Absent for a preview. */
  outcome?: WriteResult;
}

/** For machines: no text of the repository is in it but the names of users at their calls. */
export function renderCanaryJson({ plan, outcome, profile }: CanaryReport, redactor: Redactor): string {
  const { modules, calls, left, changes } = plan;
  const tool = { name: 'migrate-to-holysheep', version: VERSION };
  return renderDocument(
    {
      schemaVersion: SCHEMA_VERSION,
      tool,
      variables: variablesOf(profile),
      modules: modules.map(({ path, form }) => ({ path, form })),
      calls,
      left,
      changes: changes.map(({ path }) => path),
      written: outcome?.written ?? [],
      failed: outcome?.failed ?? [],
    },
    redactor,
  );
}

/** The changes as a diff, what is left to do by hand, what stays, and what to set. */
export function renderCanary({ plan, outcome, profile }: CanaryReport, options: ViewOptions): string {
  const { modules, calls, left, changes } = plan;
  const diff = outcome
    ? ''
    : renderDiff(
        {
          changes: changes.map((one) => ({
            ...one,
            before: one.before ?? '',
            edits: one.edits.map((edit) => ({ path: one.path, ...edit })),
            units: [],
          })),
        },
        options,
      );
  const open = calls.filter(({ user }) => user === undefined).map(({ file, line }) => `${file}:${line}`);
  const failed = (outcome?.failed ?? []).map(
    ({ path, reason, detail }) => `${path}: ${reason}${detail === undefined ? '' : ` (${detail})`}`,
  );
  const sections = [
    section(headline(plan, outcome), []),
    section('Not written:', failed),
    section('Put the id of the user where USER_REQUIRED stands; until then these calls go to OpenAI:', open),
    section(
      'Calls that stay as they are:',
      left.map(({ unit, message }) => `${unit}  ${message}`),
    ),
    modules.length === 0 ? '' : section('Set where the app runs:', settings(profile)),
    outcome || changes.length === 0 ? '' : section('Next: run again with --write to make these changes.', []),
    outcome && outcome.written.length > 0 ? section('Take it back with: migrate-to-holysheep undo', []) : '',
  ];
  const redactor = redactorOf({ changes: [] }, options);
  return (
    diff +
    (diff === '' ? '' : '\n') +
    sections
      .filter((text) => text !== '')
      .map((text) => visible(redactor.redact(text)))
      .join('\n')
  );
}

function headline({ modules, calls, left, changes }: CanaryPlan, outcome: WriteResult | undefined): string {
  if (outcome && outcome.written.length > 0) return `${countOf(outcome.written.length, 'file')} written.`;
  if (changes.length > 0)
    return `${countOf(calls.length, 'call')} through ${modules.map(({ path }) => visibleLine(path)).join(' and ')}.`;
  return left.length > 0
    ? 'No call can be led through a canary.'
    : 'Nothing to do: a migration would move no call that does not go through a canary already.';
}

function section(title: string, lines: readonly string[]): string {
  return title.endsWith(':') && lines.length === 0
    ? ''
    : [title, ...lines.map((line) => `  ${visibleLine(line)}`), ''].join('\n');
}

function variablesOf({ variables, variableWord }: Profile) {
  const name = (what: string) => `${variableWord}_CANARY_${what}`;
  return { apiKey: variables.apiKey, fraction: name('FRACTION'), off: name('OFF'), fallback: name('FALLBACK') };
}

function settings(profile: Profile): string[] {
  const { apiKey, fraction, off, fallback } = variablesOf(profile);
  return [
    `${apiKey}=…  beside the key of OpenAI`,
    `${fraction}=0.01  the share of users that the gateway answers, 0 to 1`,
    `${off}=1  sends everybody back to OpenAI`,
    `${fallback}=1  asks OpenAI again when the gateway fails; a stream is, before its first chunk, in any case`,
  ];
}
