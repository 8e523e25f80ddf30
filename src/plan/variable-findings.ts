import { isConnection } from '../catalog/variables.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { Span } from '../ir.js';
import type { Site } from '../link/origins.js';
import { note } from './finding.js';
import type { Covered } from './loose.js';
import { placeOf } from './loose.js';
import { nearestStayer } from './nearest-stayer.js';
import { keyOf } from './sites.js';
import type { Finding, PlanOptions } from './types.js';
import type { Variable, Variables } from './variables.js';

/** Reads of OpenAI's variables that were not renamed: who still needs them, or that nobody knows. */
export function variableFindings(variables: Variables, covered: Covered, options: PlanOptions): Finding[] {
  return variables.all.flatMap((variable) => [
    ...(variable.mode === 'stay' ? [] : variable.spelledAt).map(({ model, span }) =>
      note('variable', model.path, span, 'review', 'name-spelled', variable.to),
    ),
    ...(variable.mode === 'add' ? variable.packages : []).map(({ name, model, span }) =>
      note('variable', model.path, span, 'keep', 'package-reads', `${name} may read ${variable.name}`),
    ),
    ...variable.sites.flatMap((site) => {
      const { path } = site.model;
      if (covered(path, site.span) || isToldElsewhere(site, variable)) return [];
      if (isTestPath(path)) return [note('variable', path, site.span, 'keep', 'test')];
      const stayer = nearestStayer(variable, path);
      if (stayer)
        return stayer.verdict === 'review'
          ? [note('variable', path, site.span, 'review', 'unit-review', placeOf(stayer))]
          : [note('variable', path, site.span, 'keep', 'stays-with-unit', placeOf(stayer))];
      if (variable.isMoved) return [note('variable', path, site.span, 'keep', 'already-moved')];
      if (variable.mode === 'add') {
        const isHandedOn = variable.handedOn.some((one) => keyOf(one) === keyOf(site));
        return isHandedOn
          ? [note('variable', path, site.span, 'review', 'loose-variable', variable.to)]
          : [note('variable', path, site.span, 'keep', 'other-reader', variable.name)];
      }
      if (variable.roles.size > 0) return [note('variable', path, site.span, 'keep', 'name-stays', variable.name)];
      if (!isConnection(variable.name.toUpperCase()))
        return [note('variable', path, site.span, 'keep', 'no-connection', variable.name)];
      return [looseVariable(path, site.span, variable.name, options)];
    }),
  ]);
}

/** A variable of OpenAI's that something reads of which nothing is known. */
export function looseVariable(path: string, span: Span, name: string, options: PlanOptions): Finding {
  return options.env === 'keep'
    ? note('variable', path, span, 'review', 'loose-value', name)
    : note('variable', path, span, 'review', 'loose-variable', options.from.renamed(name, options.profile));
}

/** One of several names that are one variable's: the first of them is told for all, unless another one changes. */
function isToldElsewhere(site: Site, { name, to, movedSites }: Variable): boolean {
  const isMoved = to !== name && movedSites.some((one) => keyOf(one) === keyOf(site));
  return site.part !== undefined && (site.part > 0 || isMoved);
}
