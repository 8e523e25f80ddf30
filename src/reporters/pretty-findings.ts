import { sentenceWithoutDetail } from '../plan/reasons.js';
import type { ReportFinding } from '../report.js';
import { changesOf, isKey, isReview, keysOf } from './finding-kinds.js';
import { type Group, groupBy, groupFindings, type InFile, namesIn } from './group-findings.js';
import { capped, more, type Page } from './page.js';
import { placeOf, positionOf } from './place-of.js';
import { countOf, wrap } from './wrap.js';

/** Where messages begin that stand beside their places. */
const MAX_COLUMN = 20;

export function rewrites(page: Page): string[] {
  const found = changesOf(page.report);
  if (found.length === 0) return [];
  const { chalk, show } = page;
  const byFile = groupBy(found, (finding) => finding.file);
  return [
    chalk.bold(page.report.written.length > 0 ? 'Changed' : 'Will change'),
    ...capped(byFile, page).flatMap(([file, own]) => [`  ${chalk.magenta(show(file))}`, ...changesIn(own, page)]),
    ...more(byFile.length, 'file', page),
  ];
}

/** Each message beside its places. */
function changesIn(findings: readonly ReportFinding[], page: Page): string[] {
  const byMessage = groupBy(findings, ({ message }) => message).map(([message, same]) => ({
    place: page.isVerbose ? same.map(positionOf).join(', ') : firstOf(same.map(positionOf), 2),
    message,
  }));
  const lengths = byMessage.map(({ place }) => place.length).filter((length) => length <= MAX_COLUMN);
  const column = Math.max(0, ...lengths);
  const hanging = ' '.repeat(4 + column + 2);
  return [
    ...capped(byMessage, page).flatMap(({ place, message }) => {
      const isLong = place.length > column;
      const label = `    ${place.padEnd(column)}  `;
      const lines = wrap(page.show(message), page.width, isLong ? hanging : label, hanging);
      return isLong ? [...wrap(place, page.width, '    '), ...lines] : lines;
    }),
    ...more(byMessage.length, 'change', page),
  ];
}

export function reviews(page: Page): string[] {
  const found = page.report.findings.filter(isReview);
  if (found.length === 0) return [];
  return [page.chalk.bold('Needs a hand'), ...groupFindings(found).flatMap((group) => explained(group, page))];
}

export function keys(page: Page): string[] {
  const found = keysOf(page.report);
  if (found.length === 0) return [];
  return [page.chalk.bold.red('Keys to revoke'), ...groupFindings(found).flatMap((group) => explained(group, page))];
}

function explained({ message, findings, files }: Group, page: Page): string[] {
  const isError = findings.some(({ severity }) => severity === 'error');
  return [
    ...wrap(page.show(isError ? `error: ${message}` : message), page.width, '  '),
    ...(findings.every(({ reason }) => reason === 'unit-review') ? waiting(findings, page) : listed(files, page)),
  ];
}

function listed(files: readonly InFile[], page: Page): string[] {
  const noun = new Set(files.map(({ file }) => file)).size === files.length ? 'file' : 'kind';
  return [...capped(files, page).flatMap((one) => places(one, page)), ...more(files.length, noun, page)];
}

/** What waits for a decision is told by what it waits for. */
function waiting(findings: readonly ReportFinding[], page: Page): string[] {
  const decisions = groupBy(findings, (one) => namesIn(one)?.join(', ') ?? '');
  if (page.isVerbose || decisions.length === 1)
    return listed(
      groupFindings(findings).flatMap(({ files }) => files),
      page,
    );
  const most = [...decisions].sort(([, a], [, b]) => b.length - a.length);
  return [
    ...capped(most, page).map(([decision, own]) => `    ${page.show(decision)}  (${countOf(own.length, 'place')})`),
    ...more(most.length, 'client', page),
  ];
}

/** The places in a file, and what the message leaves out of them; one by one when all is to be listed. */
function places({ file, findings, names }: InFile, page: Page): string[] {
  const { chalk, width, isVerbose, show } = page;
  if (isVerbose && names.length > 1)
    return groupBy(findings, (one) => namesIn(one)?.join(', ') ?? '').flatMap(([told, own]) =>
      places({ file, findings: own, names: [told] }, page),
    );
  const lines = isVerbose
    ? wrap(placesOf(file, findings, page), width, '    ', '      ')
    : [shortOf(file, findings, page)];
  const told = show(isVerbose ? names.join(', ') : firstOf(names, 3));
  const last = lines.at(-1) ?? '';
  const painted = lines.map((line) => chalk.magenta(line));
  if (told === '') return painted;
  return last.length + 2 + told.length <= width
    ? [...painted.slice(0, -1), `${chalk.magenta(last)}  ${told}`]
    : [...painted, ...wrap(told, width, '      ')];
}

/** The first place as terminals and editors open it, then where else in the file. */
function placesOf(file: string, findings: readonly ReportFinding[], { show }: Page): string[] {
  const [first, ...rest] = findings;
  if (first === undefined) return [];
  const others = new Set(rest.map(positionOf).filter((one) => one !== positionOf(first)));
  const words = [placeOf(first, show(file)), ...others];
  return words.map((one, index) => (index < words.length - 1 ? `${one},` : one));
}

/** As many places as fit on a line, four at most. */
function shortOf(file: string, findings: readonly ReportFinding[], page: Page): string {
  const all = placesOf(file, findings, page);
  const first = (count: number) =>
    `    ${all.slice(0, count).join(' ').replace(/,$/, '')}${all.length > count ? ` and ${all.length - count} more` : ''}`;
  return [4, 3, 2].map(first).find((line) => line.length <= page.width) ?? first(1);
}

export function kept(page: Page): string[] {
  const found = page.report.findings.filter((finding) => finding.action === 'keep' && !isKey(finding));
  if (found.length === 0) return [];
  const byReason = groupBy(found, (finding) => finding.reason).sort(([, a], [, b]) => b.length - a.length);
  return [
    page.chalk.bold('Stays as it is') + (page.isVerbose ? '' : page.chalk.dim('  (--verbose lists each)')),
    ...byReason.flatMap(([, same]) => {
      const [first] = same;
      if (first === undefined) return [];
      const isOneMessage = same.every((finding) => finding.message === first.message);
      const message = isOneMessage ? first.message : sentenceWithoutDetail(first.reason);
      return [
        ...wrap(page.show(message), page.width, `${String(same.length).padStart(5)}  `, ' '.repeat(7)),
        ...(page.isVerbose
          ? groupFindings(same).flatMap(({ files }) => files.flatMap((one) => places(one, page)))
          : []),
      ];
    }),
  ];
}

function firstOf(items: readonly string[], count: number): string {
  const left = items.length - count;
  return left > 0 ? `${items.slice(0, count - 1).join(', ')} and ${left + 1} more` : items.join(', ');
}
