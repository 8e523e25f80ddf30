import type { Report, SkippedFile } from '../report.js';
import { renderDiff } from './diff.js';
import { fallBackFrom } from './fall-back-from.js';
import { changesOf, isReview, keysOf } from './finding-kinds.js';
import { groupBy } from './group-findings.js';
import { capped, more, type Page, pageOf, someOf } from './page.js';
import { kept, keys, reviews, rewrites } from './pretty-findings.js';
import { shutdownPlaces, shutdownsLeft } from './shutdown-lines.js';
import { skippedReason } from './skipped-reasons.js';
import type { ViewOptions } from './view-options.js';
import { countOf, wrap } from './wrap.js';

/**
 * For a person at a terminal, read from the top: what happens, what is left to do and why, what stays, what to set, what
 * ends when nothing is done; then the diff, if it is wanted, and what comes next.
 */
export function renderPretty(report: Report, options: ViewOptions & { withDiff?: boolean }): string {
  const page = pageOf(report, options);
  const diff = options.withDiff === true ? renderDiff(report, options).trimEnd() : '';
  const sections = [
    headline(page),
    rewrites(page),
    keys(page),
    reviews(page),
    kept(page),
    deployment(page),
    secrets(page),
    shutdowns(page),
    skipped(page),
    ...(diff === '' ? [] : [[diff], headline(page)]),
    disclosure(page),
    nextStep(page),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headline({ report, chalk, width }: Page): string[] {
  const { summary, written } = report;
  const keyCount = keysOf(report).length;
  const parts: [string, (text: string) => string][] = [];
  // The user's own transform finds nothing, it only changes.
  if (summary.rewrite === 0 && report.changes.length > 0)
    parts.push([`${countOf(report.changes.length, 'file')} changed by your transform`, chalk.green]);
  if (summary.rewrite > 0) {
    const verb = written.length > 0 ? ' written to ' : ' in ';
    const fileCount = written.length > 0 ? written.length : report.changes.length;
    parts.push([`${countOf(changesOf(report).length, 'rewrite')}${verb}${countOf(fileCount, 'file')}`, chalk.green]);
  }
  if (keyCount > 0) parts.push([`${countOf(keyCount, 'key')} to revoke`, chalk.red]);
  const reviewCount = report.findings.filter(isReview).length;
  if (reviewCount > 0) parts.push([countOf(reviewCount, 'review'), (text) => text]);
  const ignored = summary.ignored > 0 ? `, ${summary.ignored} of them ignored` : '';
  if (summary.keep > 0) parts.push([`${summary.keep} kept${ignored}`, (text) => text]);
  if (parts.length === 0) return [chalk.bold(`Nothing to change in ${countOf(summary.files, 'file')}.`)];
  const words = parts.map(([text, paint], index) => `${paint(text)}${index < parts.length - 1 ? ' ·' : ''}`);
  const length = parts.reduce((sum, [text]) => sum + text.length + 3, -3);
  return length <= width ? [chalk.bold(words.join(' '))] : words.map((word) => chalk.bold(word));
}

function deployment(page: Page): string[] {
  const { report, chalk, show, width } = page;
  if (report.deployment.length === 0) return [];
  const lines = [chalk.bold('Set before deploying')];
  for (const { name, instead, keepsOld, mayFallBack, value, files, outside = [], commands } of report.deployment) {
    const role =
      instead === name
        ? 'the value is new'
        : keepsOld
          ? `beside ${instead}, which stays for what still reads it`
          : `instead of ${instead}`;
    const readers = files.length === 0 ? '' : `; see ${someOf(files, 3)}`;
    lines.push(...wrap(show(role + readers), width, '  # ').map((line) => chalk.dim(line)));
    if (mayFallBack) lines.push(...wrap(show(fallBackFrom(name, instead)), width, '  # '));
    if (outside.length > 0) lines.push(...wrap(show(outsideOf(instead, outside)), width, '  # '));
    lines.push(`  ${show(name)}=${value === undefined ? '…' : show(value)}`);
    lines.push(...commands.map((command) => `  ${show(command)}`));
  }
  return lines;
}

/** What a run in a folder of a repository cannot change. */
function outsideOf(name: string, files: readonly string[]): string {
  return `${name} is named outside of this folder too: ${someOf(files, 3)}. Run at the top of the repository to have that looked at.`;
}

/** What only people can create, since it holds a key. */
function secrets({ report, chalk, show, width }: Page): string[] {
  if (report.secrets.length === 0) return [];
  return [
    chalk.bold('Create as secrets'),
    ...report.secrets.flatMap(({ name, store, files, command }) => [
      ...wrap(show(`for ${someOf(files, 3)}`), width, '  # ').map((line) => chalk.dim(line)),
      `  ${show(command ?? (store === undefined ? name : `${name} in ${store}`))}`,
    ]),
  ];
}

/** What it costs to leave things as they are. */
function shutdowns({ report, chalk, show, width }: Page): string[] {
  const left = shutdownsLeft(report);
  if (left.length === 0) return [];
  const byDate = groupBy(left, ({ date, hasEnded }) => `${hasEnded ? 'since' : 'from'} ${date}`);
  const column = Math.max(...byDate.map(([day]) => day.length));
  return [
    chalk.bold('OpenAI ends models that are asked for here'),
    ...wrap('What still asks for one of them fails:', width, '  '),
    ...byDate.flatMap(([day, models]) => {
      const told = models.map((one) => `${show(one.model)} (${shutdownPlaces(one)})`);
      const words = told.map((text, index) => (index < told.length - 1 ? `${text},` : text));
      return wrap(words, width, `    ${day.padEnd(column)}  `, ' '.repeat(4 + column + 2));
    }),
  ];
}

function skipped(page: Page): string[] {
  const { report, chalk, show, width } = page;
  // What could not be read and matters is a finding, too.
  const told = new Set(report.findings.filter(({ id }) => id === 'file').map(({ file }) => file));
  const groups = groupBy(
    report.skipped.filter(({ file }) => !told.has(file)),
    skippedReason,
  );
  if (groups.length === 0) return [];
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
  if (report.changes.length === 0 || report.from?.profile === report.target.profile) return [];
  const title = show(report.target.title);
  return wrap(
    `Prompts and answers of what moves will go to ${title}, which is another company than ${otherOf(report)}.`,
    width,
    '',
  );
}

/** Whose clients move. */
function otherOf({ from }: Report): string {
  return from?.title ?? 'OpenAI';
}

function nextStep({ report, chalk, width }: Page): string[] {
  const next = (text: string) => wrap(`Next: ${text}`, width, '').map((line) => chalk.bold(line));
  if (report.written.length > 0)
    return next('run your tests, set the variables, then deploy. Or: migrate-to-holysheep undo.');
  if (report.changes.length > 0) return next('run again with --write to make these changes.');
  return report.findings.some(isReview) ? next('see to the places under "Needs a hand".') : [];
}
