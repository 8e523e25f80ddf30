import { flowFacts } from '../src/catalog/flow.js';
import type { Expression, SourceModel, Span, StringNode } from '../src/ir.js';
import { ANY } from '../src/ir.js';
import type { Linked } from '../src/link/link.js';
import { dottedName, only } from '../src/link/origins.js';
import { named } from '../src/names.js';
import type { Variable } from '../src/plan/variables.js';

/** A name in what asks whether a section is there, and what takes its place. */
export interface AskedFor {
  model: SourceModel;
  span: Span;
  text: string;
  /** The whole name as far as it is spelled there. */
  to: string;
}

/** `"openai" in st.secrets`, `"api_key" in st.secrets["openai"]`: who asks for a section, or in it, means what is read. */
export function sectionsAskedFor(variables: readonly Variable[], linked: Linked): AskedFor[] {
  const inSections = variables.filter(({ name, mode }) => mode === 'rename' && name.includes('.'));
  const words = new Set(inSections.flatMap(({ name }) => name.split('.')));
  const models = words.size > 0 ? [...linked.project.models.values()] : [];
  return models.flatMap((model) =>
    named(model, 'strings', (value) => words.has(value)).flatMap((text) => {
      const path = askedPath(text, linked);
      const isOf = ({ name }: Variable) => path?.every(({ name: part }, index) => name.split('.')[index] === part);
      const variable = path && inSections.find(isOf);
      if (!path || !variable) return [];
      const parts = variable.to.split('.');
      return path.flatMap(({ name, span }, index) => {
        const text = parts[index] ?? name;
        return text === name ? [] : [{ model, span, text, to: parts.slice(0, index + 1).join('.') }];
      });
    }),
  );
}

type Part = { name: string; span: Span };

/** The names of the sections around a text that is looked for in one, and the text itself. */
function askedPath({ value, inner, use }: StringNode, linked: Linked): Part[] | undefined {
  const [looked, container] = use?.as === 'operand' && use.operation.operator === 'in' ? use.operation.operands : [];
  if (looked?.kind !== 'string' || looked.inner.start !== inner.start || !container) return undefined;
  const around = sectionPath(container, linked);
  return around && [...around, { name: value, span: inner }];
}

function sectionPath(node: Expression, linked: Linked): Part[] | undefined {
  const isWhole = only(linked.resolver.briefly(node), 'external').some((origin) =>
    flowFacts(node.model.language).environment.some(
      (read) => read.sections && `${read.package}.${read.path.join('.')}` === `${dottedName(origin)}.${ANY}`,
    ),
  );
  if (isWhole) return [];
  if (node.kind !== 'member' || node.property === undefined) return undefined;
  const around = sectionPath(node.object, linked);
  return around && [...around, { name: node.property, span: node.propertySpan }];
}
