import { createHash } from 'node:crypto';
import type { Report, ReportFinding } from '../../report.js';
import { placeOf } from '../place-of.js';
import { skippedReason } from '../skipped-reasons.js';
import { redactorOf, type ViewOptions } from '../view-options.js';
import { countOf } from '../wrap.js';
import { diffTable } from './diff-table.js';
import { escaped } from './escaped.js';
import { modelsPicture, partsPicture } from './picture.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

/** Characters of all side-by-side diffs together; files beyond that are named only. */
const MAX_DIFFS = 4_000_000;

type Show = (text: string) => string;

/**
 * One file to be opened from disk: it loads nothing, and runs nothing but its own script, by their hashes. Readable without
 * a script.
 */
export function renderHtml(report: Report, options: Pick<ViewOptions, 'redactor'> = {}): string {
  const redactor = redactorOf(report, options);
  const show: Show = (text) => escaped(redactor.redact(text));
  const { target, tool, summary } = report;
  const by = (action: ReportFinding['action']) => report.findings.filter((one) => one.action === action);
  const title = `Migration to ${show(target.title)}`;
  const policy = `default-src 'none'; style-src '${hashOf(STYLE)}'; script-src '${hashOf(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  const sections = [
    pictures(report, show),
    findings('needs', 'Needs a hand', by('review'), show),
    commands('set', 'Set before deploying', deploymentLines(report), show),
    commands('secrets', 'Create as secrets', secretLines(report), show),
    findings('rewrites', report.written.length > 0 ? 'Changed' : 'Will change', by('rewrite'), show),
    diffs(report, (change) => diffTable(change, redactor), show),
    findings('stays', 'Stays as it is', by('keep'), show),
    skipped(report, show),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${title}</title><style>${STYLE}</style></head><body>
<a class="skip" href="#main">To the findings</a>
<header><h1>${title}</h1>
<p class="dim">${show(target.baseUrl)} · model ${show(target.model)} · key in ${show(target.keyVariable)}</p></header>
<main id="main">
<ul class="tiles">${tiles(report)}</ul>
${FILTERS}
${sections.join('\n')}
<footer>${show(tool.name)} ${show(tool.version)} · ${countOf(summary.files, 'file')} looked at. Prompts and answers of what moves will go to ${show(target.title)}, which is another company than OpenAI.</footer>
</main><script>${SCRIPT}</script></body></html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function tiles({ summary, changes, findings: all }: Report): string {
  const keys = all.filter(({ id }) => id === 'leaked-key').length;
  const tile = (count: number, text: string, kind: string) => `<li><b class="${kind}">${count}</b>${text}</li>`;
  return [
    tile(summary.rewrite, 'rewrites', 'go'),
    tile(changes.length, 'files change', 'go'),
    tile(summary.review, 'need a hand', 'wait'),
    ...(keys > 0 ? [tile(keys, 'keys to revoke', 'stop')] : []),
    tile(summary.keep, 'stay', 'stay'),
    tile(summary.skipped, 'files skipped', 'stay'),
  ].join('');
}

/** Shown by the script, which is what makes it work. */
const FILTERS = `<fieldset id="filters" hidden><legend>Show</legend>
<label><input type="checkbox" value="review" checked> needs a hand</label><label><input type="checkbox" value="rewrite" checked> is rewritten</label><label><input type="checkbox" value="keep" checked> stays</label>
<label>with <input type="search" id="search" placeholder="a file, a word"></label> <span id="shown" role="status" class="dim"></span></fieldset>`;

function pictures(report: Report, show: Show): string {
  const [parts, models] = [partsPicture(report, show), modelsPicture(report)];
  const part = parts === '' ? '' : `<section><h2 id="where">Where</h2>${parts}</section>`;
  return part + (models === '' ? '' : `<section><h2 id="models">Models</h2>${models}</section>`);
}

/** Each sentence once, over its places; the most frequent one first. */
function findings(id: string, title: string, all: readonly ReportFinding[], show: Show): string {
  if (all.length === 0) return '';
  const groups = new Map<string, ReportFinding[]>();
  for (const one of all) groups.set(one.message, [...(groups.get(one.message) ?? []), one]);
  const sorted = [...groups].sort(([, a], [, b]) => Number(isError(b)) - Number(isError(a)) || b.length - a.length);
  const isOpen = id === 'needs';
  const body = sorted.map(([message, same]) => {
    const error = isError(same) ? '<strong class="stop">error</strong> ' : '';
    const items = same.map(
      (one) => `<li data-action="${one.action}"><code>${show(placeOf(one, one.file))}</code></li>`,
    );
    return `<details data-group${isOpen ? ' open' : ''}><summary>${error}${show(message)} <span class="dim">${countOf(same.length, 'place')}, ${show(same[0]?.id ?? '')}</span></summary><ul class="places">${items.join('')}</ul></details>`;
  });
  return `<section><h2 id="${id}">${title} <span class="dim">${all.length}</span></h2>${body.join('')}</section>`;
}

function isError(findings: readonly ReportFinding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

function deploymentLines({ deployment }: Report): string[] {
  return deployment.flatMap(({ name, value, instead, keepsOld, commands: all }) => [
    instead === name ? '# the value is new' : keepsOld ? `# beside ${instead}, which stays` : `# instead of ${instead}`,
    `${name}=${value ?? '…'}`,
    ...all,
  ]);
}

function secretLines({ secrets }: Report): string[] {
  return secrets.flatMap(({ name, store, files, command }) => [
    `# for ${files.join(', ')}`,
    command ?? (store === undefined ? name : `${name} in ${store}`),
  ]);
}

function commands(id: string, title: string, lines: readonly string[], show: Show): string {
  if (lines.length === 0) return '';
  const text = lines.map(show).join('\n');
  return `<section><h2 id="${id}">${title}</h2><div class="command"><pre tabindex="0">${text}</pre></div></section>`;
}

function diffs({ changes }: Report, table: (change: Report['changes'][number]) => string, show: Show): string {
  if (changes.length === 0) return '';
  let left = MAX_DIFFS;
  const files = changes.map((change) => {
    const body = left > 0 ? table(change) : '<p>Not shown: the report would grow too large.</p>';
    left -= body.length;
    return `<details><summary><code>${show(change.path)}</code> <span class="dim">${countOf(change.edits.length, 'edit')}</span></summary>${body}</details>`;
  });
  return `<section><h2 id="diff">Side by side</h2>${files.join('')}</section>`;
}

function skipped({ skipped: all }: Report, show: Show): string {
  if (all.length === 0) return '';
  const groups = new Map<string, string[]>();
  for (const one of all) {
    const files = groups.get(skippedReason(one)) ?? [];
    groups.set(skippedReason(one), one.file === '*' ? files : [...files, one.file]);
  }
  const items = [...groups].map(([reason, files]) => {
    const list = files.map((file) => `<li><code>${show(file)}</code></li>`).join('');
    return `<h3>${show(reason)}</h3>${list === '' ? '' : `<ul class="places">${list}</ul>`}`;
  });
  return `<section><h2 id="skipped">Skipped</h2>${items.join('')}</section>`;
}
