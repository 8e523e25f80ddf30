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
  /** The names that tell the findings of a group apart, where its message leaves them out: each once. */
  names: string[];
}

/** A detail of more words is part of what is said. */
const MAX_WORDS = 3;

/**
 * Each sentence once, over the places that it is about. Where only names differ, the sentence goes without. First comes
 * what is worst, then what is said of a whole client or request, last what only waits for another decision.
 */
export function groupFindings(findings: readonly ReportFinding[]): Group[] {
  const bySentence = groupBy(findings, (one) =>
    namesIn(one) === undefined ? one.message : sentenceWithoutDetail(one.reason),
  );
  return bySentence.map(([, same]) => groupOf(same)).sort((a, b) => rankOf(a) - rankOf(b));
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
