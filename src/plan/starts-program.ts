import { flowFacts } from '../catalog/flow.js';
import type { CallNode, Expression } from '../ir.js';
import type { Linked } from '../link/link.js';
import { only } from '../link/origins.js';

/** Whether a text is a command, or a part of one, with which another program is started. */
export function isOfCommand(text: Expression, linked: Linked): boolean {
  const { use } = text;
  if (use?.as === 'part') return isOfCommand(use.template, linked);
  if (use?.as === 'item') return isOfCommand(use.list, linked);
  return use?.as === 'argument' && startsProgram(use.call, linked);
}

function startsProgram({ callee, model }: CallNode, { resolver }: Linked): boolean {
  const { programStarters = [] } = flowFacts(model.language);
  return only(resolver.at(callee, []), 'external').some((origin) =>
    programStarters.some(
      ({ packages, exports }) =>
        packages.includes(origin.package) && (exports === undefined || exports.includes(origin.path.join('.'))),
    ),
  );
}
