import type { Expression, SourceModel, StringNode } from '../src/ir.js';
import type { Linked } from '../src/link/link.js';
import type { Origin } from '../src/link/origins.js';
import { declaredDefaults } from '../src/link/schemas.js';
import { inOrder, named } from '../src/names.js';
import { modelOutcome } from '../src/plan/model-map.js';
import { hasSite } from '../src/plan/sites.js';
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
    for (const model of wanted.size > 0 ? linked.project.models.values() : []) {
      const find = (name: string) => {
        const variable = variables.find(name, model.path);
        return variable && wanted.has(variable) ? variable : undefined;
      };
      for (const { node, variable } of [...inCalls(model, find, linked), ...inSchemas(model, find, linked)]) {
        const text = moved(node, variable, options);
        if (text === undefined || done.has(`${node.model.path}\0${node.inner.start}`)) continue;
        const edit = { ...node.inner, text };
        findings.push(rewrite(this.id, undefined, node.model, node, [edit], 'value-replaced', text));
      }
    }
    return findings;
  },
};

interface Default {
  node: StringNode;
  variable: Variable;
}
type Find = (name: string) => Variable | undefined;

/** Of calls that read it: `config.get('OPENAI_MODEL', 'gpt-4o')`. */
function inCalls(model: SourceModel, find: Find, { resolver }: Linked): Default[] {
  const texts = named(model, 'strings', (text) => find(text) !== undefined);
  const calls = inOrder(
    model,
    texts.flatMap(({ use }) => (use?.as === 'argument' ? use.call : [])),
  );
  return calls.flatMap((call) => {
    const [first] = call.arguments;
    const variable = first?.value.kind === 'string' ? find(first.value.value) : undefined;
    const origins = variable ? resolver.at(call, []) : [];
    if (!variable || !origins.some((o) => o.kind === 'environment' && o.name === variable.name)) return [];
    return textsIn(call, origins).map((node) => ({ node, variable }));
  });
}

/** Of a schema whose key is its name: what checks the environment may put the default there. */
function inSchemas(model: SourceModel, find: Find, { resolver }: Linked): Default[] {
  return named(model, 'objects', (key) => find(key) !== undefined).flatMap(({ entries }) =>
    entries.flatMap(({ key, keySpan, value }) => {
      const variable = key === undefined ? undefined : find(key);
      if (!variable || !keySpan || !hasSite(variable.sites, { model, span: keySpan, form: 'name' })) return [];
      return textsIn(value, declaredDefaults(resolver, value)).map((node) => ({ node, variable }));
    }),
  );
}

/** Those of the values that are texts in the node itself. */
function textsIn(around: Expression, values: readonly Origin[]): StringNode[] {
  return values.flatMap((o) =>
    o.kind === 'string' && o.node.model === around.model && isWithin(o.node, around) ? [o.node] : [],
  );
}

function moved(node: StringNode, { roles, modelForm }: Variable, options: PlanOptions): string | undefined {
  if (roles.has('baseUrl')) return withTargetHost(rawOf(node), options);
  const outcome = modelOutcome(node.value, options, modelForm);
  return outcome.kind === 'map' && outcome.to !== node.value ? outcome.to : undefined;
}
