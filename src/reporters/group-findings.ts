import { detailOf, sentenceWithoutDetail } from '../plan/reasons.js';
import type { ReportFinding } from '../report.js';

/** Findings of which the same is said. */
export interface Group {
  message: string;
  findings: ReportFinding[];
  files: InFile[];
}

/** Those in one file. */
export interface InFile {
  file: string;
  findings: ReportFinding[];
  /** What tells the findings of a group apart, where its message leaves it out: each once. */
  names: string[];
}

/** A detail of more words is part of what is said. */
const MAX_WORDS = 3;
/** When as many sentences differ in their details alone, the one that they share is said once, over the details. */
const MANY = 5;

/**
 * Each sentence once, over the places that it is about. Where only names differ, the sentence goes without. First comes
 * what is worst, then what is said of a whole client or request, last what only waits for another decision.
 */
export function groupFindings(findings: readonly ReportFinding[]): Group[] {
  const bySentence = groupBy(findings, (one) =>
    namesIn(one) === undefined ? one.message : sentenceWithoutDetail(one.reason),
  );
  const byReason = groupBy(bySentence, ([sentence, [one]]) =>
    one && detailOf(one.reason, one.message) !== undefined ? one.reason : sentence,
  );
  const groups = byReason.flatMap(([, alike]) =>
    alike.length < MANY ? alike.map(([, same]) => groupOf(same)) : [groupOfDetails(alike.flatMap(([, same]) => same))],
  );
  return groups.sort((a, b) => rankOf(a) - rankOf(b));
}

/** The sentence without the details, which stand beside their places. */
function groupOfDetails(findings: ReportFinding[]): Group {
  const told = ({ reason, message }: ReportFinding) => detailOf(reason, message) ?? message;
  const files = groupBy(findings, ({ file }) => file).flatMap(([file, own]) =>
    groupBy(own, told).map(([detail, same]) => ({ file, findings: same, names: [detail] })),
  );
  return { message: findings[0] ? sentenceWithoutDetail(findings[0].reason) : '', findings, files };
}

function groupOf(findings: ReportFinding[]): Group {
  const [first] = findings;
  const isOne = findings.every(({ message }) => message === first?.message);
  const message = first === undefined ? '' : isOne ? first.message : sentenceWithoutDetail(first.reason);
  const files = groupBy(findings, ({ file }) => file).map(([file, own]) => ({
    file,
    findings: own,
    names: isOne ? [] : [...new Set(own.flatMap((one) => namesIn(one) ?? []))],
  }));
  return { message, findings, files };
}

/** The names that a message is about, where its detail is no more than that: ids, variables, a client and its place. */
export function namesIn({ reason, message }: ReportFinding): string[] | undefined {
  const names = detailOf(reason, message)?.split(', ');
  return names?.every((name) => name.split(' ').length <= MAX_WORDS) ? names : undefined;
}

function rankOf({ findings }: Group): number {
  if (findings.some(({ severity }) => severity === 'error')) return 0;
  if (findings.some(({ reason }) => reason === 'unit-review')) return 3;
  return findings.some(({ id }) => id === 'unit') ? 1 : 2;
}

/** In the order in which the keys are first met. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups];
}
