import type { Service } from './catalog/service.js';
import { fileKind, isComponent, isOwnConfig, isRecords } from './discover/file-kinds.js';
import type { Repository } from './discover/repository.js';
import { dataFrontEndFor, loadConfigFrontEnds } from './languages/config/index.js';
import { importFrontEnds, loadFrontEnds } from './languages/index.js';
import { configMentions, generatedMentions, largeFileMentions, recordMentions } from './plan/config-mentions.js';
import { declaredNames } from './plan/declared-names.js';
import { leakedKeys } from './plan/leaked-keys.js';
import { type Mentions, mentionsIn } from './plan/mentions.js';
import type { RunOptions } from './run.js';

/** All that is read of each candidate by itself: what it names, and its model, which the repository keeps. */
export async function readCandidates(
  repository: Repository,
  candidates: readonly string[],
  options: RunOptions,
): Promise<Map<string, Mentions>> {
  await importFrontEnds(candidates, options.docs);
  return repository.parsingAhead(candidates, async () => {
    // A parser in WebAssembly is compiled by others, and need not be waited for.
    const [mentions] = await Promise.all([
      mentionsOf(repository, candidates, options.from),
      loadFrontEnds(candidates, options.docs),
    ]);
    for (const [index, path] of candidates.entries()) {
      options.progress?.('read', index, candidates.length);
      repository.load(path);
    }
    return mentions;
  });
}

async function mentionsOf(
  repository: Repository,
  candidates: readonly string[],
  from: Service,
): Promise<Map<string, Mentions>> {
  await loadConfigFrontEnds(candidates.map((path) => repository.configFrontEndFor(path)));
  // Which of them code loads is known only when its values are followed.
  if (candidates.some((path) => repository.frontEndFor(path)))
    await loadConfigFrontEnds(repository.listing.files.map(dataFrontEndFor));
  return readMentions(repository, candidates, from);
}

function readMentions(repository: Repository, candidates: readonly string[], from: Service): Map<string, Mentions> {
  const found = new Map<string, Mentions>();
  const ownNames = declaredNames(candidates, (path) => repository.read(path));
  for (const path of candidates) {
    const text = repository.read(path);
    if (text === undefined) {
      const findings = leakedKeys(path, repository.unreadText(path) ?? '');
      if (findings.length > 0) found.set(path, { findings, variables: [] });
      continue;
    }
    if (repository.isGenerated(path)) {
      const { findings, variables } = generatedMentions(path, text, from);
      if (findings.length > 0) repository.skipped.push({ file: path, reason: 'generated' });
      found.set(path, { findings, variables });
    } else if (isComponent(path) && !isOwnConfig(path)) found.set(path, besideCode(repository, path, text, from));
    // What a front end reads speaks for itself, but for keys: these may stand in a comment too. Of recordings a folder is told.
    else if (
      (fileKind(path) !== 'text' && fileKind(path) !== 'dotenv') ||
      isOwnConfig(path) ||
      repository.recordingForm(path)
    )
      found.set(path, { findings: leakedKeys(path, text), variables: [] });
    else found.set(path, readText(repository, path, text, from, ownNames(path)));
  }
  return found;
}

/** What a component names beside its code; all that it names, where that is not read. */
function besideCode(repository: Repository, path: string, text: string, from: Service): Mentions {
  const unread = repository.load(path)?.unread;
  if (unread === undefined) return mentionsIn(path, text, from, 'config-not-parsed');
  const { findings, variables } = mentionsIn(path, unread, from, 'markup-not-read');
  const mentions = findings.filter(({ id }) => id === 'mention');
  // Markup tells people of variables. What it reads by code is known, but for code in other languages.
  const isCode = UNREAD_SCRIPT.test(unread);
  return { findings: [...leakedKeys(path, text), ...mentions], variables: isCode ? variables : [] };
}

const UNREAD_SCRIPT = /<script\b[^<>]{0,1000}>\s{0,1000}[^\s<]|\benv[.[]/;

/** What a file names that is no source. */
function readText(
  repository: Repository,
  path: string,
  text: string,
  from: Service,
  declared: ReadonlySet<string>,
): Mentions {
  const model = repository.config(path);
  if (model) return configMentions(model, from);
  const failure = repository.configFailure(path);
  if (failure === undefined && isRecords(path)) return recordMentions(path, text, from);
  if (failure === undefined) return mentionsIn(path, text, from, 'language-not-read', declared);
  if (failure === 'too-large') return largeFileMentions(path, text, from);
  const mentions = mentionsIn(path, text, from, 'config-not-parsed');
  if (mentions.findings.length > 0)
    repository.skipped.push({ file: path, reason: 'parse-failed', detail: failure.detail });
  return mentions;
}
