import type { Service } from '../catalog/service.js';
import { isConnection } from '../catalog/variables.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { StringNode } from '../ir.js';
import type { Linked } from '../link/link.js';
import { isWithin } from '../spans.js';
import { note } from './finding.js';
import { type Covered, placeOf } from './loose.js';
import { nearestStayer } from './nearest-stayer.js';
import { onlyShows } from './only-shows.js';
import { OwnNames } from './own-names.js';
import { keyOf } from './sites.js';
import type { Finding, PlanOptions, Unit } from './types.js';
import { looseVariable } from './variable-findings.js';
import { variableTexts } from './variable-texts.js';
import type { Variable, Variables } from './variables.js';

/**
 * Texts that are the name of a variable which does not change for all, and that nothing is known to read:
 * `ensureKey("OPENAI_API_KEY")` in code that is not followed. Where it does, `rename-variable` has them.
 */
export function spelledVariables(
  linked: Linked,
  units: readonly Unit[],
  variables: Variables,
  covered: Covered,
  options: PlanOptions,
): Finding[] {
  const spoken = new Set(
    variables.all.flatMap(({ mode, sites, spelledAt }) => [...sites, ...(mode === 'stay' ? [] : spelledAt)].map(keyOf)),
  );
  const own = new OwnNames(linked, ({ path }, span) => covered(path, span));
  const isUnspoken = ({ model, inner }: StringNode) =>
    !covered(model.path, inner) && !spoken.has(keyOf({ model, span: inner, form: 'text' }));
  const unitAround = ({ model, start, end }: StringNode) =>
    units.find(({ call, verdict }) => verdict !== 'migrate' && call?.model === model && isWithin({ start, end }, call));
  return [...linked.project.models.values()]
    .filter(({ path }) => !isTestPath(path))
    .flatMap((model) => variableTexts(model, options.from))
    .filter((node) => isHandedOn(node) && isUnspoken(node) && !own.areAsked(node))
    .flatMap((node) => {
      const variable = variables.find(node.value, node.model.path);
      if (node.use?.as === 'argument' && onlyShows(linked, node.use.call))
        return [note('variable', node.model.path, node.inner, 'keep', 'message')];
      return said(node, variable, unitAround(node), options);
    });
}

/** A name is asked for by what gets it. A key is that of a mapping, and what is compared or documented is not asked for. */
function isHandedOn({ use }: StringNode): boolean {
  return use?.as === 'argument' || use?.as === 'item' || use?.as === 'entry' || use?.as === 'definition';
}

function said(
  { value, inner, model: { path } }: StringNode,
  variable: Variable | undefined,
  around: Unit | undefined,
  options: PlanOptions,
): Finding[] {
  if (variable?.mode === 'rename') return [];
  if (variable?.mode === 'add') return [note('variable', path, inner, 'review', 'name-spelled', variable.to)];
  const stayer = around ?? (variable && nearestStayer(variable, path));
  if (stayer?.verdict === 'keep') return [note('variable', path, inner, 'keep', 'stays-with-unit', placeOf(stayer))];
  if (stayer) return [note('variable', path, inner, 'review', 'unit-review', placeOf(stayer))];
  if (variable && variable.roles.size > 0) return [note('variable', path, inner, 'keep', 'name-stays', value)];
  if (variable ? !isConnection(value) : !isOfSdks(value, options.from)) return [];
  return [looseVariable(path, inner, value, options)];
}

/** Other names may be what a program calls something of its own, such as a token by which it is injected, or a setting. */
function isOfSdks(name: string, { profile: { variables, otherNames } }: Service): boolean {
  const { apiKey, baseUrl } = variables;
  return [apiKey, baseUrl, ...(otherNames?.apiKey ?? []), ...(otherNames?.baseUrl ?? [])].includes(name);
}
