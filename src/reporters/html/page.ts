import { createHash } from 'node:crypto';
import type { Report } from '../../report.js';
import { fallBackFrom } from '../fall-back-from.js';
import { changesOf, isKey, isReview } from '../finding-kinds.js';
import { groupBy } from '../group-findings.js';
import { shutdownPlaces, shutdownsLeft } from '../shutdown-lines.js';
import { skippedReason } from '../skipped-reasons.js';
import { redactorOf, type ViewOptions } from '../view-options.js';
import { countOf } from '../wrap.js';
import { diffTable } from './diff-table.js';
import { escaped } from './escaped.js';
import { findingsSection } from './findings.js';
import { modelFlow } from './model-flow.js';
import { overview } from './overview.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

/** Characters of all side-by-side diffs together; files beyond that are named only. */
const MAX_DIFFS = 4_000_000;
/** So many changed files are shown without being asked. */
const OPEN_DIFFS = 5;

type Show = (text: string) => string;

/**
 * One file to be opened from disk: it loads nothing, and runs nothing but its own script, by their hashes. Readable without
 * a script.
 */
export function renderHtml(report: Report, options: Pick<ViewOptions, 'redactor'> = {}): string {
  const redactor = redactorOf(report, options);
  const redact = (text: string) => redactor.redact(text);
  const show: Show = (text) => escaped(redact(text));
  const { target, tool, summary, findings } = report;
  const title = `Migration to ${show(target.title)}`;
  const policy = `default-src 'none'; style-src '${hashOf(STYLE)}'; script-src '${hashOf(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  const of = (id: string, name: string, kind: string) => ({ id, title: name, kind });
  const keys = findings.filter((one) => one.action === 'review' && isKey(one));
  const sections = [
    overview(report, redact),
    modelFlow(report, redact),
    findingsSection({ ...of('keys', 'Keys to revoke', 'stop'), isOpen: true }, keys, show),
    findingsSection({ ...of('needs', 'Needs a hand', 'wait'), isOpen: true }, findings.filter(isReview), show),
    findingsSection(
      of('rewrites', report.written.length > 0 ? 'Changed' : 'Will change', 'go'),
      changesOf(report),
      show,
    ),
    diffs(report, (change) => diffTable(change, redactor), show),
    commands('set', 'Set before deploying', deploymentLines(report), show),
    commands('secrets', 'Create as secrets', secretLines(report), show),
    shutdowns(report, show),
    findingsSection(
      of('stays', 'Stays as it is', 'stay'),
      findings.filter(({ action }) => action === 'keep'),
      show,
    ),
    skipped(report, show),
    commands('next', 'Next', nextLines(report), show),
  ].filter((section) => section !== '');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${title}</title><style>${STYLE}</style></head><body>
<a class="skip" href="#main">To the report</a>
<header><h1>${title}</h1>
<p class="dim">${show(target.baseUrl)} · model ${show(target.model)} · key in ${show(target.keyVariable)}</p></header>
<main id="main">
<ul class="tiles">${tiles(report, keys.length)}</ul>
${contents(sections)}
${FILTERS}
${sections.join('\n')}
</main>
<footer><p>${show(tool.name)} ${show(tool.version)} · ${countOf(summary.files, 'file')} looked at. Prompts and answers of what moves will go to ${show(target.title)}, which is another company than ${show(report.from?.title ?? 'OpenAI')}.</p></footer>
<script>${SCRIPT}</script></body></html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function tiles({ summary, changes, findings }: Report, keys: number): string {
  const tile = (count: number, one: string, many: string, kind: string) =>
    `<li><b class="${count === 0 ? 'stay' : kind}">${count}</b> ${count === 1 ? one : many}</li>`;
  return [
    tile(summary.rewrite, 'rewrite', 'rewrites', 'go'),
    tile(changes.length, 'file changes', 'files change', 'go'),
    ...(keys > 0 ? [tile(keys, 'key to revoke', 'keys to revoke', 'stop')] : []),
    tile(findings.filter(isReview).length, 'needs a hand', 'need a hand', 'wait'),
    tile(summary.keep, 'stays', 'stay', 'stay'),
  ].join('');
}

/** Links to the sections, by their own titles. */
function contents(sections: readonly string[]): string {
  const links = sections.map((section) => {
    const [, id, title] = /<h2 id="(\w+)">([^<]+)/.exec(section) ?? [];
    return `<li><a href="#${id}">${title?.trim()}</a></li>`;
  });
  return `<nav aria-label="Sections"><ul>${links.join('')}</ul></nav>`;
}

/** Shown by the script, which is what makes it work. */
const FILTERS = `<fieldset id="filters" hidden><legend>Show</legend>
<label><input type="checkbox" value="review" checked> needs a hand</label>
<label><input type="checkbox" value="rewrite" checked> is rewritten</label>
<label><input type="checkbox" value="keep" checked> stays</label>
<label class="wide">with <input type="search" id="search" placeholder="a file, a word"></label>
<span id="shown" role="status" class="dim"></span></fieldset>`;

function deploymentLines({ deployment }: Report): string[] {
  return deployment.flatMap(({ name, value, instead, keepsOld, mayFallBack, outside = [], commands: all }) => [
    instead === name ? '# the value is new' : keepsOld ? `# beside ${instead}, which stays` : `# instead of ${instead}`,
    ...(mayFallBack ? [`# ${fallBackFrom(name, instead)}`] : []),
    ...outside.map((file) => `# ${instead} is named in ${file} too, outside of this folder`),
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

function nextLines({ changes, written, tool }: Report): string[] {
  if (changes.length === 0) return [];
  return written.length > 0
    ? ['# to take it back', `npx ${tool.name} undo`]
    : ['# to make these changes', `npx ${tool.name} --write`, '# and to take them back', `npx ${tool.name} undo`];
}

function commands(id: string, title: string, lines: readonly string[], show: Show): string {
  if (lines.length === 0) return '';
  const text = lines.map(show).join('\n');
  return `<section><h2 id="${id}">${title}</h2><div class="command"><pre tabindex="0" role="region" aria-label="${title}">${text}</pre></div></section>`;
}

function diffs({ changes }: Report, table: (change: Report['changes'][number]) => string, show: Show): string {
  if (changes.length === 0) return '';
  let left = MAX_DIFFS;
  const files = changes.map((change) => {
    const body = left > 0 ? table(change) : '<p>Not shown: the report would grow too large.</p>';
    left -= body.length;
    return `<details data-file${changes.length <= OPEN_DIFFS ? ' open' : ''}><summary><code>${show(change.path)}</code> <span class="dim">${countOf(change.edits.length, 'edit')}</span></summary>${body}</details>`;
  });
  return `<section data-section><h2 id="diff">Side by side</h2>${files.join('')}</section>`;
}

function shutdowns(report: Report, show: Show): string {
  const rows = shutdownsLeft(report).map((one) => {
    const day = `${one.hasEnded ? '<span class="stop">since</span>' : 'from'} ${show(one.date)}`;
    return `<tr><th scope="row"><code>${show(one.model)}</code></th><td>${day}</td><td>${shutdownPlaces(one)}</td></tr>`;
  });
  if (rows.length === 0) return '';
  return `<section><h2 id="ends">What OpenAI ends</h2><p>What still asks for one of these models fails.</p><table class="plain"><thead><tr><th scope="col">Model</th><th scope="col">Ends</th><th scope="col">Named in</th></tr></thead><tbody>${rows.join('')}</tbody></table></section>`;
}

function skipped({ skipped: all }: Report, show: Show): string {
  if (all.length === 0) return '';
  const items = groupBy(all, skippedReason).map(([reason, own]) => {
    const files = own.filter(({ file }) => file !== '*').map(({ file }) => `<li><code>${show(file)}</code></li>`);
    return `<li>${show(reason)}${files.length === 0 ? '' : `<ul class="files">${files.join('')}</ul>`}</li>`;
  });
  return `<section><h2 id="skipped">Skipped</h2><ul>${items.join('')}</ul></section>`;
}
