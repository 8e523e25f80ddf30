import { flowFacts } from '../catalog/flow.js';
import type { Binding, CallNode, Expression, Parameter } from '../ir.js';
import { named } from '../names.js';
import { declaredDefault } from './declared-defaults.js';
import { type Origin, only, type Step } from './origins.js';
import type { Resolver } from './resolve.js';

/**
 * What a framework hands to a parameter, and nothing else: `settings = Depends(get_settings)`, `settings: Annotated[Settings,
 * Depends(get_settings)]`, or the same under a name for the type. Undefined for a parameter of another kind.
 */
export function injectedInto(
  resolver: Resolver,
  { model }: Binding,
  { fallback, type }: Parameter,
  path: readonly Step[],
  node: Expression,
): Origin[] | undefined {
  const facts = (flowFacts(model.language).fieldFunctions ?? []).filter(({ injects }) => injects);
  if (facts.length === 0 || (!fallback && !type)) return undefined;
  const isTheirs = (call: CallNode) =>
    only(resolver.at(call.callee, []), 'external').find(({ package: name, path: names }) =>
      facts.some((fact) => fact.package === name && fact.export === names.join('.')),
    );
  const written = [fallback, ...(type?.metadata ?? [])].filter(isCall);
  for (const call of written.length > 0 ? written : behindName(resolver, model, type?.names ?? [], node)) {
    const callee = isTheirs(call);
    if (callee) return declaredDefault(resolver, callee, call, path);
  }
  return undefined;
}

function isCall(node: Expression | undefined): node is CallNode {
  return node?.kind === 'call';
}

/** The calls in what the name of a type stands for: `Config = Annotated[Settings, Depends(get_settings)]`. */
function behindName(
  resolver: Resolver,
  model: Binding['model'],
  [name, ...others]: readonly string[],
  node: Expression,
): CallNode[] {
  if (name === undefined || others.length > 0) return [];
  return named(model, 'bindings', (one) => one === name)
    .flatMap((binding) => resolver.binding(binding, [], undefined, node))
    .flatMap((origin) => (origin.kind === 'unknown' && origin.node.kind === 'operation' ? origin.node.operands : []))
    .filter(isCall);
}
