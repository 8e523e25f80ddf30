import type { Action } from '../../plan/types.js';
import type { Report, ReportFinding } from '../../report.js';
import { groupBy } from '../group-findings.js';
import { escaped } from './escaped.js';
import { ending, ROW, svg, WIDTH } from './svg.js';

const LABEL = 250;
const END = 150;
const MAX_PARTS = 12;
const VERDICTS: readonly { action: Action; kind: string; words: string }[] = [
  { action: 'rewrite', kind: 'go', words: 'rewritten' },
  { action: 'review', kind: 'wait', words: 'need a hand' },
  { action: 'keep', kind: 'stay', words: 'stay' },
];

interface Bar {
  /** Text of the repository is made fit by whoever makes the bar. */
  label: string;
  counts: Record<Action, number>;
}

/** What becomes of the repository: its clients and requests, its files, and the places in each part of it. */
export function overview({ findings }: Report, redact: (text: string) => string): string {
  if (findings.length === 0) return '';
  const ofUnits = findings.filter(({ unit }) => unit !== undefined);
  const whole: Bar[] = [
    {
      label: 'Clients and requests',
      counts: verdicts(
        groupBy(ofUnits, ({ unit = '' }) => unit),
        ['rewrite', 'review'],
      ),
    },
    {
      label: 'Files',
      counts: verdicts(
        groupBy(findings, ({ file }) => file),
        ['review', 'rewrite'],
      ),
    },
  ];
  const parts = groupBy(findings, ({ file }) => partOf(redact(file)))
    .map(([part, own]) => ({ label: escaped(ending(part, 36)), counts: countsOf(own.map(({ action }) => action)) }))
    .sort((a, b) => totalOf(b) - totalOf(a) || (a.label < b.label ? -1 : 1));
  const shown = parts.slice(0, MAX_PARTS);
  const left = parts.length - shown.length;
  const more = left > 0 ? `<p class="dim">and ${left} more</p>` : '';
  const legend = VERDICTS.map(({ kind, words }) => `<span class="${kind}">■</span> ${words}`).join(' ');
  const drawn = whole.filter((bar) => totalOf(bar) > 0);
  return `<section><h2 id="overview">Overview</h2><p class="dim">${legend}</p>${bars(drawn, 'What becomes of clients and files', true)}<h3>Places, by part of the repository</h3>${bars(shown, 'Places by part of the repository', false)}${more}${table([...drawn, ...shown])}</section>`;
}

/** The first two folders that a file lies in; itself at the top. */
function partOf(file: string): string {
  const folders = file.split('/').slice(0, -1);
  return folders.length === 0 ? file : `${folders.slice(0, 2).join('/')}/`;
}

/** Each group counts once: by the first of `order` that is among what is done to it. */
function verdicts(groups: readonly [string, ReportFinding[]][], order: readonly Action[]): Record<Action, number> {
  return countsOf(groups.map(([, own]) => order.find((one) => own.some(({ action }) => action === one)) ?? 'keep'));
}

function countsOf(actions: readonly Action[]): Record<Action, number> {
  const counts = { rewrite: 0, review: 0, keep: 0 };
  for (const action of actions) counts[action] += 1;
  return counts;
}

function totalOf({ counts }: Bar): number {
  return counts.rewrite + counts.review + counts.keep;
}

/** `isShare`: each bar is a whole of its own. */
function bars(all: readonly Bar[], title: string, isShare: boolean): string {
  const longest = Math.max(...all.map(totalOf));
  const rows = all.map((bar, index) => {
    const scale = (WIDTH - LABEL - END) / (isShare ? totalOf(bar) : longest);
    const y = index * ROW;
    let x = LABEL;
    const pieces = VERDICTS.map(({ action, kind, words }) => {
      const width = bar.counts[action] * scale;
      const from = x;
      x += width;
      const size = `x="${from.toFixed(1)}" y="${y + 4}" width="${width.toFixed(1)}" height="${ROW - 8}"`;
      return width === 0 ? '' : `<rect class="${kind}" ${size}><title>${bar.counts[action]} ${words}</title></rect>`;
    });
    const said = isShare ? VERDICTS.map(({ action }) => bar.counts[action]).join(' · ') : totalOf(bar);
    return `<text x="${LABEL - 10}" y="${y + 18}" text-anchor="end">${bar.label}</text>${pieces.join('')}<text class="count" x="${(x + 8).toFixed(1)}" y="${y + 18}">${said}</text>`;
  });
  return svg(all.length * ROW, title, rows.join(''));
}

function table(all: readonly Bar[]): string {
  const head = ['Of', ...VERDICTS.map(({ words }) => words)].map((text) => `<th scope="col">${text}</th>`).join('');
  const rows = all.map(
    ({ label, counts }) =>
      `<tr><th scope="row">${label}</th>${VERDICTS.map(({ action }) => `<td>${counts[action]}</td>`).join('')}</tr>`,
  );
  return `<details><summary>As a table</summary><table class="plain"><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></details>`;
}
