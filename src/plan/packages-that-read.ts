import { type ByDefault, SDKS } from '../catalog/sdk.js';
import type { Service } from '../catalog/service.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { CallNode, SourceModel, Span } from '../ir.js';
import { importedBy } from '../link/imported-by.js';
import type { Linked } from '../link/link.js';
import { only } from '../link/origins.js';
import type { Project } from '../link/project.js';
import { named } from '../names.js';
import { understoodPackages } from './understood-packages.js';

/** A package that may read the service's own variables by itself, and ask it. */
export interface PackageThatReads {
  name: string;
  /** Where it is used. */
  model: SourceModel;
  span: Span;
}

/**
 * A package in no catalog that has the service in its name, and what a package of the catalog asks by default: LlamaIndex embeds with
 * OpenAI where nobody sets an embedder. Only the service that SDKs ask by themselves is read for so.
 */
export function packagesThatRead(linked: Linked, from: Service): PackageThatReads[] {
  if (!from.profile.isDefaultOfSdks) return [];
  const models = [...linked.project.models.values()].filter(({ path }) => !isTestPath(path));
  const isSet = settingsOf(models);
  return models.flatMap((model) => [
    ...strangePackages(linked.project, model, from),
    ...askingByDefault(linked, model, isSet),
  ]);
}

function strangePackages(project: Project, model: SourceModel, from: Service): PackageThatReads[] {
  const strange = new Map<string, string>();
  const specifiers = [...importedBy(model)].filter((specifier) => from.word.test(specifier));
  const isUnderstood = understoodPackages(project, model);
  for (const specifier of specifiers) {
    const target = project.target(model, specifier);
    if (target && 'package' in target && !isUnderstood(target.package)) strange.set(specifier, target.package);
  }
  return [...strange].flatMap(([specifier, name]) => {
    const isIt = (one: string) => one === specifier;
    const loaded = named(model, 'modules', isIt).map((span) => ({ name, model, span }));
    return [...loaded, ...callsOf(model, isIt).map(({ callee }) => ({ name, model, span: callee }))];
  });
}

const ASKING = SDKS.filter(({ byDefault }) => byDefault);

function askingByDefault(
  { resolver }: Linked,
  model: SourceModel,
  isSet: (name: string) => boolean,
): PackageThatReads[] {
  const asking = ASKING.filter(({ language }) => language === model.language);
  const isAsking = (specifier: string) =>
    asking.some(({ packages }) => packages.some((one) => specifier === one || specifier.startsWith(`${one}.`)));
  if (![...importedBy(model)].some(isAsking)) return [];
  return callsOf(model, isAsking).flatMap(({ callee }) =>
    only(resolver.at(callee, []), 'external').flatMap((origin) => {
      const facts = asking.filter(({ packages }) => packages.includes(origin.package));
      const asks = facts.flatMap(({ byDefault = [] }) => byDefault);
      return asks.some((one) => isMade(one, origin.path.join('.')) && !isSet(one.unless))
        ? [{ name: origin.package, model, span: callee }]
        : [];
    }),
  );
}

function isMade({ exports }: ByDefault, path: string): boolean {
  return exports.some((one) => path === one || path.startsWith(`${one}.`));
}

/** Calls of what is imported from such modules. */
function callsOf(model: SourceModel, isWanted: (specifier: string) => boolean): CallNode[] {
  return [...named(model, 'importedCalls', isWanted), ...named(model, 'importedMemberCalls', isWanted)];
}

/** Whether a program sets something of that name: by an assignment, an argument or an option. */
function settingsOf(models: readonly SourceModel[]): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const isName = (one: string) => one === name;
    const isIn = (model: SourceModel) =>
      (['assignments', 'keywordCalls', 'objects'] as const).some((table) => named(model, table, isName).length > 0);
    const answer = known.get(name) ?? models.some(isIn);
    known.set(name, answer);
    return answer;
  };
}
