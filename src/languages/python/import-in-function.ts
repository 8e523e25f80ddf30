import type { Binding, FunctionNode, SourceModel } from '../../ir.js';
import { lineStart } from '../../text-position.js';
import { eolOf, indentOf } from '../style.js';
import { type Insertion, insertionAt } from '../writer.js';

/**
 * Where code at the offset has to import a module by itself: in a function that imports all that it uses, and so may be run away from
 * its file (a component of Kubeflow, a task of Airflow in an environment of its own, a function that is stored as text). Empty where
 * the function imports the module there already, undefined where the file's imports are the function's.
 */
export function importInFunction(model: SourceModel, module: string, at: number): Insertion[] | undefined {
  const around = outermostFunction(model, at);
  if (!around || usesItsFile(model, around)) return undefined;
  const own = importsIn(model, around, at);
  if (own.some((one) => one.name === module)) return [];
  const [first] = own;
  if (!first) return undefined;
  const { text } = model;
  const start = lineStart(text, first.start);
  const indent = indentOf(text, start);
  if (!isOnTheWay(text.slice(start, at), indent)) return undefined;
  return [insertionAt(start + indent.length, `import ${module}${eolOf(text, start)}${indent}`)];
}

/** A decorator may have a function run elsewhere; one without is run where its file is. */
export function isDecorated(model: SourceModel, at: number): boolean {
  return (outermostFunction(model, at)?.decorators ?? []).length > 0;
}

function outermostFunction(model: SourceModel, at: number): FunctionNode | undefined {
  const around = model.expressions.flatMap((one) =>
    one.kind === 'function' && one.start <= at && at < one.end ? [one] : [],
  );
  return around.sort((a, b) => a.start - b.start)[0];
}

/** Whether the function reads a name that its file gives it. */
function usesItsFile(model: SourceModel, { start, end }: FunctionNode): boolean {
  return model.bindings.some(
    ({ isTopLevel, references }) => isTopLevel && references.some((one) => start <= one.start && one.end <= end),
  );
}

/** The names that the function imports above the offset, in order. */
function importsIn(model: SourceModel, { start, end }: FunctionNode, at: number): Binding[] {
  return model.bindings
    .filter((one) => !one.isTopLevel && start <= one.start && one.end <= end && one.start < at)
    .filter(({ definitions }) => definitions.every(({ from }) => from === 'import'))
    .sort((a, b) => a.start - b.start);
}

/** Whether the code begins with a statement of imports that has always run when its end is reached. */
function isOnTheWay(code: string, indent: string): boolean {
  if (!/^[ \t]*(?:from[ \t]+[\w.]+[ \t]+)?import\b/.test(code)) return false;
  return code.split('\n').every((line) => line.trim() === '' || line.startsWith(indent) || /^[ \t]*[)#]/.test(line));
}
