import { posix } from 'node:path';
import { addressReaders } from './address-readers.js';
import { Choices } from './choose/choices.js';
import { movablesIn } from './choose/movable.js';
import { fileKind, isSource } from './discover/file-kinds.js';
import { foldersOf } from './discover/folders-of.js';
import { Repository } from './discover/repository.js';
import { assertWhole } from './discover/select.js';
import type { Discovered } from './discovered.js';
import type { PlannedChange } from './edit/edit-files.js';
import { lineEdits } from './edit/put-back-edits.js';
import { loadFrontEnds } from './languages/index.js';
import { makeReport } from './make-report.js';
import { assertKnownMove, assertOwnKeyName, originOf } from './origin-of.js';
import { detailOf, sentence } from './plan/reasons.js';
import type { Finding } from './plan/types.js';
import { type PutBack, putBack, variablesPutBack } from './put-back.js';
import { readCandidates } from './read-candidates.js';
import type { Deployment, FileChange, Report } from './report.js';
import type { RunOptions, RunRequest } from './run.js';
import { type Scene, type Settled, settle } from './settle.js';
import { tuneV8 } from './tune-v8.js';
import { assertWritable } from './write/check-tree.js';
import type { State } from './write/state.js';
import { type WriteResult, writeChanges } from './write/write-changes.js';

/** From the files that can matter to the report. */
export async function migrate(
  root: string,
  { listing, candidates: named, skipped, isSelected }: Discovered,
  request: RunRequest,
  state: State,
): Promise<Report> {
  tuneV8();
  const repository = new Repository(root, listing, request.docs);
  repository.skipped.push(...skipped);
  if (request.seen) repository.seen = request.seen;
  const own = withVariableFiles(named, listing.files);
  const options = { ...request, from: request.from ?? originOf(request.profile, repository, own) };
  assertKnownMove(options);
  assertOwnKeyName(options);
  const readers = await addressReaders(repository, own, options);
  const candidates = readers.length > 0 ? withVariableFiles([...own, ...readers], listing.files) : own;
  const back = isWhole(options) ? putBack(state, repository, options) : undefined;
  const { scene, settled, findings, variables } = await planned(repository, candidates, options, back);
  const { mentions } = scene;
  const { plan, changes } = await chosenOf(scene, settled, isSelected);
  options.planned?.(plan, scene.repository);

  if (options.write || options.isToBeApplied) assertWhole(changes, isSelected);
  // The names in other files can follow later: the old ones stay for them.
  if (options.piped) assertWhole(changes.filter(isOfUnit), isSelected);
  const chosen = changes.filter(({ path }) => isSelected(path));
  const paths = chosen.map(({ path }) => path);
  if (options.write && chosen.length > 0) assertWritable(root, paths, options);
  const report = (outcome: WriteResult) =>
    makeReport({
      ...{ options, root, repository, candidates, mentions, plan, changes, outcome, isSelected },
      planned: scene.repository,
      ...{ putBack: findings, variablesPutBack: variables },
    });
  const isWanted = options.write && ((await options.chooser?.confirm(report(NOTHING))) ?? true);
  if (!isWanted) return report(NOTHING);
  options.progress?.('write', 0, chosen.length);
  return report(await writeChanges(state, root, chosen, { from: options.from.profile.id, to: options.profile.id }));
}

/**
 * A file of variables need not name OpenAI to say where a program's clients lead: it is read where such a program lies beside it or
 * below. That of another program may have other keys by the same names.
 */
function withVariableFiles(candidates: readonly string[], files: readonly string[]): readonly string[] {
  const known = new Set(candidates);
  const folders = new Set(candidates.filter(isSource).flatMap(foldersOf));
  const isOfProgram = (path: string) => folders.has(posix.dirname(path));
  return files.filter((path) => known.has(path) || (fileKind(path) === 'dotenv' && isOfProgram(path)));
}

/** What is put back is put back in all files, or in none. */
function isWhole({ piped, staged, selection, chooser }: RunOptions): boolean {
  return !piped && !staged && selection.length === 0 && !chooser;
}

interface Planned {
  scene: Scene;
  settled: Settled;
  /** What is put back, in the texts as they are, … */
  findings: readonly Finding[];
  /** … and the variables that it reads. */
  variables: readonly Deployment[];
}

/** The plan for the repository with what is put back in it, unless that leaves something half moved; then for it as it is. */
async function planned(
  repository: Repository,
  candidates: readonly string[],
  options: RunOptions,
  back: PutBack | undefined,
): Promise<Planned> {
  if (back && back.hindrances.length > 0) {
    const byRules = await planned(repository, candidates, options, undefined);
    return { ...byRules, findings: back.hindrances };
  }
  const before = back ? repository.with(back.texts) : repository;
  const scene = {
    repository: before,
    candidates,
    mentions: await readCandidates(before, candidates, options),
    options,
  };
  const settled = await settle(scene);
  if (!back) return { scene, settled, findings: [], variables: [] };
  await loadFrontEnds([...back.texts.keys()], options.docs);
  // What is put back whole is as it was, whatever that is.
  const isHalf =
    back.findings.some(({ action }) => action === 'review') &&
    settled.plan.units.some(({ verdict, isAtTarget }) => isAtTarget && verdict === 'review');
  const isBroken = [...back.texts.keys()].some((path) => repository.load(path) && !before.load(path));
  if (isHalf || isBroken) {
    const byRules = await planned(repository, candidates, options, undefined);
    return { ...byRules, findings: back.findings.filter(({ action }) => action === 'review').map(notUsed) };
  }
  return {
    scene,
    settled: { ...settled, changes: together(repository, back, settled.changes) },
    findings: back.findings,
    variables: variablesPutBack(back, repository, options),
  };
}

/** What would have been left of a run, where nothing of it is put back. */
function notUsed(finding: Finding): Finding {
  const detail = detailOf(finding.reason, finding.message) ?? '';
  return { ...finding, reason: 'run-not-used', message: sentence('run-not-used', detail) };
}

/** The changes of what is put back and those of the plan after it, as changes of the texts as they are. */
function together(repository: Repository, { texts }: PutBack, changes: readonly PlannedChange[]): PlannedChange[] {
  const planned = new Map(changes.map((change) => [change.path, change]));
  return [...new Set([...texts.keys(), ...planned.keys()])].sort().flatMap((path) => {
    const source = repository.source(path);
    const change = planned.get(path);
    const after = change?.after ?? texts.get(path);
    if (!source || after === undefined || after === source.text) return [];
    const { text: before, hash } = source;
    const edits = lineEdits(before, after).map((edit) => ({ path, ...edit }));
    return [{ path, before, after, edits, units: change?.units ?? [], hash }];
  });
}

function isOfUnit({ units }: FileChange): boolean {
  return units.length > 0;
}

const NOTHING: WriteResult = { written: [], failed: [] };

/** What is left of a plan when the user has chosen. */
async function chosenOf(scene: Scene, settled: Settled, isSelected: (path: string) => boolean): Promise<Settled> {
  const { chooser } = scene.options;
  if (!chooser) return settled;
  const declined = new Set(await chooser.decline(new Choices(scene, settled, isSelected)));
  if (declined.size === 0) return settled;
  const known = new Set(movablesIn(settled.plan).map(({ id }) => id));
  for (;;) {
    const chosen = await settle(scene, declined);
    // What could not move beside what was declined: nobody was asked about it.
    const unasked = movablesIn(chosen.plan).filter(({ id }) => !known.has(id));
    if (unasked.length === 0) return chosen;
    for (const { id } of unasked) declined.add(id);
  }
}
