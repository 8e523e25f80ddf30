import { flowFacts, type Handler } from '../catalog/flow.js';
import type { CallNode, Expression, FunctionNode, Parameter } from '../ir.js';
import { named } from '../names.js';
import { only } from './origins.js';
import type { Resolver } from './resolve.js';

/**
 * The type of what a platform or a framework hands to a function of the program, where no annotation says it: of `env`
 * in a Worker's `fetch(request, env)`, of `c` in `app.get('/', (c) => …)`. Undefined for a function of any other kind.
 */
export function handedType(resolver: Resolver, owner: FunctionNode, parameter: Parameter): string | undefined {
  const { handlers = [] } = flowFacts(owner.model.language);
  return handlers.find((one) => one.parameter === parameter.index && isHandler(resolver, owner, one))?.type;
}

function isHandler(resolver: Resolver, owner: FunctionNode, fact: Handler): boolean {
  if ('package' in fact) return callsTaking(owner).some((call) => isMethodOf(resolver, call, fact));
  if (fact.file !== undefined && !new RegExp(fact.file).test(owner.model.path)) return false;
  const { use } = owner;
  if (fact.method === undefined) return isExportedAs(owner, fact.export);
  return (
    use?.as === 'entry' && new RegExp(fact.method).test(use.entry.key ?? '') && isExportedAs(use.object, fact.export)
  );
}

/** Calls that are handed the function, in place or by its name. */
function callsTaking(owner: FunctionNode): CallNode[] {
  const targets = owner.use?.as === 'definition' ? owner.use.targets : [];
  const all: Expression[] = [owner, ...targets.flatMap(({ binding }) => binding.references)];
  return all.flatMap(({ use }) => (use?.as === 'argument' ? [use.call] : []));
}

function isMethodOf(resolver: Resolver, { callee }: CallNode, fact: Extract<Handler, { package: string }>): boolean {
  if (callee.kind !== 'member') return false;
  return only(resolver.at(callee.object, []), 'external').some(
    ({ package: name, path }) => name === fact.package && path.join('.').startsWith(fact.made),
  );
}

function isExportedAs(node: Expression, name: string): boolean {
  const isMeant = (one: string) => new RegExp(name).test(one);
  const { use, model } = node;
  if (use?.as === 'wrapped') return isExportedAs(use.wrapper, name);
  if (use?.as === 'exported') return isMeant(use.name);
  if (use?.as !== 'definition') return false;
  return use.targets.some(({ binding }) =>
    named(model, 'exports', isMeant).some((one) =>
      'binding' in one ? one.binding === binding : 'value' in one && isReferenceTo(one.value, binding),
    ),
  );
}

function isReferenceTo(node: Expression, binding: unknown): boolean {
  return node.kind === 'wrapper'
    ? isReferenceTo(node.value, binding)
    : node.kind === 'reference' && node.binding === binding;
}
