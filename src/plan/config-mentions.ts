import type { Service } from '../catalog/service.js';
import type { ConfigModel, Span } from '../ir.js';
import { note } from './finding.js';
import { allowedInText } from './hosts-in-text.js';
import { isSentences } from './is-sentences.js';
import { type Mentions, mentionsIn, namesSomething } from './mentions.js';
import { detailOf } from './reasons.js';
import type { Finding } from './types.js';

/** What the lines of a file that configures name. Lines that only speak of it, in text for people, are one finding. */
export function configMentions(model: ConfigModel, from: Service): Mentions {
  const { path, text, entries, isProse, language } = model;
  const { findings } = mentionsIn(path, withoutOwnConfig(model), from, 'not-linked');
  const sentences = isProse
    ? [{ start: 0, end: text.length }]
    : entries
        .filter(({ kind }) => kind === 'setting' || language === 'dotenv')
        .filter(({ value }) => isSentences(value) && allowedInText(value).length === 0)
        .map(({ valueSpan }) => valueSpan);
  const spoken = findings.filter((one) => one.reason === 'not-linked' && isSpokenOf(text, one, sentences, from));
  return { findings: together(findings, spoken, 'keep', 'text-for-people'), variables: [] };
}

/** What configures this tool, in a manifest, is no part of what moves: blanks of the same length. */
function withoutOwnConfig({ text, entries }: ConfigModel): string {
  const own = entries.filter(({ path }) => path[0] === 'migrate-to-holysheep');
  return own.reduce((rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end), text);
}

/** A file that a program writes: what it names follows from what it is made of. */
export function generatedMentions(path: string, text: string, from: Service): Mentions {
  const { findings, variables } = mentionsIn(path, text, from, 'generated');
  const lines = findings.filter(({ reason }) => reason === 'generated');
  return { findings: together(findings, lines, 'keep', 'generated'), variables };
}

/** A file of records, which a program may have written or may send: one finding for all lines, with all that they name. */
export function recordMentions(path: string, text: string, from: Service): Mentions {
  const { findings, variables } = mentionsIn(path, text, from, 'not-linked');
  const lines = findings.filter(({ id }) => id === 'mention');
  const [first, second] = lines;
  if (!first || !second) return { findings, variables };
  const details = lines.flatMap(({ message }) => detailOf('not-linked', message)?.split(', ') ?? []);
  const detail = `${[...new Set(details)].join(', ')} (${lines.length} lines)`;
  const others = new Set(lines);
  const { action, reason } = first;
  return {
    findings: [
      ...findings.filter((one) => !others.has(one)),
      note('mention', path, first, action === 'keep' ? action : 'review', reason, detail),
    ],
    variables,
  };
}

/** A file that is too large to be read: one finding for all its lines. */
export function largeFileMentions(path: string, text: string, from: Service): Mentions {
  const { findings, variables } = mentionsIn(path, text, from, 'not-linked');
  const lines = findings.filter(({ reason }) => reason === 'not-linked');
  return { findings: together(findings, lines, 'review', 'config-too-large'), variables };
}

/** Whether all that a line names stands in sentences. */
function isSpokenOf(text: string, line: Span, sentences: readonly Span[], from: Service): boolean {
  const here = sentences.filter(({ start, end }) => start < line.end && line.start < end);
  if (here.length === 0) return false;
  const rest = text.slice(line.start, line.end).split('');
  for (const { start, end } of here) rest.fill(' ', Math.max(0, start - line.start), Math.max(0, end - line.start));
  return !namesSomething(rest.join(''), from);
}

type Reason = 'text-for-people' | 'generated' | 'config-too-large';

/** One finding, at the first line, in the place of several. */
function together(
  all: readonly Finding[],
  lines: readonly Finding[],
  action: 'keep' | 'review',
  reason: Reason,
): Finding[] {
  const [first] = lines;
  if (!first) return [...all];
  const others = new Set(lines);
  const count = lines.length === 1 ? '1 line' : `${lines.length} lines`;
  return [...all.filter((one) => !others.has(one)), note('mention', first.path, first, action, reason, count)];
}
