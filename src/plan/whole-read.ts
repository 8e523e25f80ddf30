import type { Expression } from '../ir.js';
import type { Site } from '../link/origins.js';
import { isWithin } from '../spans.js';

/** The expression, around where a read begins, that holds the name too: `st.secrets["NAME"]` around `st`. */
export function wholeRead(node: Expression, site: Site): Expression | undefined {
  const { model, span } = site;
  if (node.model === model && isWithin(span, node)) return node;
  return node.use?.as === 'object' ? wholeRead(node.use.member, site) : undefined;
}
