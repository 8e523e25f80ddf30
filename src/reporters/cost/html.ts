import { createHash } from 'node:crypto';
import { CLAIMS, CLAIMS_AS_OF, CLAIMS_NOTE } from '../../catalog/claims.js';
import type { Bill, BillRow, CostReport, ModelRow, Target } from '../../cost/cost-report.js';
import { createRedactor, type Redactor } from '../../redact.js';
import { VERSION } from '../../version.js';
import { escaped } from '../html/escaped.js';
import { STYLE } from '../html/style.js';
import type { ViewOptions } from '../view-options.js';
import { chart } from './chart.js';
import * as words from './words.js';

type Show = (text: string) => string;

/** One file to be opened from disk: it loads nothing and runs nothing. The chart has its numbers beside it as a table. */
export function renderCostHtml(
  report: CostReport,
  { redactor = createRedactor() }: Pick<ViewOptions, 'redactor'>,
): string {
  const show = showing(redactor);
  const { target, bill } = report;
  const sections = [
    bill
      ? billSection(bill, show, (text) => redactor.redact(text))
      : `<section><h2>Bill</h2><p>${show(words.NO_USAGE)}</p></section>`,
    modelsSection(report, show),
    unknownSection(report, show),
    `<section><h2>Where the prices are from</h2>${words
      .provenance(report)
      .map((text) => `<p>${show(text)}</p>`)
      .join('')}</section>`,
  ];
  const title = `Cost of moving to ${show(target.title)}`;
  return page(title, `${show(target.title)} · model ${show(target.model)} · US dollars`, sections);
}

export function renderClaimsHtml({ redactor = createRedactor() }: Pick<ViewOptions, 'redactor'>): string {
  const show = showing(redactor);
  const rows = CLAIMS.map(
    ({ about, subject, says, by, date, contradictedBy }) =>
      `<tr class="row"><th scope="row">${show(about)}<br>${show(subject)}</th><td>${show(says)}<br><span class="dim">${show(`${by}, ${date}`)}</span></td><td><ul class="files">${contradictedBy.map((one) => `<li>${show(one.says)}<br><span class="dim">${show(`${one.by}, ${one.date}`)}</span></li>`).join('')}</ul></td></tr>`,
  );
  const title = 'What was claimed, and what contradicts it';
  return page(title, `As of ${CLAIMS_AS_OF}`, [
    `<section><p>${show(CLAIMS_NOTE)}</p>${scrolled(title, `<table class="plain figures"><thead><tr>${heads(['Of', 'Claimed', 'Contradicted by'], 3)}</tr></thead><tbody>${rows.join('')}</tbody></table>`)}</section>`,
  ]);
}

function showing(redactor: Redactor): Show {
  return (text) => escaped(redactor.redact(text));
}

function page(title: string, subtitle: string, sections: readonly string[]): string {
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${title}</title><style>${STYLE}</style></head><body>
<a class="skip" href="#main">To the report</a>
<header><h1>${title}</h1><p class="dim">${subtitle}</p></header>
<main id="main">
${sections.filter((section) => section !== '').join('\n')}
</main>
<footer><p>migrate-to-holysheep ${VERSION}</p></footer></body></html>
`;
}

/** Of figures all heads stand over their columns, to the right, but for the first `left` of them. */
function heads(names: readonly string[], left = 1): string {
  return names.map((name, index) => `<th scope="col"${index < left ? '' : ' class="r"'}>${name}</th>`).join('');
}

function scrolled(label: string, table: string): string {
  return `<div class="scroll" tabindex="0" role="region" aria-label="${label}">${table}</div>`;
}

function billSection(bill: Bill, show: Show, redact: Show): string {
  const [first, ...others] = words.totals(bill);
  const isMore = bill.saving !== undefined && bill.saving.least < 0;
  const period = bill.period ? `From ${bill.period.start} to ${bill.period.end}. ` : '';
  const legend = `<p class="dim"><span class="stay">■</span> before <span class="go">■</span> after <span class="wait">■</span> nobody can tell</p>`;
  const drawn = chart(bill, redact);
  const rows = bill.rows.map((row) => billRow(row, show)).join('');
  const table = `<table class="plain figures"><thead><tr>${heads(['Model', 'Input', 'Cached', 'Output', 'Before', 'After', 'Change'])}</tr></thead><tbody>${rows}</tbody></table>`;
  return `<section><h2>What 30 days cost</h2>
${first === undefined ? '' : `<p><strong${isMore ? ' class="wait"' : ''}>${show(first)}</strong></p>`}${others.map((text) => `<p>${show(text)}</p>`).join('')}
<p class="dim">${show(period + bill.normalised)}</p>
${drawn === '' ? '' : legend + drawn}
${bill.rows.length === 0 ? '' : `<h3>Tokens and US dollars</h3>${scrolled('Tokens and US dollars by model', table)}`}
${bill.notes.map((note) => `<p class="dim">${show(note)}</p>`).join('')}</section>`;
}

function billRow(row: BillRow, show: Show): string {
  const cells = [
    words.count(row.inputTokens),
    words.count(row.cachedTokens),
    words.count(row.outputTokens),
    row.before === undefined ? 'unknown' : words.money(row.before),
    words.range(row.after),
    row.fate === 'stays' ? 'stays' : words.change(row.saving),
  ].map((text) => `<td class="r">${text}</td>`);
  const target = row.targets.length > 0 ? `<br><span class="dim">→ ${show(words.rowTarget(row))}</span>` : '';
  const notes = row.notes.map((note) => `<tr><td colspan="7" class="dim">${show(note)}</td></tr>`).join('');
  return `<tr class="row"><th scope="row"><code>${show(words.rowName(row))}</code>${target}</th>${cells.join('')}</tr>${notes}`;
}

function modelsSection({ models }: CostReport, show: Show): string {
  if (models.length === 0) return '<section><h2>Models</h2><p>No model is asked for here.</p></section>';
  const head = heads(['Model', 'Input', 'Cached', 'Output', 'Context', 'Answer', 'Ends']);
  const table = `<table class="plain figures"><thead><tr>${head}</tr></thead><tbody>${models.map((row) => modelRows(row, show)).join('')}</tbody></table>`;
  return `<section><h2>Models that are asked for</h2><p class="dim">Prices in US dollars per million tokens, limits in tokens; ? is unknown.</p>${scrolled('Models, their prices and limits', table)}</section>`;
}

function modelRows(row: ModelRow, show: Show): string {
  const figures = (one: ModelRow | Target, date: string) =>
    [...words.prices(one.price), words.count(one.contextTokens), words.count(one.outputTokens), date]
      .map((text) => `<td class="r">${show(text)}</td>`)
      .join('');
  const told = [`${words.fates(row)}: ${words.placesOf(row)}`, ...words.shutdownWords(row)];
  return [
    `<tr class="row"><th scope="row"><code>${show(row.model)}</code></th>${figures(row, row.shutdown?.date ?? '')}</tr>`,
    ...row.targets.map((one) => `<tr><th scope="row">→ <code>${show(one.model)}</code></th>${figures(one, '')}</tr>`),
    ...told.map((text) => `<tr><td colspan="7" class="dim">${show(text)}</td></tr>`),
    ...row.warnings.map((text) => `<tr><td colspan="7"><span class="wait">Warning:</span> ${show(text)}</td></tr>`),
  ].join('');
}

function unknownSection({ unknown }: CostReport, show: Show): string {
  if (unknown.length === 0) return '';
  const items = unknown.map((one) => `<li>${show(words.unknownPlace(one))}</li>`);
  return `<section><h2>Models that are not written here</h2><ul class="files">${items.join('')}</ul></section>`;
}
