import { modelId } from '../../catalog/model-ids.js';
import type { FileChange, Report, ReportFinding } from '../../report.js';
import { positionOf } from '../../text-position.js';
import { escaped } from './escaped.js';
import { ending, ROW, svg } from './svg.js';

/** Where the names of clients end, and where those of the old and the new models begin. */
const CLIENT = 250;
const OLD = 350;
const NEW = 660;
const MAX_CLIENTS = 12;

/** A model that a client asks for, and what it becomes. */
interface Move {
  /** The file that makes the client or the request; else the one that names the model. */
  client: string;
  from: string;
  to: string;
}

/** Which client asks for which model, and which one it will ask for. */
export function modelFlow(report: Report, redact: (text: string) => string): string {
  const moves = report.changes
    .flatMap((change) => movesIn(change, report.findings))
    .map(({ client, from, to }) => ({ client: redact(client), from: redact(from), to: redact(to) }));
  if (moves.length === 0) return '';
  const clients = counted(moves.map(({ client }) => client));
  const shown = new Set(clients.slice(0, MAX_CLIENTS).map(([client]) => client));
  const others = `${clients.length - shown.size} more files`;
  const drawn = moves.map((move) => ({ ...move, client: shown.has(move.client) ? move.client : others }));
  const columns = [
    counted(drawn.map(({ client }) => client)),
    counted(drawn.map(({ from }) => from)),
    counted(drawn.map(({ to }) => to)),
  ] as const;
  const height = Math.max(...columns.map(({ length }) => length)) * ROW;
  const places = columns.map(
    (column) => new Map(column.map(([name], index) => [name, ((index + 0.5) * height) / column.length])),
  );
  const [left, middle, right] = places.map((column) => (name: string) => column.get(name) ?? 0) as [Y, Y, Y];
  const widest = Math.max(...columns.flatMap((column) => column.map(([, count]) => count)));
  const flow = (x: number, y: number, end: number, endY: number, count: number) =>
    `<path class="flow" d="M ${x} ${y} C ${(x + end) / 2} ${y} ${(x + end) / 2} ${endY} ${end} ${endY}" stroke-width="${(1.5 + (9 * count) / widest).toFixed(1)}"/>`;
  const asked = counted(drawn.map(({ client, from }) => `${client}\0${from}`)).map(([key, count]) => {
    const [client = '', from = ''] = key.split('\0');
    return flow(CLIENT + 8, left(client), OLD - 8, middle(from), count);
  });
  const changed = counted(drawn.map(({ from, to }) => `${from}\0${to}`)).map(([key, count]) => {
    const [from = '', to = ''] = key.split('\0');
    return flow(OLD + 230, middle(from), NEW - 8, right(to), count);
  });
  const label = (x: number, y: number, text: string, anchor = 'start') =>
    `<text x="${x}" y="${y + 5}" text-anchor="${anchor}">${text}</text>`;
  const labels = [
    ...columns[0].map(([client]) => label(CLIENT, left(client), escaped(ending(client, 32)), 'end')),
    ...columns[1].map(([from, count]) => label(OLD, middle(from), `${escaped(ending(from, 28))} × ${count}`)),
    ...columns[2].map(([to]) => label(NEW, right(to), escaped(ending(to, 22)))),
  ];
  const words = counted(moves.map(({ from, to }) => `${from} becomes ${to}`)).map(
    ([text, count]) => `${text} (${count})`,
  );
  return `<section><h2 id="models">Models</h2>${svg(height, `Models: ${words.join(', ')}`, [...asked, ...changed, ...labels].join(''))}</section>`;
}

type Y = (name: string) => number;

function movesIn({ path, before, edits }: FileChange, findings: readonly ReportFinding[]): Move[] {
  const own = findings.filter(({ file, action }) => file === path && action === 'rewrite');
  return edits.flatMap(({ start, end, text }) => {
    const [from, to] = [bare(before.slice(start, end)), bare(text)];
    if (from === to || !modelId(from, true) || !/^[\w.:/-]+$/.test(to)) return [];
    const { line } = positionOf(before, start);
    const unit = own.find((one) => one.unit !== undefined && one.line <= line && line <= one.endLine)?.unit;
    return [{ client: unit?.replace(/:\d+:\d+$/, '') ?? path, from, to }];
  });
}

/** Without the quotes that an edit may take along. */
function bare(text: string): string {
  return text.replace(/^["'`]|["'`]$/g, '');
}

/** Each name once, the most frequent first. */
function counted(names: readonly string[]): [name: string, count: number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
