import { isSource } from '../discover/file-kinds.js';
import type { Span } from '../ir.js';
import { push } from '../push.js';
import type { Redactor } from '../redact.js';
import type { FileChange, Report } from '../report.js';
import { fileHeader, hunkHeader } from './diff-header.js';
import { type Block, CONTEXT, diffFromEdits, extent, group, type Hunk, linesOf, type TextDiff } from './hunks.js';
import type { Lines } from './lines.js';

export interface PatchOptions {
  redactor: Redactor;
  /** From the top of the work tree to what was scanned, `/` at its end; empty where that is the same. */
  prefix: string;
  /** Leave nothing out. */
  withKeys: boolean;
}

export interface Patch {
  text: string;
  leftOut: LeftOut[];
}

/** A file that is not in the patch. */
export interface LeftOut {
  path: string;
  /** The lines with a key that a hunk would hold, 1-based, or where it begins; none where it only goes with another file. */
  lines: number[];
  hasKeyInName: boolean;
}

/**
 * A unified diff that git and GNU patch apply, byte for byte. A file in which a hunk would hold a key is left out, and
 * with it what makes no sense without it: half a client would send the one company's key to the other.
 */
export function renderPatch(report: Report, { redactor, prefix, withKeys }: PatchOptions): Patch {
  const parts = report.changes.map((change) => partOf(change, redactor));
  const leftOut = withKeys ? new Set<Part>() : withWhatHangsTogether(parts.filter(holdsKey), parts, report.target.env);
  return {
    text: parts.map((part) => (leftOut.has(part) ? '' : renderPart(part, prefix))).join(''),
    leftOut: parts
      .filter((part) => leftOut.has(part))
      .map(({ change, keyLines, hasKeyInName }) => ({ path: change.path, lines: keyLines, hasKeyInName })),
  };
}

interface Part {
  change: FileChange;
  diff: TextDiff;
  hunks: { hunk: Hunk; whole: Block }[];
  keyLines: number[];
  hasKeyInName: boolean;
}

function holdsKey({ keyLines, hasKeyInName }: Part): boolean {
  return hasKeyInName || keyLines.length > 0;
}

function partOf(change: FileChange, redactor: Redactor): Part {
  const diff = diffFromEdits(change);
  const keys = { old: redactor.spans(change.before), fresh: redactor.spans(change.after) };
  const linesWithKeys = (whole: Block) => {
    const lines = linesOfSpans(keys.old, diff.before, whole.oldStart, whole.oldEnd);
    const isInNew = linesOfSpans(keys.fresh, diff.after, whole.newStart, whole.newEnd).length > 0;
    return lines.length === 0 && isInNew ? [whole.oldStart + 1] : lines;
  };
  const keyLines = new Set<number>();
  // A key beside a change is no part of a hunk with fewer lines around it.
  const cut = (blocks: readonly Block[], context: number): Part['hunks'] =>
    group(blocks, context).flatMap((hunk) => {
      const whole = extent(hunk, diff.before, context);
      const lines = linesWithKeys(whole);
      if (lines.length > 0 && context > 1) return cut(hunk.blocks, context - 1);
      for (const line of lines) keyLines.add(line);
      return [{ hunk, whole }];
    });
  const hunks = cut(
    diff.hunks.flatMap(({ blocks }) => blocks),
    CONTEXT,
  );
  const hasKeyInName = redactor.redact(change.path) !== change.path;
  return { change, diff, hunks, keyLines: [...keyLines].sort((a, b) => a - b), hasKeyInName };
}

/** The lines from `first` to before `end`, counted from 0, that a span lies in; counted from 1. */
function linesOfSpans(spans: readonly Span[], lines: Lines, first: number, end: number): number[] {
  const start = lines.start(first);
  const stop = lines.start(end);
  return spans
    .filter((span) => span.start < stop && start < span.end)
    .map((span) => lines.at(Math.max(span.start, start)) + 1);
}

/** The parts, with those of the same units, of other files of settings where one is among them, and so on. */
function withWhatHangsTogether(
  chosen: readonly Part[],
  all: readonly Part[],
  env: Report['target']['env'],
): ReadonlySet<Part> {
  const byLabel = new Map<string, Part[]>();
  for (const part of all) for (const label of labelsOf(part, env)) push(byLabel, label, part);
  const found = new Set(chosen);
  // More parts are added while this goes on.
  for (const part of found)
    for (const label of labelsOf(part, env)) {
      for (const other of byLabel.get(label) ?? []) found.add(other);
      byLabel.delete(label);
    }
  return found;
}

/** Where names of variables stay, it is their values that tell whose key is sent, whatever file they stand in. */
function labelsOf({ change }: Part, env: Report['target']['env']): string[] {
  if (env === 'keep') return ['names'];
  return isSource(change.path) ? [...change.units] : [...change.units, 'settings'];
}

function renderPart({ change, diff, hunks }: Part, prefix: string): string {
  if (hunks.length === 0) return '';
  const header = fileHeader(prefix + change.path).map((line) => `${line}\n`);
  return [
    ...header,
    ...hunks.flatMap(({ hunk, whole }) => [
      `${hunkHeader(whole)}\n`,
      ...[...linesOf(hunk, whole)].map(({ sign, line }) => {
        const text = (sign === '+' ? diff.after : diff.before).slice(line);
        return `${sign}${text}${text.endsWith('\n') ? '' : '\n\\ No newline at end of file\n'}`;
      }),
    ]),
  ].join('');
}
