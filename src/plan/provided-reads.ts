import { flowFacts } from '../catalog/flow.js';
import type { CallNode, Expression } from '../ir.js';
import type { Linked } from '../link/link.js';
import { dottedName, only } from '../link/origins.js';
import { named } from '../names.js';

/** The places that read a client of which a container is told how it is made: `singleton(Client::class, fn () => OpenAI::client($key))`. */
export function providedReads(linked: Linked, made: CallNode): Expression[] {
  const { project, resolver } = linked;
  return (flowFacts(made.model.language).serviceContainers ?? []).flatMap(({ register, give }) =>
    register
      .flatMap((method) => project.calls.get(method))
      .filter(({ arguments: [, giving] }) => {
        const results = giving?.value.kind === 'function' ? giving.value.returns : [];
        return results.some((one) => only(resolver.at(one, []), 'external').some(({ calls }) => calls.includes(made)));
      })
      .flatMap(({ arguments: [token] }) => (token ? tokensOf(linked, token.value) : []))
      .flatMap((token) => readsOf(linked, token, give)),
  );
}

/** The places that read what a framework makes itself, by the names of its types and by texts. */
export function injectedReads(linked: Linked, language: string, tokens: readonly string[]): Expression[] {
  const give = (flowFacts(language).serviceContainers ?? []).flatMap((one) => one.give);
  return tokens.flatMap((token) => readsOf(linked, token, give));
}

function tokensOf({ resolver }: Linked, token: Expression): string[] {
  return resolver.at(token, []).flatMap((one) => {
    if (one.kind === 'string') return [one.node.value];
    return one.kind === 'external' ? [dottedName(one)] : [];
  });
}

function readsOf(linked: Linked, token: string, give: readonly string[]): Expression[] {
  const asked = give
    .flatMap((name) => linked.project.calls.get(name))
    .filter(({ arguments: [first] }) => first !== undefined && tokensOf(linked, first.value).includes(token));
  return [...asked, ...typedReads(linked, token)];
}

/** What is declared to be of the type: a parameter, and so the property that it is kept in. */
function typedReads({ project, resolver }: Linked, type: string): Expression[] {
  const name = type.slice(type.lastIndexOf('.') + 1);
  return project.parametersOf(name).flatMap(({ targets }) =>
    targets.flatMap(({ binding, path }) => {
      const [declared] = named(binding.model, 'bindings', (one) => one === name);
      const [first] = declared?.references ?? [];
      const isMeant = first && only(resolver.briefly(first), 'external').some((one) => dottedName(one) === type);
      return isMeant && path.length === 0 ? binding.references : [];
    }),
  );
}
