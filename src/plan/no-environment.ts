import { posix } from 'node:path';
import { flowFacts } from '../catalog/flow.js';
import { foldersOf } from '../discover/folders-of.js';
import type { Expression, SourceModel } from '../ir.js';
import type { Project } from '../link/project.js';
import { named } from '../names.js';

/** What a page itself loads. */
const LOADED = /^(?:\.{0,2}\/|https?:)/;

/**
 * Whether a file runs in a page, an extension or on a platform where there is no environment, and reads no variable: a client in it is
 * told so, a file around it says so, or it speaks to the browser as it is written, and takes nothing of a package, which somebody would
 * have to bundle.
 */
export function hasNoEnvironment(model: SourceModel, project: Project): boolean {
  const { pageGlobals = [], pageOptions = [], environment } = flowFacts(model.language);
  const roots = environment.flatMap(({ root }) => root ?? []);
  if (roots.some((root) => root.includes('.') && model.text.includes(root))) return false;
  if (model.expressions.some((one) => isGlobal(one, roots))) return false;
  if (model.isOfPage) return true;
  if (named(model, 'objects', (key) => pageOptions.includes(key)).length > 0) return true;
  const isOfPackage = model.layout.imports.some(({ specifier }) => !LOADED.test(specifier));
  const isBare = !isOfPackage && !model.expressions.some(({ kind }) => kind === 'module');
  const isOfPage = (one: Expression) => one.kind === 'member' && isGlobal(one.object, pageGlobals);
  return isToldBeside(model, isBare, project) || (isBare && model.expressions.some(isOfPage));
}

/** Whether a file that configures a platform says so, nearer than the manifest of another program. */
function isToldBeside({ language, path, layout }: SourceModel, isBare: boolean, { host }: Project): boolean {
  const { withoutEnvironment = [] } = flowFacts(language);
  const isBuiltIn = host.frontEndFor(path)?.isBuiltIn ?? (() => false);
  // What the platform lacks is taken by a script that is run on somebody's machine.
  if (withoutEnvironment.length === 0 || layout.imports.some(({ specifier }) => isBuiltIn(specifier))) return false;
  for (const folder of foldersOf(path)) {
    const texts = (names: readonly string[]) => names.flatMap((name) => host.read(posix.join(folder, name)) ?? []);
    const told = withoutEnvironment.find(({ names, holds = '' }) => texts(names).some((text) => text.includes(holds)));
    if (told)
      return (isBare || told.isWhole === true) && !texts(told.names).some((text) => text.includes(told.unless ?? '\0'));
    if (host.has(posix.join(folder, 'package.json'))) return false;
  }
  return false;
}

function isGlobal(one: Expression, names: readonly string[]): boolean {
  return one.kind === 'reference' && one.binding === undefined && names.includes(one.name);
}
