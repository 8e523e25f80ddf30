import { isTokenizer } from '../catalog/tokenizers.js';
import type { CallNode } from '../ir.js';
import type { Linked } from '../link/link.js';

/** Whether a call chooses a tokenizer by the id of a model. */
export function takesTokens(linked: Linked, call: CallNode): boolean {
  return linked.resolver
    .at(call.callee, [])
    .some((o) => o.kind === 'external' && isTokenizer(call.model.language, o.package, o.path.join('.')));
}
