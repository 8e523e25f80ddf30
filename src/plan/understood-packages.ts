import { flowFacts } from '../catalog/flow.js';
import { isHttpPackage } from '../catalog/http.js';
import { sdksFor } from '../catalog/sdk.js';
import type { SourceModel } from '../ir.js';
import type { Project } from '../link/project.js';

/**
 * Packages of which it is known whether they ask a service: what the catalogs have does as they say. What comes with the language, and
 * what only shows, hands around or writes what it is given, asks none by itself.
 */
export function understoodPackages({ host }: Project, { language, path }: SourceModel): (name: string) => boolean {
  const { quietPackages = [], commandLinePackages = [] } = flowFacts(language);
  const quiet = [...commandLinePackages, ...quietPackages.flatMap(({ packages }) => packages)];
  const isBuiltIn = host.frontEndFor(path)?.isBuiltIn ?? (() => false);
  return (name) =>
    isBuiltIn(name) ||
    quiet.some((one) => name === one || name.startsWith(`${one}/`) || name.startsWith(`${one}.`)) ||
    sdksFor(language, name).length > 0 ||
    isHttpPackage(language, name);
}
