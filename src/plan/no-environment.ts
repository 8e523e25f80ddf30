import { flowFacts } from '../catalog/flow.js';
import type { Expression, SourceModel } from '../ir.js';
import { named } from '../names.js';

/** What a page itself loads. */
const LOADED = /^(?:\.{0,2}\/|https?:)/;

/**
 * Whether a file runs in a page or an extension, where there is no environment, and reads no variable: a client in it is told so, or it
 * speaks to the browser as it is written, and takes nothing of a package, which somebody would have to bundle.
 */
export function hasNoEnvironment(model: SourceModel): boolean {
  const { pageGlobals = [], pageOptions = [], environment } = flowFacts(model.language);
  const roots = environment.flatMap(({ root }) => root ?? []);
  if (roots.some((root) => root.includes('.') && model.text.includes(root))) return false;
  const isReadByName = model.expressions.some((one) => isGlobal(one, roots));
  if (!isReadByName && named(model, 'objects', (key) => pageOptions.includes(key)).length > 0) return true;
  if (pageGlobals.length === 0 || model.layout.imports.some(({ specifier }) => !LOADED.test(specifier))) return false;
  const isOfPage = (one: Expression) => one.kind === 'member' && isGlobal(one.object, pageGlobals);
  return !isReadByName && model.expressions.some(isOfPage) && !model.expressions.some(({ kind }) => kind === 'module');
}

function isGlobal(one: Expression, names: readonly string[]): boolean {
  return one.kind === 'reference' && one.binding === undefined && names.includes(one.name);
}
