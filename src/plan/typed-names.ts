import { flowFacts } from '../catalog/flow.js';
import type { StringNode } from '../ir.js';
import { argumentFor, takes } from '../link/call-sites.js';
import type { Linked } from '../link/link.js';

/**
 * The type of what a package's name for a text is given to, or given as, which would not take the text: `ask(ModelName.GPT_4O)`.
 * Undefined where either goes.
 */
export function typeOfNameTaken({ resolver }: Linked, { isNamed, use, model }: StringNode): string | undefined {
  const { namesAreTyped, texts } = flowFacts(model.language);
  if (!namesAreTyped || !isNamed) return undefined;
  if (use?.as === 'returned') {
    const [given] = use.from.type?.names ?? [];
    return given !== undefined && !texts.types.includes(given) ? given : undefined;
  }
  if (use?.as !== 'argument' || use.call.isBuilt) return undefined;
  const { call, argument } = use;
  for (const origin of resolver.at(call.callee, [])) {
    const called =
      origin.kind === 'function'
        ? origin.node
        : origin.kind === 'class'
          ? resolver.constructorOf(origin.node, call)
          : undefined;
    const taking = called && takes(called, call) ? called.parameters : [];
    const [type] = taking.find((one) => argumentFor(call, one)?.value === argument.value)?.type?.names ?? [];
    if (type !== undefined && !texts.types.includes(type)) return type;
  }
  return undefined;
}
