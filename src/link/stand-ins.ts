import { flowFacts, saidOf } from '../catalog/flow.js';
import { ANY, type CallNode, type Expression, type FunctionNode, type ObjectNode } from '../ir.js';

/**
 * The calls whose result stands for what a method of their handlers reads of something else, by whatever name: `new Proxy({}, { get: (_, name)
 * => client()[name] })` is the client, which is made when it is first asked for.
 */
export function standInsBy({ use, model }: FunctionNode): CallNode[] {
  const { standIns } = flowFacts(model.language);
  if (use?.as !== 'entry' || !standIns) return [];
  return [use.object, ...namesOf(use.object)].flatMap((handlers) => {
    if (handlers.use?.as !== 'argument') return [];
    const { call, argument } = handlers.use;
    const { callee } = call;
    const fact = callee.kind === 'reference' && !callee.binding ? saidOf(standIns, callee.name) : undefined;
    return fact && use.entry.key === fact.method && call.arguments[fact.handlers] === argument ? [call] : [];
  });
}

function namesOf({ use }: ObjectNode): Expression[] {
  return use?.as === 'definition' ? use.targets.flatMap(({ binding }) => binding.references) : [];
}

/** What was walked to the value that the method gives, without the name that it was asked for. */
export function walkedToOriginal(walked: readonly string[]): string[] {
  return walked.at(-1) === ANY ? walked.slice(0, -1) : [...walked];
}
