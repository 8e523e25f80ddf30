import type { ChalkInstance } from 'chalk';
import { CLAIMS, CLAIMS_AS_OF, CLAIMS_NOTE } from '../../catalog/claims.js';
import type { Bill, BillRow, CostReport, ModelRow } from '../../cost/cost-report.js';
import { createRedactor } from '../../redact.js';
import { visibleLine } from '../../visible.js';
import { chalkOf, type ViewOptions } from '../view-options.js';
import { wrap } from '../wrap.js';
import { textTable } from './text-table.js';
import * as words from './words.js';

const MAX_WIDTH = 110;

interface Page {
  chalk: ChalkInstance;
  width: number;
  show: (text: string) => string;
}

/** For a person at a terminal: the models with their prices, then the bill, if there is usage. */
export function renderCostPretty(report: CostReport, options: ViewOptions): string {
  const page = pageOf(options);
  return joined([
    models(report, page),
    unknown(report, page),
    report.bill ? bill(report.bill, page) : wrapped(words.NO_USAGE, page, ''),
    words.provenance(report).flatMap((text) => wrapped(words.abridged(text), page, '')),
  ]);
}

export function renderClaimsPretty(options: ViewOptions): string {
  const page = pageOf(options);
  return joined([
    [page.chalk.bold(`What was claimed, and what contradicts it (${CLAIMS_AS_OF})`)],
    wrapped(CLAIMS_NOTE, page, ''),
    ...CLAIMS.map(({ about, subject, says, by, date, contradictedBy }) => [
      page.chalk.bold(`${about}: ${subject}`),
      ...wrapped(words.abridged(`claimed: ${says} [${by}, ${date}]`), page, '  ', '    '),
      ...contradictedBy.flatMap((one) =>
        wrapped(words.abridged(`but: ${one.says} [${one.by}, ${one.date}]`), page, '  ', '    '),
      ),
    ]),
  ]);
}

function pageOf(options: ViewOptions): Page {
  const redactor = options.redactor ?? createRedactor();
  return {
    chalk: chalkOf(options),
    width: Math.min(Math.max(options.width, 40), MAX_WIDTH),
    show: (text) => visibleLine(redactor.redact(text)),
  };
}

function joined(sections: readonly string[][]): string {
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function wrapped(text: string, { width, show }: Page, indent: string, hanging = indent): string[] {
  return wrap(show(text), width, indent, hanging);
}

const HEAD = ['', 'input', 'cached', 'output', 'context', 'answer', 'ends'];

function models({ models: rows }: CostReport, page: Page): string[] {
  if (rows.length === 0) return [page.chalk.bold('No model is asked for here.')];
  const lines = rows.map((row) => [figures(row, page), ...row.targets.map((one) => figures(one, page, '→ '))]);
  const table = textTable([HEAD, ...lines.flat()], page.width);
  const [head = '', ...body] = table ?? [];
  const title = wrapped('Models that are asked for, in US dollars per million tokens', page, '');
  return [
    ...title.map((line) => page.chalk.bold(line)),
    ...(table ? [page.chalk.dim(head)] : []),
    ...rows.flatMap((row, index) => {
      const own = lines[index] ?? [];
      return [
        ...(table ? body.splice(0, own.length) : own.flatMap((line) => listed(line, page))),
        ...remarks(row, page),
      ];
    }),
    ...(lines.flat(2).includes(words.UNKNOWN) ? [page.chalk.dim('? is unknown.')] : []),
  ];
}

function figures(
  row: Pick<ModelRow, 'model' | 'price' | 'contextTokens' | 'outputTokens'> & Partial<ModelRow>,
  page: Page,
  mark = '',
): string[] {
  return [
    mark + page.show(row.model),
    ...words.prices(row.price),
    words.count(row.contextTokens),
    words.count(row.outputTokens),
    row.shutdown?.date ?? '',
  ];
}

/** A row where there is no room for columns. */
function listed([model = '', ...cells]: readonly string[], page: Page): string[] {
  const parts = cells.flatMap((cell, index) => (cell === '' ? [] : [`${HEAD[index + 1]} ${cell}`]));
  return [model, ...wrap(parts.join(', '), page.width, '    ')];
}

function remarks(row: ModelRow, page: Page): string[] {
  return [
    ...wrapped(`${words.fates(row)}: ${words.placesOf(row)}`, page, '    '),
    ...[...row.warnings, ...words.shutdownWords(row)].flatMap((text) =>
      wrapped(text, page, '    ! ', '      ').map((line) => page.chalk.yellow(line)),
    ),
  ];
}

function unknown({ unknown: all }: CostReport, page: Page): string[] {
  if (all.length === 0) return [];
  return [
    'Which model these ask for is not written here:',
    ...all.flatMap((one) => wrapped(words.unknownPlace(one), page, '  ', '    ')),
  ];
}

const BILL_HEAD = ['', 'input', 'cached', 'output', 'before', 'after', ''];

function bill(one: Bill, page: Page): string[] {
  const rows = one.rows.map((row) => billRow(row, page));
  const table = textTable([BILL_HEAD, ...rows], page.width);
  const body = one.rows.flatMap((row, index) => [
    ...(table ? [table[index + 1] ?? ''] : billListed(rows[index] ?? [], page)),
    ...wrapped(`→ ${words.rowTarget(row)}`, page, '    ').slice(0, row.targets.length > 0 ? undefined : 0),
    ...row.notes.flatMap((note) => wrapped(note, page, '    ')),
  ]);
  const isMore = one.saving !== undefined && one.saving.least < 0;
  return [
    page.chalk.bold('What 30 days cost, in tokens and US dollars'),
    ...(one.period
      ? wrapped(`From ${one.period.start} to ${one.period.end}. ${one.normalised}`, page, '')
      : wrapped(one.normalised, page, '').filter((line) => line !== '')),
    ...(rows.length > 0 ? [...(table ? [page.chalk.dim(table[0] ?? '')] : []), ...body] : []),
    '',
    ...words
      .totals(one)
      .flatMap((text, index) =>
        wrapped(text, page, '').map((line) =>
          index === 0 ? page.chalk.bold(line) : isMore ? page.chalk.yellow(line) : line,
        ),
      ),
    ...one.notes.flatMap((note) => wrapped(note, page, '').map((line) => page.chalk.dim(line))),
  ];
}

function billRow(row: BillRow, page: Page): string[] {
  return [
    page.show(words.rowName(row)),
    words.count(row.inputTokens),
    words.count(row.cachedTokens),
    words.count(row.outputTokens),
    row.before === undefined ? 'unknown' : words.money(row.before),
    words.range(row.after),
    row.fate === 'stays' ? 'stays' : words.change(row.saving),
  ];
}

function billListed([model = '', ...cells]: readonly string[], page: Page): string[] {
  const parts = cells.map((cell, index) => (BILL_HEAD[index + 1] === '' ? cell : `${BILL_HEAD[index + 1]} ${cell}`));
  return [model, ...wrap(parts.join(', '), page.width, '    ')];
}
