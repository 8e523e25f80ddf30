import type { Report, ReportFinding } from '../report.js';
import { visibleLine } from '../visible.js';
import { chalkOf, redactorOf, type ViewOptions } from './view-options.js';
import { wrap } from './wrap.js';

/** A line of a file, as it is asked about. */
export interface Place {
  /** Relative to the root, `/`-separated. */
  file: string;
  line: number;
}

/** All that is said of one line, with what the unit that it belongs to comes to, and why it may be that nothing is said. */
export function renderPlace(report: Report, place: Place, options: ViewOptions): string {
  const chalk = chalkOf(options);
  const redactor = redactorOf(report, options);
  const show = (text: string) => visibleLine(redactor.redact(text));
  const here = report.findings.filter((one) => isAt(one, place));
  const units = new Set(here.flatMap(({ unit }) => unit ?? []));
  const others = report.findings.filter(
    (one) => one.unit !== undefined && units.has(one.unit) && !here.includes(one) && one.action !== 'keep',
  );
  const told = (one: ReportFinding) => {
    const head = `${one.file}:${one.line}:${one.column}  ${one.action}  ${one.id} (${one.reason})`;
    return [chalk.bold(show(head)), ...wrap(show(one.message), options.width, '  ')];
  };
  const skipped = report.skipped.find(({ file }) => file === place.file);
  const lines =
    here.length > 0
      ? here.flatMap(told)
      : [
          show(`${place.file}:${place.line}: nothing is said of this line.`),
          ...wrap(
            skipped
              ? `The file was skipped: ${show(skipped.detail ?? skipped.reason)}.`
              : 'It names no address, key, variable or model of OpenAI’s that a client, a request or a setting was found to use.',
            options.width,
            '  ',
          ),
        ];
  const more = others.length === 0 ? [] : ['', chalk.bold('Of the same client or request'), ...others.flatMap(told)];
  const ids = [...new Set(here.map(({ id }) => id))];
  const next = ids.map((id) => chalk.dim(`What it means: migrate-to-holysheep explain ${id}`));
  return `${[...lines, ...more, ...(next.length > 0 ? ['', ...next] : [])].join('\n')}\n`;
}

function isAt({ file, line, endLine }: ReportFinding, place: Place): boolean {
  return file === place.file && line <= place.line && place.line <= endLine;
}
