import { namedOutside } from './discover/named-outside.js';
import type { Repository } from './discover/repository.js';
import type { PlannedChange } from './edit/edit-files.js';
import { fingerprinted, type Placed } from './fingerprints.js';
import type { Ignored } from './ignore/ignored.js';
import type { Span } from './ir.js';
import { orIgnored } from './plan/as-ignored.js';
import { deploymentOf } from './plan/deployment.js';
import { ignoreFindings } from './plan/ignore-findings.js';
import { type Mentions, namesSomething } from './plan/mentions.js';
import type { Plan } from './plan/plan.js';
import { sentence } from './plan/reasons.js';
import { secretsToCreate } from './plan/secrets.js';
import type { Finding } from './plan/types.js';
import { countsOf, type Deployment, type Report, type ReportFinding, type SkippedFile } from './report.js';
import type { RunOptions } from './run.js';
import { shutdownsOf } from './shutdowns.js';
import { skippedFiles, UNREAD, unique } from './skipped-files.js';
import { targetOf } from './target-of.js';
import { positionOf } from './text-position.js';
import { VERSION } from './version.js';
import type { WriteResult } from './write/write-changes.js';

export interface Outcome {
  options: RunOptions;
  root: string;
  repository: Repository;
  /** As it was planned for: the same, but for what is put back. */
  planned: Repository;
  /** What is put back, in the repository's own texts. */
  putBack: readonly Finding[];
  variablesPutBack: readonly Deployment[];
  candidates: readonly string[];
  mentions: ReadonlyMap<string, Mentions>;
  plan: Plan;
  changes: readonly PlannedChange[];
  outcome: WriteResult;
  /** What was asked for; of the rest nothing is said. */
  isSelected(path: string): boolean;
}

/** Gathers what a run found out, in a fixed order, with places as people count them. */
export function makeReport(run: Outcome): Report {
  const { options, repository, planned, plan, isSelected } = run;
  const changes = run.changes.filter(({ path }) => isSelected(path));
  const { ignores } = plan;
  const spoken = [...plan.findings, ...unspoken(run)].map((finding) => orIgnored(finding, ignores));
  const listed = options.staged || options.selection.length > 0 ? undefined : repository.listing.files;
  const findings = [...spoken, ...ignoreFindings(run.candidates, listed, ignores, (path) => planned.read(path))];
  const reported = [
    ...run.putBack.map((finding) => placed(finding, repository)),
    ...findings.filter(({ path }) => isSelected(path)).map((finding) => placed(finding, planned)),
  ];
  const texts = new Map(changes.map(({ path, after }) => [path, after]));
  const rewritten = repository.with(texts);
  const failed = run.outcome.failed.map(({ path, reason, detail }): SkippedFile => ({ file: path, reason, detail }));
  const own = [...new Set([...repository.skipped, ...planned.skipped])].filter(({ file }) => isSelected(file));
  const skipped = skippedFiles(repository.listing, [...own, ...failed]);
  const unread = skipped.filter(({ file }) => !ignores.at(file, { start: 0, end: 0 })).flatMap(unreadFinding);
  const all = fingerprinted([...reported, ...unread].sort(byPlace), repository);
  return {
    tool: { name: 'migrate-to-holysheep', version: VERSION },
    root: run.root,
    ...(options.from.profile.isDefaultOfSdks
      ? {}
      : { from: { profile: options.from.profile.id, title: options.from.profile.title } }),
    target: targetOf(options),
    summary: {
      files: repository.listing.files.filter(isSelected).length,
      candidates: run.candidates.filter(isSelected).length,
      changed: changes.length,
      ...countsOf(all),
      skipped: skipped.length,
    },
    findings: all,
    skipped: unique(skipped),
    changes: changes.map(({ path, before, after, edits, units }) => ({ path, before, after, edits, units })),
    deployment: withOutside(
      withPutBack(deploymentOf(plan, run.mentions, repository.listing.files, options), run.variablesPutBack),
      run.root,
    ),
    secrets: secretsToCreate(
      plan.configs,
      (path) => (texts.has(path) ? rewritten.config(path) : undefined),
      options.profile,
    ),
    shutdowns: shutdownsOf(
      findings.filter(({ path }) => isSelected(path)),
      (path) => planned.read(path),
    ),
    written: run.outcome.written,
  };
}

/** What the plan says of a variable goes before what is put back. */
function withPutBack(planned: readonly Deployment[], putBack: readonly Deployment[]): Deployment[] {
  const others = putBack.filter(({ name }) => !planned.some((one) => one.name === name));
  return [...planned, ...others].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What gets another name may have the old one in files that are not looked at. */
function withOutside(all: readonly Deployment[], root: string): Deployment[] {
  const renamed = all.filter(({ name, instead }) => instead !== name);
  const found = namedOutside(root, [...new Set(renamed.map(({ instead }) => instead))]);
  return all.map((one) => {
    const outside = renamed.includes(one) ? (found.get(one.instead) ?? []) : [];
    return outside.length === 0 ? one : { ...one, outside };
  });
}

/** Why a line as a whole is told. */
const LINES = new Set<Finding['reason']>(['not-linked', 'language-not-read', 'markup-not-read', 'router-id', 'test']);

/** What the lines name of which the plan says nothing. */
function unspoken({ options, mentions, planned, plan }: Outcome): Finding[] {
  const byPath = new Map<string, Span[]>();
  for (const { path, start, end, edits = [] } of plan.findings) {
    const known = byPath.get(path) ?? [];
    known.push({ start, end }, ...edits.filter((edit) => edit.path === path));
    byPath.set(path, known);
  }
  return [...mentions].flatMap(([path, { findings }]) =>
    findings.filter((one) => {
      const spoken = (byPath.get(path) ?? []).filter(({ start, end }) => start < one.end && one.start < end);
      if (!LINES.has(one.reason) || spoken.length === 0) return true;
      const line = (planned.read(path) ?? '').slice(one.start, one.end).split('');
      for (const { start, end } of spoken) line.fill(' ', Math.max(0, start - one.start), Math.max(0, end - one.start));
      return namesSomething(line.join(''), options.from);
    }),
  );
}

/** A finding as people count places. */
export function placed(finding: Finding, repository: Repository): Placed {
  const text = repository.read(finding.path) ?? repository.unreadText(finding.path) ?? '';
  const start = positionOf(text, finding.start);
  const end = positionOf(text, finding.end);
  const { id, path, action, reason, message, severity, unit, inCell, ignored } = finding;
  return {
    id,
    file: path,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    action,
    reason,
    message,
    severity,
    ...(unit === undefined ? {} : { unit }),
    ...(ignored && { ignored: ignoredOf(ignored) }),
    ...(inCell === undefined ? {} : { cell: inCell.cell, cellLine: inCell.line }),
  };
}

function ignoredOf({ by, place, reason }: Ignored): ReportFinding['ignored'] {
  return { by, place, ...(reason !== undefined && { reason }) };
}

/** A candidate that could not be read as source is something to look at. */
function unreadFinding({ file, reason, detail }: SkippedFile): Placed[] {
  if (!UNREAD.has(reason)) return [];
  const line = Number(/^line (\d+)/.exec(detail ?? '')?.[1] ?? 1);
  const code = reason as 'parse-failed' | 'not-utf8' | 'too-large' | 'unreadable';
  const span = { line, column: 1, endLine: line, endColumn: 1 };
  return [
    { id: 'file', file, ...span, action: 'review', reason: code, message: sentence(code, detail), severity: 'warning' },
  ];
}

function byPlace(a: Placed, b: Placed): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
