import { CLAIMS, CLAIMS_AS_OF, CLAIMS_NOTE } from '../../catalog/claims.js';
import type { Bill, CostReport, Limits, ModelRow, Price } from '../../cost/cost-report.js';
import { createRedactor } from '../../redact.js';
import { visibleLine } from '../../visible.js';
import { cell, inCode } from '../markdown-cells.js';
import type { ViewOptions } from '../view-options.js';
import * as words from './words.js';

type Show = (text: string) => string;

/** Tables in GitHub's Markdown, in which no text of a file is markup. */
export function renderCostMarkdown(report: CostReport, options: Pick<ViewOptions, 'redactor'>): string {
  const { show, code } = shown(options);
  const lines = [
    `## Cost of moving to ${show(report.target.title)}`,
    '',
    ...models(report, show, code),
    ...(report.unknown.length === 0
      ? []
      : [
          'Which model these ask for is not written here:',
          '',
          ...report.unknown.map((one) => `- ${show(words.unknownPlace(one))}`),
          '',
        ]),
    ...(report.bill ? bill(report.bill, show, code) : [words.NO_USAGE, '']),
    ...words.provenance(report).map((text) => `- ${show(text)}`),
  ];
  return `${lines.join('\n')}\n`;
}

export function renderClaimsMarkdown(options: Pick<ViewOptions, 'redactor'>): string {
  const { show } = shown(options);
  const rows = CLAIMS.map(
    ({ about, subject, says, by, date, contradictedBy }) =>
      `| ${show(`${about}: ${subject}`)} | ${show(`${says} (${by}, ${date})`)} | ${contradictedBy.map((one) => show(`${one.says} (${one.by}, ${one.date})`)).join('<br>')} |`,
  );
  return `${['## What was claimed, and what contradicts it', '', show(`As of ${CLAIMS_AS_OF}. ${CLAIMS_NOTE}`), '', '| of | claimed | contradicted by |', '| --- | --- | --- |', ...rows].join('\n')}\n`;
}

function shown({ redactor = createRedactor() }: Pick<ViewOptions, 'redactor'>): { show: Show; code: Show } {
  const safe = (text: string) => visibleLine(redactor.redact(text));
  return { show: (text) => cell(safe(text)), code: (text) => inCode(safe(text)) };
}

function models({ models: rows }: CostReport, show: Show, code: Show): string[] {
  if (rows.length === 0) return ['No model is asked for here.', ''];
  const figures = (row: Limits & { price?: Price }) =>
    [...words.prices(row.price), words.count(row.contextTokens), words.count(row.outputTokens)].join(' | ');
  const line = (row: ModelRow) => {
    const notes = [`${words.fates(row)}: ${words.placesOf(row)}.`, ...row.warnings, ...words.shutdownWords(row)];
    return [
      `| ${code(row.model)} | ${figures(row)} | ${row.shutdown?.date ?? ''} | ${notes.map(show).join('<br>')} |`,
      ...row.targets.map((target) => `| → ${code(target.model)} | ${figures(target)} | | |`),
    ];
  };
  return [
    '### Models, in US dollars per million tokens',
    '',
    '| model | input | cached input | output | context | answer | ends | |',
    '| --- | ---: | ---: | ---: | ---: | ---: | --- | --- |',
    ...rows.flatMap(line),
    '',
  ];
}

function bill(one: Bill, show: Show, code: Show): string[] {
  const rows = one.rows.map((row) => {
    const before = row.before === undefined ? 'unknown' : words.money(row.before);
    const tokens = [row.inputTokens, row.cachedTokens, row.outputTokens].map(words.count).join(' | ');
    return `| ${code(words.rowName(row))} | ${tokens} | ${before} | ${words.range(row.after)} | ${words.rowTarget(row) === 'stays' ? 'stays' : `→ ${code(words.rowTarget(row))}, ${words.change(row.saving)}`} | ${row.notes.map(show).join('<br>')} |`;
  });
  const period = one.period
    ? [`From ${one.period.start} to ${one.period.end}. ${one.normalised}`, '']
    : [one.normalised, ''];
  return [
    '### What 30 days cost, in tokens and US dollars',
    '',
    ...period,
    ...(rows.length === 0
      ? []
      : [
          '| model | input | cached | output | before | after | | |',
          '| --- | ---: | ---: | ---: | ---: | ---: | --- | --- |',
          ...rows,
          '',
        ]),
    ...words.totals(one).flatMap((text, index) => [index === 0 ? `**${show(text)}**` : show(text), '']),
    ...one.notes.map((note) => `- ${show(note)}`),
    ...(one.notes.length > 0 ? [''] : []),
  ];
}
