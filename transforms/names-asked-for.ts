import { flowFacts } from '../src/catalog/flow.js';
import { isOfParts } from '../src/catalog/variables.js';
import type { Expression, SourceModel, Span, StringNode } from '../src/ir.js';
import { ANY } from '../src/ir.js';
import type { Linked } from '../src/link/link.js';
import { only, walkedName } from '../src/link/origins.js';
import { named } from '../src/names.js';
import { keyOf } from '../src/plan/sites.js';
import type { Variable } from '../src/plan/variables.js';

/** A name in what asks whether it is there, and what takes its place. */
export interface AskedFor {
  model: SourceModel;
  span: Span;
  text: string;
  /** The whole name as far as it is spelled there. */
  to: string;
}

/**
 * `"openai_api_key" in os.environ`, `"openai" in st.secrets`, `"api_key" in st.secrets["openai"]`: who asks whether it is there means
 * what is read. Where the old name stays for others, that is so in a file that reads the new one only.
 */
export function namesAskedFor(variables: readonly Variable[], linked: Linked): AskedFor[] {
  const words = new Set(variables.flatMap(({ name }) => name.split('.')));
  const models = words.size > 0 ? [...linked.project.models.values()] : [];
  return models.flatMap((model) =>
    named(model, 'strings', (value) => words.has(value)).flatMap((text) => {
      const path = askedPath(text, linked);
      const isOf = ({ name }: Variable) => path?.every(({ name: part }, index) => name.split('.')[index] === part);
      const variable = path && variables.find((one) => isOf(one) && isMeantIn(model, one));
      if (!path || !variable) return [];
      const parts = variable.to.split('.');
      return path.flatMap(({ name, span }, index) => {
        const text = parts[index] ?? name;
        return text === name ? [] : [{ model, span, text, to: parts.slice(0, index + 1).join('.') }];
      });
    }),
  );
}

/** Other names that change for all do so in each text. */
function isMeantIn(model: SourceModel, { name, mode, sites, movedSites }: Variable): boolean {
  if (mode === 'rename') return isOfParts(name);
  const moved = new Set(movedSites.map(keyOf));
  const own = sites.filter((site) => site.model === model);
  return mode === 'add' && own.length > 0 && own.every((site) => moved.has(keyOf(site)));
}

type Part = { name: string; span: Span };

/** The names of the sections around a text that is looked for in one, and the text itself. */
function askedPath({ value, inner, use }: StringNode, linked: Linked): Part[] | undefined {
  const [looked, container] = use?.as === 'operand' && use.operation.operator === 'in' ? use.operation.operands : [];
  if (looked?.kind !== 'string' || looked.inner.start !== inner.start || !container) return undefined;
  const around = pathOf(container, linked);
  return around && [...around, { name: value, span: inner }];
}

function pathOf(node: Expression, linked: Linked): Part[] | undefined {
  const found = linked.resolver.briefly(node);
  const isWhole = [...only(found, 'external'), ...only(found, 'global')].some((origin) =>
    flowFacts(node.model.language).environment.some(
      (read) => `${read.root ?? read.package}.${read.path.join('.')}` === `${walkedName(origin)}.${ANY}`,
    ),
  );
  if (isWhole) return [];
  if (node.kind !== 'member' || node.property === undefined) return undefined;
  const around = pathOf(node.object, linked);
  return around && [...around, { name: node.property, span: node.propertySpan }];
}
