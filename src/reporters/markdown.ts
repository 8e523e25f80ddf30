import type { Report, ReportFinding } from '../report.js';
import { visibleLine } from '../visible.js';
import { fallBackFrom } from './fall-back-from.js';
import { changesOf } from './finding-kinds.js';
import { cell, inCode } from './markdown-cells.js';
import { shutdownPlaces, shutdownsLeft } from './shutdown-lines.js';
import { redactorOf, type ViewOptions } from './view-options.js';
import { countOf } from './wrap.js';

export interface MarkdownOptions extends Pick<ViewOptions, 'redactor'> {
  /** In bytes of UTF-8; rows that would go beyond it are counted instead. */
  maxSize?: number;
}

/** For a comment, or the summary of a job: tables in GitHub's Markdown. */
export function renderMarkdown(report: Report, options: MarkdownOptions = {}): string {
  const redactor = redactorOf(report, options);
  const show = (text: string) => cell(visibleLine(redactor.redact(text)));
  const code = (text: string) => inCode(visibleLine(redactor.redact(text)));
  const { summary, target } = report;
  const ending = shutdownsLeft(report);
  const head = [
    `## Migration to ${show(target.title)}`,
    '',
    `${countOf(summary.rewrite, 'rewrite')} in ${countOf(report.changes.length, 'file')}, ${countOf(summary.review, 'review')}, ${summary.keep} kept, in ${countOf(summary.files, 'file')}.`,
    '',
  ];
  const tail = [
    ...(report.deployment.length === 0
      ? []
      : [
          '### Set before deploying',
          '',
          ...report.deployment.map(
            ({ name, value, instead, mayFallBack, outside = [], commands }) =>
              `- ${code(value === undefined ? name : `${name}=${value}`)}${commands.map((one) => `: ${code(one)}`).join('')}${outside.length === 0 ? '' : ` (outside of this folder, ${outside.map(code).join(', ')} ${outside.length === 1 ? 'names' : 'name'} ${code(instead)})`}${mayFallBack ? `. ${fallBackFrom(code(name), code(instead))}` : ''}`,
          ),
          '',
        ]),
    ...(report.secrets.length === 0
      ? []
      : [
          '### Create as secrets',
          '',
          ...report.secrets.map(
            ({ name, store, command }) => `- ${code(command ?? (store === undefined ? name : `${name} in ${store}`))}`,
          ),
          '',
        ]),
    ...(ending.length === 0
      ? []
      : [
          '### OpenAI ends models that are asked for here',
          '',
          ...ending.map(
            (one) => `- ${code(one.model)} ${one.hasEnded ? 'since' : 'from'} ${one.date} (${shutdownPlaces(one)})`,
          ),
          '',
        ]),
  ];
  const row = ({ file, line, message, id }: ReportFinding) =>
    `| ${code(`${file}:${line}`)} | ${show(message)} | ${code(id)} |`;
  let left = (options.maxSize ?? Number.POSITIVE_INFINITY) - Buffer.byteLength([...head, ...tail].join('\n')) - 1024;
  const table = (title: string, findings: readonly ReportFinding[]) => {
    if (findings.length === 0) return [];
    const rows: string[] = [];
    for (const finding of findings) {
      const text = row(finding);
      left -= Buffer.byteLength(text) + 1;
      if (left < 0) break;
      rows.push(text);
    }
    const more = findings.length - rows.length;
    return [
      `### ${title}`,
      '',
      '| place | what | rule |',
      '| --- | --- | --- |',
      ...rows,
      ...(more > 0 ? ['', `… ${countOf(more, 'row')} more`] : []),
      '',
    ];
  };
  const reviews = table(
    'Needs a hand',
    report.findings.filter(({ action }) => action === 'review'),
  );
  const rewrites = table(report.written.length > 0 ? 'Changed' : 'Will change', changesOf(report));
  return `${[...head, ...reviews, ...rewrites, ...tail].join('\n')}`;
}
