import type { CallNode, SourceModel, StringNode } from '../src/ir.js';
import type { Resolver } from '../src/link/resolve.js';
import { inOrder, named } from '../src/names.js';
import { modelOutcome } from '../src/plan/model-map.js';
import { type NamesContext, type NamesTransform, rewrite } from '../src/plan/transform.js';
import type { Finding, PlanOptions } from '../src/plan/types.js';
import { rawOf, withTargetHost } from '../src/plan/urls.js';
import type { Variable } from '../src/plan/variables.js';
import { isWithin } from '../src/spans.js';

/**
 * A variable that something which moves reads may be given its default at another read of it, in a table of defaults
 * say: that default has to move with it.
 */
export const setDefault: NamesTransform = {
  id: 'set-default',
  apply({ linked, variables, options, moves }: NamesContext): Finding[] {
    const done = new Set(moves.flatMap(({ edits }) => (edits ?? []).map(({ path, start }) => `${path}\0${start}`)));
    const wanted = new Set(
      variables.all.filter(
        ({ roles, stayers }) => stayers.length === 0 && (roles.has('model') || roles.has('baseUrl')),
      ),
    );
    const findings: Finding[] = [];
    for (const model of wanted.size > 0 ? linked.project.models.values() : [])
      for (const call of callsHanded(model, (name) => variables.find(name, model.path) !== undefined)) {
        const [first] = call.arguments;
        const variable = first?.value.kind === 'string' ? variables.find(first.value.value, model.path) : undefined;
        for (const node of variable && wanted.has(variable) ? defaultsOf(linked.resolver, call, variable) : []) {
          const text = variable && moved(node, variable, options);
          if (text === undefined || done.has(`${node.model.path}\0${node.inner.start}`)) continue;
          const edit = { ...node.inner, text };
          findings.push(rewrite(this.id, undefined, node.model, node, [edit], 'value-replaced', text));
        }
      }
    return findings;
  },
};

/** Calls with such a text. */
function callsHanded(model: SourceModel, isWanted: (text: string) => boolean): CallNode[] {
  const texts = named(model, 'strings', isWanted);
  return inOrder(
    model,
    texts.flatMap(({ use }) => (use?.as === 'argument' ? use.call : [])),
  );
}

/** Texts in the call itself that it gives where the variable is not set. */
function defaultsOf(resolver: Resolver, call: CallNode, variable: Variable): StringNode[] {
  const origins = resolver.at(call, []);
  if (!origins.some((o) => o.kind === 'environment' && o.name === variable.name)) return [];
  return origins.flatMap((o) =>
    o.kind === 'string' && o.node.model === call.model && isWithin(o.node, call) ? [o.node] : [],
  );
}

function moved(node: StringNode, { roles, modelForm }: Variable, options: PlanOptions): string | undefined {
  if (roles.has('baseUrl')) return withTargetHost(rawOf(node), options);
  const outcome = modelOutcome(node.value, options, modelForm);
  return outcome.kind === 'map' && outcome.to !== node.value ? outcome.to : undefined;
}
