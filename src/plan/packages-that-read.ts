import type { Service } from '../catalog/service.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { CallNode, SourceModel, Span } from '../ir.js';
import { importedBy } from '../link/imported-by.js';
import type { Linked } from '../link/link.js';
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

/** Packages in no catalog that have the service in their name. Only that which SDKs ask by themselves is read for so. */
export function packagesThatRead({ project }: Linked, from: Service): PackageThatReads[] {
  if (!from.profile.isDefaultOfSdks) return [];
  const models = [...project.models.values()].filter(({ path }) => !isTestPath(path));
  return models.flatMap((model) => strangePackages(project, model, from));
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

/** Calls of what is imported from such modules. */
function callsOf(model: SourceModel, isWanted: (specifier: string) => boolean): CallNode[] {
  return [...named(model, 'importedCalls', isWanted), ...named(model, 'importedMemberCalls', isWanted)];
}
