import { relative, sep } from 'node:path';
import { keysIn } from './catalog/keys.js';
import type { Route } from './catalog/service.js';
import { isMarkdown, isSource } from './discover/file-kinds.js';
import type { Repository } from './discover/repository.js';
import { applyEdits } from './edit/apply-edits.js';
import { lineEdits, putBackEdits } from './edit/put-back-edits.js';
import type { Span } from './ir.js';
import { note } from './plan/finding.js';
import { rewrite } from './plan/transform.js';
import type { Finding } from './plan/types.js';
import type { Deployment } from './report.js';
import type { StoredRun } from './write/journal.js';
import { keptTexts, runsOnWay } from './write/kept-runs.js';
import type { State } from './write/state.js';

/** What kept runs tell of the repository as it was. */
export interface PutBack {
  /** Texts as they would be, by path. */
  texts: ReadonlyMap<string, string>;
  /** What is put back, and what is not, in the texts as they are. */
  findings: readonly Finding[];
  /** Where code was edited since, so that a client would be put back in part only. */
  hindrances: readonly Finding[];
}

/**
 * Takes back what kept runs have changed on the way from `profile` to `from`, at each place that still stands as the run left
 * it. Undefined where no such run is kept, as on another machine.
 */
export function putBack(state: State, repository: Repository, { from, profile }: Route): PutBack | undefined {
  // A migration away from what SDKs ask by default is no way back.
  if (from.profile.isDefaultOfSdks) return undefined;
  const runs = runsOnWay(state, { from: profile.id, to: from.profile.id });
  if (runs.length === 0) return undefined;
  const prefix = relative(state.base, repository.root).split(sep).join('/');
  const texts = new Map<string, string>();
  const findings: Finding[] = [];
  const hindrances: Finding[] = [];
  for (const run of runs) {
    const kept = keptTexts(run);
    if (!kept) return undefined;
    const name = nameOf(run);
    for (const { path: own, before, after } of kept) {
      const path = prefix === '' ? own : own.startsWith(`${prefix}/`) ? own.slice(prefix.length + 1) : '';
      const now = texts.get(path) ?? textOf(repository, path);
      if (now === undefined) continue;
      const { edits, edited } = putBackEdits(before, after, now);
      // A place is told as the file has it now: what an earlier run left there is not to be seen in it any more.
      const at = (span: Span) => (texts.has(path) ? START : span);
      const held = edits.filter(({ text }) => keysIn(text).length > 0);
      findings.push(...held.map((one) => note('put-back', path, at(one), 'review', 'key-not-put-back', name)));
      const isCode = isSource(path) || (repository.docs && isMarkdown(path));
      if (edited.length > 0 && isCode)
        hindrances.push(...edited.map((one) => note('put-back', path, at(one), 'review', 'run-not-used', name)));
      else findings.push(...edited.map((one) => note('put-back', path, at(one), 'review', 'not-put-back', name)));
      texts.set(
        path,
        applyEdits(
          now,
          edits.map((edit) => ({ ...edit, text: withoutKeys(edit.text, profile.placeholder) })),
        ),
      );
    }
  }
  for (const [path, text] of texts) repository.seen(text, path);
  for (const [path, text] of texts)
    for (const edit of lineEdits(textOf(repository, path) ?? '', text))
      findings.push(rewrite('put-back', undefined, { path }, edit, [edit], 'put-back', runs.map(nameOf).join(', ')));
  return { texts, findings, hindrances };
}

const START: Span = { start: 0, end: 0 };

/** The variables that what is put back reads again, by a name in it or, for the key, by what its SDK does by itself. */
export function variablesPutBack(
  { findings, texts }: PutBack,
  repository: Repository,
  { from, profile }: Route,
): Deployment[] {
  const found = new Map<string, { instead: string; files: Set<string> }>();
  for (const { path, edits = [] } of findings)
    for (const { start, end } of edits)
      for (const [old] of (textOf(repository, path) ?? '').slice(start, end).matchAll(/[A-Za-z_]\w*/g)) {
        const name = from.names(old) ? from.renamed(old, profile) : old;
        const isRead = name === profile.variables.apiKey || texts.get(path)?.includes(name);
        if (name === old || !isRead) continue;
        const known = found.get(name) ?? { instead: old, files: new Set() };
        found.set(name, known);
        known.files.add(path);
      }
  return [...found].map(([name, { instead, files }]) => {
    return { name, instead, keepsOld: false, files: [...files].sort(), commands: [] };
  });
}

/** A key that stood in a file was to be revoked: what is put back has a stand-in in its place. */
function withoutKeys(text: string, placeholder: string): string {
  return keysIn(text).reduceRight((rest, { start, end }) => rest.slice(0, start) + placeholder + rest.slice(end), text);
}

function nameOf({ id, date }: StoredRun): string {
  return `${id} (${date.slice(0, 10)})`;
}

function textOf(repository: Repository, path: string): string | undefined {
  return repository.has(path) ? repository.source(path)?.text : undefined;
}
