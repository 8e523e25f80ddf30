import type { Bill, BillRow } from '../../cost/cost-report.js';
import { escaped } from '../html/escaped.js';
import { ending, ROW, svg, WIDTH } from '../html/svg.js';
import * as words from './words.js';

const LABEL = 250;
const END = 190;
const MAX_ROWS = 12;

/** Two bars for each model: what it costs before, and after. What nobody can tell has a colour of its own. */
export function chart({ rows, total }: Bill, redact: (text: string) => string): string {
  const priced = rows.filter(isPriced);
  if (priced.length === 0 || !total) return '';
  const shown = priced.slice(0, MAX_ROWS);
  const all: Bar[] = [
    ...shown.map((row) => ({ name: redact(words.rowName(row)), before: row.before, after: row.after })),
    ...(priced.length > 1 ? [{ name: 'In all', before: total.before, after: total.after }] : []),
  ];
  const widest = Math.max(...all.flatMap(({ before, after }) => [before, after.most])) || 1;
  const scale = (WIDTH - LABEL - END) / widest;
  const bars = all.flatMap((bar, index) => {
    const y = index * 2.4 * ROW;
    const { least, most } = bar.after;
    return [
      `<text x="${LABEL - 60}" y="${(y + ROW + 4).toFixed(1)}" text-anchor="end">${escaped(ending(bar.name, 26))}</text>`,
      part('stay', 'before', 0, bar.before, words.money(bar.before), y, scale),
      part('go', 'after', 0, least, words.range(bar.after), y + ROW, scale, most),
    ];
  });
  const said = all.map(
    ({ name, before, after }) => `${name}: ${words.money(before)} before, ${words.range(after)} after`,
  );
  const left = priced.length - shown.length;
  const more = left > 0 ? `<p class="dim">and ${left} more, which the table has</p>` : '';
  return `${svg(Math.ceil(all.length * 2.4 * ROW), `US dollars in 30 days. ${said.join('. ')}`, bars.join(''))}${more}`;
}

interface Bar {
  name: string;
  before: number;
  after: { least: number; most: number };
}

function isPriced(row: BillRow): row is BillRow & Bar {
  return row.before !== undefined && row.after !== undefined;
}

function part(kind: string, word: string, from: number, to: number, said: string, y: number, scale: number, most = to) {
  const rect = (name: string, start: number, end: number, title: string) =>
    end > start
      ? `<rect class="${name}" x="${(LABEL + start * scale).toFixed(1)}" y="${(y + 4).toFixed(1)}" width="${Math.max((end - start) * scale, 1).toFixed(1)}" height="${ROW - 8}"><title>${title}</title></rect>`
      : '';
  const line = (y + 18).toFixed(1);
  return [
    `<text class="count" x="${LABEL - 8}" y="${line}" text-anchor="end">${word}</text>`,
    rect(kind, from, to, `${word}: ${words.money(to)} US dollars`),
    rect('wait', to, most, `perhaps up to ${words.money(most)} US dollars`),
    `<text class="count" x="${(LABEL + most * scale + 8).toFixed(1)}" y="${line}">${said}</text>`,
  ].join('');
}
