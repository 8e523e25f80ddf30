import { modelId } from '../../catalog/model-ids.js';
import type { Report } from '../../report.js';
import { escaped } from './escaped.js';

const WIDTH = 720;
const LABEL = 260;
const ROW = 26;
const MAX_ROWS = 12;
const VERDICTS = [
  ['rewrite', 'go'],
  ['review', 'wait'],
  ['keep', 'stay'],
] as const;

/** What becomes of the places in each part of the repository, as bars. */
export function partsPicture(report: Report, show: (text: string) => string): string {
  const parts = new Map<string, Record<string, number>>();
  for (const { file, action } of report.findings) {
    const part = file.includes('/')
      ? `${file
          .split('/')
          .slice(0, 2)
          .join('/')
          .replace(/\/[^/]*\.[^/]*$/, '')}/`
      : file;
    const counts = parts.get(part) ?? { rewrite: 0, review: 0, keep: 0 };
    counts[action] = (counts[action] ?? 0) + 1;
    parts.set(part, counts);
  }
  const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, one) => sum + one, 0);
  const sorted = [...parts].sort((a, b) => total(b[1]) - total(a[1]) || (a[0] < b[0] ? -1 : 1));
  const rows = sorted.slice(0, MAX_ROWS);
  if (rows.length === 0) return '';
  const scale = (WIDTH - LABEL - 60) / Math.max(...rows.map(([, counts]) => total(counts)));
  const bars = rows.map(([part, counts], index) => {
    let x = LABEL;
    const y = index * ROW;
    const pieces = VERDICTS.map(([verdict, kind]) => {
      const width = (counts[verdict] ?? 0) * scale;
      const piece = `<rect class="${kind}" x="${x.toFixed(1)}" y="${y + 4}" width="${width.toFixed(1)}" height="${ROW - 8}"/>`;
      x += width;
      return width === 0 ? '' : piece;
    });
    const label = part.length > 36 ? `…${part.slice(-35)}` : part;
    return `<text x="${LABEL - 10}" y="${y + 18}" text-anchor="end">${show(label)}</text>${pieces.join('')}<text class="count" x="${(x + 8).toFixed(1)}" y="${y + 18}">${total(counts)}</text>`;
  });
  const rest = sorted.length - rows.length;
  const words = rows.map(([part, counts]) => `${part} ${total(counts)}`).join(', ');
  return `${svg(rows.length * ROW, `Places by part of the repository: ${words}`, bars.join(''))}${rest > 0 ? `<p class="dim">and ${rest} parts more</p>` : ''}<p class="dim"><span class="go">■</span> is rewritten <span class="wait">■</span> needs a hand <span class="stay">■</span> stays</p>`;
}

/** Which model ids become which, with how often that is written. */
export function modelsPicture(report: Report): string {
  const flows = new Map<string, number>();
  for (const { before, edits } of report.changes)
    for (const { start, end, text } of edits) {
      const [from, to] = [bare(before.slice(start, end)), bare(text)];
      if (from === to || !modelId(from, true) || !/^[\w.:/-]+$/.test(to)) continue;
      const key = `${from}\0${to}`;
      flows.set(key, (flows.get(key) ?? 0) + 1);
    }
  const sorted = [...flows].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MAX_ROWS);
  if (sorted.length === 0) return '';
  const targets = [...new Set(sorted.map(([key]) => key.split('\0')[1] ?? ''))];
  const height = Math.max(sorted.length, targets.length) * ROW;
  const widest = Math.max(...sorted.map(([, count]) => count));
  const yOf = (index: number, count: number) => ((index + 0.5) * height) / count;
  const flowsDrawn = sorted.map(([key, count], index) => {
    const [from = '', to = ''] = key.split('\0');
    const y = yOf(index, sorted.length);
    const end = yOf(targets.indexOf(to), targets.length);
    const width = 2 + (10 * count) / widest;
    const path = `M ${LABEL} ${y} C ${LABEL + 90} ${y} ${LABEL + 110} ${end} ${LABEL + 200} ${end}`;
    return `<path class="flow" d="${path}" stroke-width="${width.toFixed(1)}"/><text x="${LABEL - 10}" y="${y + 5}" text-anchor="end">${escaped(from)} × ${count}</text>`;
  });
  const ends = targets.map(
    (to, index) => `<text x="${LABEL + 210}" y="${yOf(index, targets.length) + 5}">${escaped(to)}</text>`,
  );
  const words = sorted.map(([key, count]) => `${key.replace('\0', ' becomes ')} ${count} times`).join(', ');
  return svg(height, `Models: ${words}`, [...flowsDrawn, ...ends].join(''));
}

/** Without the quotes that an edit may take along. */
function bare(text: string): string {
  return text.replace(/^["'`]|["'`]$/g, '');
}

function svg(height: number, label: string, content: string): string {
  return `<svg viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(label)}">${content}</svg>`;
}
