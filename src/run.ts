import { resolve } from 'node:path';
import type * as Morph from 'ts-morph';
import { NAMES_TRANSFORMS, TRANSFORMS } from '../transforms/index.js';
import { companions } from './discover/companions.js';
import { fileKind, isMarkdown, isMarkup, isProgram, isProse } from './discover/file-kinds.js';
import { Repository } from './discover/repository.js';
import { assertWhole, select } from './discover/select.js';
import { selectCandidates } from './discover/select-candidates.js';
import { clashingUnits, editFiles } from './edit/edit-files.js';
import { loadConfigFrontEnds } from './languages/config/index.js';
import { loadFrontEnds } from './languages/index.js';
import { typeSource } from './languages/javascript/type-source.js';
import { link } from './link/link.js';
import { Project } from './link/project.js';
import { makeReport } from './make-report.js';
import { configMentions, generatedMentions, largeFileMentions } from './plan/config-mentions.js';
import { configReaders } from './plan/config-readers.js';
import { leakedKeys } from './plan/leaked-keys.js';
import { type Mentions, mentionsIn } from './plan/mentions.js';
import { passesThrough } from './plan/passes-through.js';
import { makePlan, type Plan } from './plan/plan.js';
import type { Senders } from './plan/senders.js';
import type { Finding, PlanOptions } from './plan/types.js';
import type { Report } from './report.js';
import { type UserTransform, userEdits } from './user-transforms.js';
import { type Veto, verify } from './verify/verify.js';
import { assertWritable } from './write/check-tree.js';
import { exclusively } from './write/exclusively.js';
import type { State } from './write/state.js';
import { writeChanges } from './write/write-changes.js';

export interface RunOptions extends PlanOptions {
  /** Directory of the repository, or the part of it to look at. */
  root: string;
  /** Files and directories inside the root, relative to it; all when empty. */
  selection: readonly string[];
  write: boolean;
  allowDirty: boolean;
  allowNoVcs: boolean;
  /** Also rewrite `.env` files that git ignores. */
  envFiles: boolean;
  /** Also rewrite code in documents. */
  docs: boolean;
  /** Compare TypeScript's errors before and after. */
  typecheck: boolean;
  /** The user's own transforms, which run after ours. */
  userTransforms: readonly UserTransform[];
  /** Told of every text before anything about it is said, so that its keys can be hidden. */
  seen?(text: string, path: string): void;
}

/**
 * The whole job, in one line. Everything that follows from a file is an outcome in the report; what ends the run is
 * a `Failure`.
 */
export async function run(options: RunOptions): Promise<Report> {
  const root = resolve(options.root);
  return exclusively(root, options.write, (state) => migrate(root, options, state));
}

async function migrate(root: string, options: RunOptions, state: State): Promise<Report> {
  const { listing, isSelected } = select(root, options.selection);
  const repository = new Repository(root, listing, options.docs);
  const found = selectCandidates(repository);
  const candidates = [...found, ...companions(found, listing.files)];
  const mentions = await repository.parsingAhead(candidates, () => readCandidates(repository, candidates, options));

  const morph = options.typecheck ? await import('ts-morph') : undefined;
  const vetoed = new Map<string, Veto>();
  for (;;) {
    const plan = planOf(repository, candidates, mentions, vetoed, options, morph);
    const clashing = [...clashingUnits(plan.findings)].filter((id) => !vetoed.has(id));
    for (const id of clashing) vetoed.set(id, { code: 'not-parsed', detail: 'two edits of one place' });
    if (clashing.length > 0) continue;
    const own = editFiles(repository, withheld(plan, listing.ignored, options));
    const changes = await userEdits(options.userTransforms, repository, own, candidates);
    const again = (texts: ReadonlyMap<string, string>) =>
      planOf(
        repository.with(texts),
        programsWith(texts, candidates, plan, repository),
        mentions,
        new Map(),
        options,
        morph,
        plan.senders,
      );
    const vetoes = await verify({ repository, plan, changes, again, typecheck: options.typecheck });
    const isNew = [...vetoes].some(([id]) => !vetoed.has(id));
    for (const [id, veto] of vetoes) vetoed.set(id, veto);
    if (isNew) continue;

    if (options.write) assertWhole(changes, isSelected);
    const chosen = changes.filter(({ path }) => isSelected(path));
    if (options.write && chosen.length > 0)
      assertWritable(
        root,
        chosen.map((change) => change.path),
        options,
      );
    const outcome = options.write ? await writeChanges(state, root, chosen) : { written: [], failed: [] };
    return makeReport({ options, root, repository, candidates, mentions, plan, changes, outcome, isSelected });
  }
}

/** The candidates that belong to a program of which a file changes: what is planned for the others stays. */
function programsWith(
  texts: ReadonlyMap<string, string>,
  candidates: readonly string[],
  plan: Plan,
  repository: Repository,
): string[] {
  const changed = new Set([...texts.keys()].map((path) => plan.programOf({ path })));
  return candidates.filter((path) => changed.has(plan.programOf({ path })) || repository.config(path));
}

/** parse → link → plan, for the repository as it is or as it would be. */
function planOf(
  repository: Repository,
  candidates: readonly string[],
  mentions: ReadonlyMap<string, Mentions>,
  vetoed: ReadonlyMap<string, Veto>,
  options: RunOptions,
  morph: typeof Morph | undefined,
  senders?: Senders,
): Plan {
  const project = new Project(repository);
  repository.loaded = (path) => void project.model(path);
  for (const path of candidates) if (repository.frontEndFor(path)) project.model(path);
  const configs = candidates.flatMap((path) => repository.config(path) ?? []);
  const readers = configReaders(repository.root, configs, options, (path, files, code) => {
    // The sources of an app and its build files stand around `src`.
    const app = path.slice(0, path.search(/(?:(?<=^|\/)src\/.*|[^/]*)$/));
    const isInApp = (one: string) => one.startsWith(app) && files.test(one);
    return repository.listing.files.find((one) => isInApp(one) && code.test(repository.read(one) ?? ''));
  });
  const unread = new Map<string, string[]>();
  for (const [path, { variables }] of mentions)
    for (const name of variables) unread.set(name, [...(unread.get(name) ?? []), path]);
  // What a file reads that does not parse is not known either.
  for (const path of candidates) {
    const isUnread = repository.frontEndFor(path) && !project.models.has(path);
    const text = isUnread ? repository.read(path) : undefined;
    const { variables } = text === undefined ? { variables: [] } : mentionsIn(path, text);
    for (const name of variables) unread.set(name, [...(unread.get(name) ?? []), path]);
  }
  for (const [name, paths] of readers.stays) unread.set(name, [...(unread.get(name) ?? []), ...paths]);
  return makePlan({
    linked: link(project, passesThrough),
    configs,
    documents: candidates.flatMap((path) => {
      const text = isDocument(path, repository) ? repository.read(path) : undefined;
      return text === undefined ? [] : [{ path, text }];
    }),
    recordings: candidates.flatMap((path) => {
      const form = repository.recordingForm(path);
      return form ? [{ path, text: repository.read(path) ?? '', form }] : [];
    }),
    readers,
    unread,
    options,
    transforms: TRANSFORMS,
    namesTransforms: NAMES_TRANSFORMS,
    writer: (model) => {
      const frontEnd = repository.frontEndFor(model.path);
      if (!frontEnd) throw new Error(`no writer for ${model.language}`);
      return frontEnd.writer;
    },
    typeOf: morph && typeSource(morph, repository),
    vetoed,
    senders,
  });
}

/** A text for people with markup, or a file that no front end reads and that is no program. */
function isDocument(path: string, repository: Repository): boolean {
  if (isMarkdown(path) || isMarkup(path)) return true;
  if (fileKind(path) !== 'text' || isProse(path) || isProgram(path) || repository.isGenerated(path)) return false;
  if (repository.recordingForm(path)) return false;
  return repository.config(path) === undefined && repository.configFailure(path) === undefined;
}

/** All that is read of each candidate by itself: what it names, and its model, which the repository keeps. */
async function readCandidates(
  repository: Repository,
  candidates: readonly string[],
  options: RunOptions,
): Promise<Map<string, Mentions>> {
  for (const path of candidates) options.seen?.(repository.read(path) ?? '', path);
  await loadFrontEnds(candidates, options.docs);
  await loadConfigFrontEnds(candidates.map((path) => repository.configFrontEndFor(path)));
  const mentions = readMentions(repository, candidates);
  for (const path of candidates) repository.load(path);
  return mentions;
}

function readMentions(repository: Repository, candidates: readonly string[]): Map<string, Mentions> {
  const found = new Map<string, Mentions>();
  for (const path of candidates) {
    const text = repository.read(path);
    if (text === undefined) continue;
    if (repository.isGenerated(path)) {
      const { findings, variables } = generatedMentions(path, text);
      if (findings.length > 0) repository.skipped.push({ file: path, reason: 'generated' });
      found.set(path, { findings, variables });
    }
    // What a front end reads speaks for itself, but for keys: these may stand in a comment too. Of recordings a folder is told.
    else if (fileKind(path) !== 'text' || repository.recordingForm(path))
      found.set(path, { findings: leakedKeys(path, text), variables: [] });
    else found.set(path, readText(repository, path, text));
  }
  return found;
}

/** What a file names that is no source. */
function readText(repository: Repository, path: string, text: string): Mentions {
  const model = repository.config(path);
  if (model) return configMentions(model);
  const failure = repository.configFailure(path);
  if (failure === undefined) return mentionsIn(path, text);
  if (failure === 'too-large') return largeFileMentions(path, text);
  const mentions = mentionsIn(path, text, 'config-not-parsed');
  if (mentions.findings.length > 0)
    repository.skipped.push({ file: path, reason: 'parse-failed', detail: failure.detail });
  return mentions;
}

/** A `.env` that git ignores is reported, and written only when asked for. */
function withheld(plan: Plan, ignored: ReadonlySet<string>, options: RunOptions): readonly Finding[] {
  if (options.envFiles || ignored.size === 0) return plan.findings;
  for (const finding of plan.findings)
    if (finding.action === 'rewrite' && ignored.has(finding.path)) {
      finding.action = 'review';
      finding.reason = 'ignored-file';
      finding.message = `${finding.message} Git ignores this file: do it by hand, or pass --env-files.`;
      finding.edits = [];
    }
  return plan.findings;
}
