import { Chalk, type ChalkInstance } from 'chalk';
import { createRedactor, type Redactor } from '../redact.js';
import type { Report } from '../report.js';

/** How a view is shown. Views differ in nothing else for the same report. */
export interface ViewOptions {
  color: boolean;
  /** Columns of the terminal. */
  width: number;
  /** What the run has learnt to hide; without one, a view learns from the report itself. */
  redactor?: Redactor;
  /** List also what stays. */
  isVerbose?: boolean;
}

export function chalkOf(options: ViewOptions): ChalkInstance {
  return new Chalk({ level: options.color ? 1 : 0 });
}

export function redactorOf(report: Pick<Report, 'changes'>, options: Pick<ViewOptions, 'redactor'>): Redactor {
  if (options.redactor !== undefined) return options.redactor;
  const redactor = createRedactor();
  for (const change of report.changes) redactor.learn(change.before, change.path);
  return redactor;
}
