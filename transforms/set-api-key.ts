import { isPlaceholder, keysIn } from '../src/catalog/keys.js';
import type { StringNode } from '../src/ir.js';
import { only } from '../src/link/origins.js';
import { textsOfOrigin } from '../src/link/texts.js';
import { keySource, rewrite, type Transform } from '../src/plan/transform.js';
import type { Unit } from '../src/plan/types.js';

/**
 * Replaces a key that stands in the source by a read of the environment, and gives a client its own read where the
 * old one also serves something that stays on OpenAI. Renaming the variable itself is `rename-variable`'s.
 */
export const setApiKey: Transform = {
  id: 'set-api-key',
  title: 'Read the gateway’s key from the environment',
  apply(unit, context) {
    const variable = context.keyVariable(unit);
    const value = unit.apiKey.value;
    if (context.needsOwnKey(unit) && value) {
      const text = keySource(unit, context.writer(value.model), value.model, variable);
      return [
        rewrite(this.id, unit, value.model, value, [{ start: value.start, end: value.end, text }], 'own-key', variable),
      ];
    }
    return literalKeys(unit, context.linked).map(({ node, isLive }) => {
      const writer = context.writer(node.model);
      const read = writer.environmentRead(node.model, variable);
      const before = /^Bearer\s+/i.exec(node.value)?.[0] ?? '';
      // Behind the read itself a second one says nothing: the default becomes empty.
      const isDefault = isDefaultOfRead(node, unit);
      const text = isDefault ? writer.string(node.model, '') : before === '' ? read : writer.interpolated(before, read);
      const edit = node.piece
        ? { ...node.inner, text: writer.interpolatedPiece(node, before, read) }
        : { start: node.start, end: node.end, text };
      return rewrite(this.id, unit, node.model, node, [edit], isLive ? 'secret-replaced' : 'value-replaced', variable);
    });
  },
};

/** `read || "key"`, `getenv("NAME", "key")`. */
function isDefaultOfRead({ use }: StringNode, unit: Unit): boolean {
  if (use?.as === 'option') return use.choice.operator !== 'conditional' && hasRead(unit);
  return use?.as === 'argument' && only(unit.apiKey.origins, 'environment').some((read) => read.node === use.call);
}

/** Literals that are, or stand for, the key itself. A default such as `|| ''` or `|| 'dummy'` beside a read is none. */
function literalKeys(
  unit: Unit,
  linked: Parameters<Transform['apply']>[1]['linked'],
): { node: StringNode; isLive: boolean }[] {
  const isRead = hasRead(unit);
  return unit.apiKey.origins
    .flatMap((origin) => textsOfOrigin(linked.resolver, origin))
    .flatMap((text) =>
      text.flatMap((part) => {
        if (part.kind !== 'written') return [];
        const key = part.text.replace(/^Bearer\s+/i, '');
        if (key === '') return [];
        const isLive = keysIn(part.text).length > 0;
        const isOnly = !isRead && text.every((other) => other.kind === 'written');
        return isLive || (isOnly && isPlaceholder(key)) ? [{ node: part.node, isLive }] : [];
      }),
    );
}

function hasRead(unit: Unit): boolean {
  return only(unit.apiKey.origins, 'environment').length > 0;
}
