import type * as Morph from 'ts-morph';
import { NAMES_TRANSFORMS, TRANSFORMS } from '../transforms/index.js';
import { isAllowListFile } from './catalog/allow-lists.js';
import type { Service } from './catalog/service.js';
import { fileKind, isMarkdown, isMarkup, isOwnConfig, isProgram, isProse } from './discover/file-kinds.js';
import { IgnoreRules } from './discover/ignore-rules.js';
import type { Repository } from './discover/repository.js';
import { Ignores } from './ignore/ignores.js';
import { typeSource } from './languages/javascript/type-source.js';
import { link } from './link/link.js';
import { Project } from './link/project.js';
import { type ConfigReaders, configReaders } from './plan/config-readers.js';
import { ignoredNames } from './plan/ignored-names.js';
import { type Mentions, mentionsIn } from './plan/mentions.js';
import { passesThrough } from './plan/passes-through.js';
import { makePlan, type Plan } from './plan/plan.js';
import type { Senders } from './plan/senders.js';
import type { Vetoes } from './plan/types.js';
import { push } from './push.js';
import type { RunOptions } from './run.js';

/**
 * parse → link → plan, for the repository as it is or as it would be. `senders` are those of the repository before, where
 * this is the one after.
 */
export function planRepository(
  repository: Repository,
  candidates: readonly string[],
  mentions: ReadonlyMap<string, Mentions>,
  vetoed: Vetoes,
  options: RunOptions,
  morph: typeof Morph | undefined,
  senders?: Senders,
): Plan {
  const project = new Project(repository);
  const ignores = new Ignores((path) => repository.read(path), new IgnoreRules(repository, options.ignore));
  for (const path of candidates) if (repository.frontEndFor(path)) project.model(path);
  const configs = candidates.flatMap((path) => repository.config(path) ?? []);
  const readers = configReaders(repository.root, configs, options, vetoed, ignores, (path, files, code) => {
    // The sources of an app and its build files stand around `src`.
    const source = path.search(/(?<=^|\/)src\//);
    const app = path.slice(0, source === -1 ? path.lastIndexOf('/') + 1 : source);
    const isInApp = (one: string) => one.startsWith(app) && files.test(one);
    return repository.listing.files.find((one) => isInApp(one) && code.test(repository.read(one) ?? ''));
  });
  const texts = candidates.map((path) => ({ path, text: repository.read(path) ?? '' }));
  const ignored = ignoredNames(texts, ignores);
  const unread = unreadNames(repository, candidates, project, mentions, readers, options.from);
  for (const [name, places] of ignored)
    if (options.from.names(name)) push(unread, name, ...places.map(({ path }) => path));
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
    ignores,
    ignoredNames: ignored,
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

/** Variables that something reads which no front end reads, or which does not move → where. */
function unreadNames(
  repository: Repository,
  candidates: readonly string[],
  project: Project,
  mentions: ReadonlyMap<string, Mentions>,
  readers: ConfigReaders,
  from: Service,
): Map<string, string[]> {
  const unread = new Map<string, string[]>();
  const add = (name: string, ...paths: readonly string[]) => push(unread, name, ...paths);
  for (const [path, { variables }] of mentions) for (const name of variables) add(name, path);
  // What a file reads that does not parse is not known either.
  for (const path of candidates) {
    const isUnread = repository.frontEndFor(path) && !project.models.has(path);
    const text = isUnread ? repository.read(path) : undefined;
    if (text !== undefined) for (const name of mentionsIn(path, text, from).variables) add(name, path);
  }
  for (const [name, paths] of readers.stays) add(name, ...paths);
  return unread;
}

/** A text for people with markup, or a file that no front end reads and that is no program. */
function isDocument(path: string, repository: Repository): boolean {
  if (isMarkdown(path) || isMarkup(path) || isAllowListFile(path)) return true;
  if (fileKind(path) !== 'text' || isProse(path) || isProgram(path) || repository.isGenerated(path)) return false;
  if (isOwnConfig(path) || repository.recordingForm(path)) return false;
  return repository.config(path) === undefined && repository.configFailure(path) === undefined;
}
