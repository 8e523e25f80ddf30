import type { ChalkInstance } from 'chalk';
import { sentence } from '../plan/reasons.js';
import type { Report, ReportFinding, SkippedFile } from '../report.js';
import { visibleLine } from '../visible.js';
import { placeOf, positionOf } from './place-of.js';
import { skippedReason } from './skipped-reasons.js';
import { chalkOf, redactorOf, type ViewOptions } from './view-options.js';
import { countOf, wrap } from './wrap.js';

/** For a person at a terminal, read from the top: what happens, what is left to do, what to set, what comes next. */
export function renderPretty(report: Report, options: ViewOptions): string {
  const redactor = redactorOf(report, options);
  const page: Page = {
    report,
    chalk: chalkOf(options),
    width: Math.max(options.width, 40),
    isVerbose: options.isVerbose === true,
    show: (text) => visibleLine(redactor.redact(text)),
  };
  const sections = [
    [headline(page)],
    rewrites(page),
    reviews(page),
    keys(page),
    kept(page),
    deployment(page),
    secrets(page),
    skipped(page),
    disclosure(page),
    nextStep(page),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

interface Page {
  report: Report;
  chalk: ChalkInstance;
  width: number;
  isVerbose: boolean;
  /** Text of the scanned repository, made fit to be shown on one line. */
  show: (text: string) => string;
}

/** How much of one kind is listed before the rest is only counted. */
const MAX_LISTED = 20;

function headline({ report, chalk }: Page): string {
  const { summary, written } = report;
  const keyCount = keysOf(report).length;
  const parts = [];
  if (summary.rewrite > 0) {
    const verb = written.length > 0 ? ' written to ' : ' in ';
    const fileCount = written.length > 0 ? written.length : report.changes.length;
    parts.push(chalk.green(`${countOf(summary.rewrite, 'rewrite')}${verb}${countOf(fileCount, 'file')}`));
  }
  const reviewCount = report.findings.filter(isReview).length;
  if (reviewCount > 0) parts.push(chalk.yellow(countOf(reviewCount, 'review')));
  if (keyCount > 0) parts.push(chalk.red(`${countOf(keyCount, 'key')} to revoke`));
  if (summary.keep > 0) parts.push(`${summary.keep} kept`);
  // The user's own transform finds nothing, it only changes.
  if (summary.rewrite === 0 && report.changes.length > 0)
    parts.unshift(chalk.green(`${countOf(report.changes.length, 'file')} changed by your transform`));
  if (parts.length === 0) return chalk.bold(`Nothing to change in ${countOf(summary.files, 'file')}.`);
  return chalk.bold(parts.join(' · '));
}

function rewrites(page: Page): string[] {
  const found = page.report.findings.filter((finding) => finding.action === 'rewrite');
  if (found.length === 0) return [];
  const lines = [page.chalk.bold(page.report.written.length > 0 ? 'Changed' : 'Will change')];
  const byFile = groupBy(found, (finding) => finding.file);
  for (const [file, findings] of capped(byFile, page)) {
    lines.push(`  ${page.chalk.green(page.show(file))}`);
    for (const [message, same] of capped(
      groupBy(findings, (finding) => finding.message),
      page,
    )) {
      const places = same.map(positionOf);
      const place =
        places.length > 3 && !page.isVerbose ? `${places[0]} and ${places.length - 1} more` : places.join(', ');
      lines.push(...wrap(`${place}  ${page.show(message)}`, page.width, '    '));
    }
  }
  return [...lines, ...more(byFile.length, 'file', page)];
}

function reviews(page: Page): string[] {
  const found = page.report.findings.filter(isReview);
  if (found.length === 0) return [];
  return [page.chalk.bold('Needs a hand'), ...explained(found, page, (text) => page.chalk.yellow(text))];
}

function keys(page: Page): string[] {
  const found = keysOf(page.report);
  if (found.length === 0) return [];
  const errorsFirst = [...found].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  return [page.chalk.bold('Keys to revoke'), ...explained(errorsFirst, page, (text) => page.chalk.red(text))];
}

/** Keys have a section, and a count, of their own. */
function isReview(finding: ReportFinding): boolean {
  return finding.action === 'review' && !isKey(finding);
}

function isKey(finding: ReportFinding): boolean {
  return finding.reason === 'leaked-key' || finding.reason === 'secret-replaced';
}

/** Each key once: one that is replaced where it stands is a leaked one as well. */
function keysOf({ findings }: Report): ReportFinding[] {
  const found = findings.filter(isKey);
  const placeOfKey = ({ file, line }: ReportFinding) => `${file}\0${line}`;
  const leaked = new Set(found.filter(({ reason }) => reason === 'leaked-key').map(placeOfKey));
  return found.filter((one) => one.reason === 'leaked-key' || !leaked.has(placeOfKey(one)));
}

/** Each message once, over the places that it is about. */
function explained(findings: readonly ReportFinding[], page: Page, paint: (text: string) => string): string[] {
  const groups = groupBy(findings, ({ severity, message }) => (severity === 'error' ? `error: ${message}` : message));
  return groups.flatMap(([message, same]) => [
    ...wrap(page.show(message), page.width, '  '),
    ...capped(same, page).map((finding) => `    ${paint(placeOf(finding, page.show(finding.file)))}`),
    ...more(same.length, 'place', page),
  ]);
}

function kept(page: Page): string[] {
  const found = page.report.findings.filter((finding) => finding.action === 'keep' && !isKey(finding));
  if (found.length === 0) return [];
  const lines = [
    page.chalk.bold('Stays as it is') + (page.isVerbose ? '' : page.chalk.dim('  (--verbose lists each)')),
  ];
  for (const [, same] of groupBy(found, (finding) => finding.reason)) {
    const [first] = same;
    if (first === undefined) continue;
    const isOneMessage = same.every((finding) => finding.message === first.message);
    const message = isOneMessage ? first.message : sentence(first.reason, '…');
    const [head = '', ...rest] = wrap(page.show(message), page.width, '       ');
    lines.push(`${String(same.length).padStart(5)}  ${head.trimStart()}`, ...rest);
    if (page.isVerbose)
      for (const finding of same) lines.push(`         ${page.chalk.dim(placeOf(finding, page.show(finding.file)))}`);
  }
  return lines;
}

function deployment(page: Page): string[] {
  const { report, chalk, show, width } = page;
  if (report.deployment.length === 0) return [];
  const lines = [chalk.bold('Set before deploying')];
  for (const { name, instead, keepsOld, value, files, commands } of report.deployment) {
    const role =
      instead === name
        ? 'the value is new'
        : keepsOld
          ? `beside ${instead}, which stays for what remains on OpenAI`
          : `instead of ${instead}`;
    const readers = files.length === 0 ? '' : `; see ${files.slice(0, 3).join(', ')}${files.length > 3 ? ', …' : ''}`;
    lines.push(...wrap(show(role + readers), width, '  # ').map((line) => chalk.dim(line)));
    lines.push(`  ${show(name)}=${value === undefined ? '…' : show(value)}`);
    lines.push(...commands.map((command) => `  ${show(command)}`));
  }
  return lines;
}

/** What only people can create, since it holds a key. */
function secrets({ report, chalk, show, width }: Page): string[] {
  if (report.secrets.length === 0) return [];
  return [
    chalk.bold('Create as secrets'),
    ...report.secrets.flatMap(({ name, store, files, command }) => [
      ...wrap(show(`for ${files.slice(0, 3).join(', ')}${files.length > 3 ? ', …' : ''}`), width, '  # ').map((line) =>
        chalk.dim(line),
      ),
      `  ${show(command ?? (store === undefined ? name : `${name} in ${store}`))}`,
    ]),
  ];
}

function skipped(page: Page): string[] {
  const { report, chalk, show, width } = page;
  if (report.skipped.length === 0) return [];
  const groups = groupBy(report.skipped, skippedReason);
  return [
    chalk.bold('Skipped'),
    ...groups.flatMap(([reason, same]) => [
      ...wrap(show(reason), width, '  '),
      ...capped(named(same), page).map(({ file }) => `    ${chalk.dim(show(file))}`),
      ...more(named(same).length, 'file', page),
    ]),
  ];
}

/** A line that counts files, `*`, names none. */
function named(skipped: readonly SkippedFile[]): SkippedFile[] {
  return skipped.filter(({ file }) => file !== '*');
}

/** Said once, whenever something moves: it is a decision about data, not only about code. */
function disclosure({ report, show, width }: Page): string[] {
  if (report.changes.length === 0) return [];
  const title = show(report.target.title);
  return wrap(
    `Prompts and answers of what moves will go to ${title}, which is another company than OpenAI.`,
    width,
    '',
  );
}

function nextStep({ report, chalk, width }: Page): string[] {
  const next = (text: string) => wrap(`Next: ${text}`, width, '').map((line) => chalk.bold(line));
  if (report.written.length > 0)
    return next('run your tests, set the variables, then deploy. Or: migrate-to-holysheep undo.');
  if (report.changes.length > 0) return next('run again with --write to make these changes.');
  return report.findings.some(isReview) ? next('see to the places under "Needs a hand".') : [];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups];
}

function capped<T>(items: readonly T[], { isVerbose }: Page): readonly T[] {
  return isVerbose ? items : items.slice(0, MAX_LISTED);
}

function more(count: number, noun: string, { isVerbose, chalk }: Page): string[] {
  if (isVerbose || count <= MAX_LISTED) return [];
  return [chalk.dim(`    and ${countOf(count - MAX_LISTED, `more ${noun}`)} (--verbose lists each)`)];
}
