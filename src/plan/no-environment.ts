import { flowFacts } from '../catalog/flow.js';
import type { Expression, SourceModel } from '../ir.js';

/** What a page itself loads. */
const LOADED = /^(?:\.{0,2}\/|https?:)/;

/**
 * Whether a file runs in a page or an extension as it is written, where there is no environment: it speaks to the browser, takes
 * nothing of a package, which somebody would have to bundle, and reads no variable.
 */
export function hasNoEnvironment(model: SourceModel): boolean {
  const { pageGlobals = [], environment } = flowFacts(model.language);
  if (pageGlobals.length === 0 || model.layout.imports.some(({ specifier }) => !LOADED.test(specifier))) return false;
  const roots = environment.flatMap(({ root }) => root ?? []);
  if (roots.some((root) => root.includes('.') && model.text.includes(root))) return false;
  const isElsewhere = (one: Expression) => one.kind === 'module' || isGlobal(one, roots);
  const isOfPage = (one: Expression) => one.kind === 'member' && isGlobal(one.object, pageGlobals);
  return model.expressions.some(isOfPage) && !model.expressions.some(isElsewhere);
}

function isGlobal(one: Expression, names: readonly string[]): boolean {
  return one.kind === 'reference' && one.binding === undefined && names.includes(one.name);
}
