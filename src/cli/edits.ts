import type { Redactor } from '../redact.js';
import type { Report } from '../report.js';
import { renderEdits } from '../reporters/edits.js';
import { countOf } from '../reporters/wrap.js';
import { workTreeOf } from './work-tree.js';
import { writeOutput } from './write-output.js';

/** Writes the edits, and gives what is to be said of them. @throws Failure where they would hold a key. */
export function writeEdits(report: Report, file: string, redactor: Redactor): string[] {
  writeOutput(file, renderEdits(report, { redactor, prefix: workTreeOf(report.root).prefix }));
  return [
    `${file} changes ${countOf(report.changes.length, 'file')}. Apply it in the repository: migrate-to-holysheep apply ${file}`,
  ];
}
