import type { ReportFinding } from '../../report.js';
import { type Group, groupFindings, type InFile } from '../group-findings.js';
import { positionOf } from '../place-of.js';
import { countOf } from '../wrap.js';

/** Each sentence once, over a table of its places; `kind` colours the count. */
export function findingsSection(
  { id, title, kind, isOpen = false }: { id: string; title: string; kind: string; isOpen?: boolean },
  findings: readonly ReportFinding[],
  show: (text: string) => string,
): string {
  if (findings.length === 0) return '';
  const groups = groupFindings(findings).map((group) => groupOf(group, isOpen, show));
  return `<section data-section><h2 id="${id}">${title} <span class="${kind}">${findings.length}</span></h2>${groups.join('')}</section>`;
}

function groupOf({ message, findings, files }: Group, isOpen: boolean, show: (text: string) => string): string {
  const isError = findings.some(({ severity }) => severity === 'error');
  const ids = [...new Set(findings.map(({ id }) => id))];
  const count = new Set(files.map(({ file }) => file)).size;
  const size = `${countOf(findings.length, 'place')}${count > 1 ? ` in ${countOf(count, 'file')}` : ''} · ${ids.join(', ')}`;
  const error = isError ? '<strong class="stop">error</strong> ' : '';
  const isTold = files.some(({ names }) => names.length > 0);
  const head = ['File', 'Line and column', ...(isTold ? ['What'] : [])].map((text) => `<th scope="col">${text}</th>`);
  const rows = files.map((one) => row(one, isTold, show));
  return `<details data-group${isOpen ? ' open' : ''}><summary>${error}${show(message)} <span class="dim">${show(size)}</span></summary><div><table class="places"><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`;
}

function row({ file, findings, names }: InFile, isTold: boolean, show: (text: string) => string): string {
  const [first] = findings;
  const places = [...new Set(findings.map(positionOf))].join(', ');
  const what = isTold ? `<td>${show(names.join(', '))}</td>` : '';
  return `<tr data-action="${first?.action}" data-count="${findings.length}"><th scope="row"><code>${show(file)}</code></th><td class="at">${show(places)}</td>${what}</tr>`;
}
