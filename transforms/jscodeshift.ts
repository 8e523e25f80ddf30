import { PROFILES } from '../src/catalog/profile.js';
import { sdksFor } from '../src/catalog/sdk.js';
import { serviceOf } from '../src/catalog/service.js';
import { targetOf } from '../src/catalog/target.js';
import { fileKind } from '../src/discover/file-kinds.js';
import { applyEdits } from '../src/edit/apply-edits.js';
import { Ignores } from '../src/ignore/ignores.js';
import { component } from '../src/languages/component/index.js';
import { SyntaxFailure } from '../src/languages/front-end.js';
import { javascript } from '../src/languages/javascript/index.js';
import { link } from '../src/link/link.js';
import { Project } from '../src/link/project.js';
import { ignoredNames } from '../src/plan/ignored-names.js';
import { passesThrough } from '../src/plan/passes-through.js';
import { makePlan } from '../src/plan/plan.js';
import { NAMES_TRANSFORMS, TRANSFORMS } from './index.js';

/** Options as jscodeshift passes them from its own command line (`--model=…`). */
export interface TransformOptions {
  profile?: string;
  model?: string;
  env?: 'rename' | 'keep';
  responses?: 'chat' | 'keep';
}

/**
 * The rewrite of one file as a standard jscodeshift transform. It sees that file alone: what comes from another file
 * counts as unknown, and is left. Gives the new text, or undefined when nothing changes.
 */
export default function transform(
  file: { path: string; source: string },
  _api: unknown,
  options: TransformOptions = {},
): string | undefined {
  const profile = PROFILES[options.profile ?? 'holysheep'];
  const kind = fileKind(file.path);
  if ((kind !== 'javascript' && kind !== 'component') || !profile) return undefined;
  const frontEnd = kind === 'component' ? component : javascript;
  const project = new Project({
    has: () => false,
    mayBeInstalled: () => true,
    isRequired: () => false,
    named: () => [],
    inFolder: () => [],
    read: () => undefined,
    isCatalogued: (language, specifier) => sdksFor(language, specifier).length > 0,
    isSharedName: () => false,
    isCommon: () => false,
    frontEndFor: () => frontEnd,
    load: () => undefined,
    data: () => undefined,
    importersOf: () => [],
    mayImport: () => true,
    holding: () => [],
    spelledIn: () => [],
  });
  try {
    project.add(frontEnd.parse(file.path, file.source));
  } catch (error) {
    if (error instanceof SyntaxFailure) return undefined;
    throw error;
  }
  const ignores = new Ignores((path) => (path === file.path ? file.source : undefined));
  const names = ignoredNames([{ path: file.path, text: file.source }], ignores);
  const { findings } = makePlan({
    linked: link(project, passesThrough),
    configs: [],
    documents: [],
    recordings: [],
    readers: {
      requests: [],
      stays: new Map(),
      foreign: new Map(),
      foreignFiles: new Map(),
      spelled: new Map(),
      guards: new Map(),
      asked: new Map(),
      clients: [],
      settings: { all: [], at: () => undefined, any: () => undefined },
      inLowerCase: [],
      handedOn: [],
      isOwn: () => false,
    },
    unread: new Map([...names].map(([name, places]) => [name, places.map(({ path }) => path)])),
    options: {
      from: serviceOf('openai'),
      profile: targetOf(profile, options),
      env: options.env ?? 'rename',
      modelMap: [],
      responses: options.responses ?? 'keep',
    },
    ignores,
    ignoredNames: names,
    transforms: TRANSFORMS,
    namesTransforms: NAMES_TRANSFORMS,
    writer: () => frontEnd.writer,
    vetoed: new Map(),
  });
  const edits = findings.flatMap((finding) => finding.edits ?? []);
  return edits.length === 0 ? undefined : applyEdits(file.source, edits);
}
