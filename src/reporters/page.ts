import type { ChalkInstance } from 'chalk';
import type { Report } from '../report.js';
import { visibleLine } from '../visible.js';
import { chalkOf, redactorOf, type ViewOptions } from './view-options.js';
import { countOf } from './wrap.js';

/** What each part of the view for people is written with. */
export interface Page {
  report: Report;
  chalk: ChalkInstance;
  width: number;
  isVerbose: boolean;
  /** Text of the scanned repository, made fit to be shown on one line. */
  show: (text: string) => string;
}

/** Longer lines are hard to read, however wide the terminal is. */
const MAX_WIDTH = 110;

/** How much of one kind is listed before the rest is only counted. */
const MAX_LISTED = 12;

export function pageOf(report: Report, options: ViewOptions): Page {
  const redactor = redactorOf(report, options);
  return {
    report,
    chalk: chalkOf(options),
    width: Math.min(Math.max(options.width, 40), MAX_WIDTH),
    isVerbose: options.isVerbose === true,
    show: (text) => visibleLine(redactor.redact(text)),
  };
}

export function capped<T>(items: readonly T[], { isVerbose }: Page): readonly T[] {
  return isVerbose || isListed(items.length) ? items : items.slice(0, MAX_LISTED);
}

/** A line that says that one is left out could as well be that one. */
function isListed(count: number): boolean {
  return count <= MAX_LISTED + 1;
}

/** What `capped` has left out, if anything. */
export function more(count: number, noun: string, { isVerbose, chalk }: Page): string[] {
  if (isVerbose || isListed(count)) return [];
  return [chalk.dim(`    and ${countOf(count - MAX_LISTED, `more ${noun}`)} (--verbose lists each)`)];
}

/** The first of several, and that there are more. */
export function someOf(items: readonly string[], count: number): string {
  return `${items.slice(0, count).join(', ')}${items.length > count ? ', …' : ''}`;
}
