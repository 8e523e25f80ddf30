import type { CallNode, ObjectNode } from '../../ir.js';
import { isWithin } from '../../spans.js';
import type { ParameterSource } from '../parameter-sources.js';
import type { Conversion } from './conversion.js';
import { isSentOnly } from './sent-only.js';

/** The object that is sent: written in the call, or for this call alone. */
export function objectOf(
  conversion: Conversion,
  { value, steps }: ParameterSource,
  call: CallNode,
): ObjectNode | undefined {
  const origins = value ? conversion.linked.resolver.at(value, steps) : [];
  const [origin] = origins;
  if (origins.length !== 1 || origin?.kind !== 'object') return undefined;
  const { node } = origin;
  if (node.model === call.model && isWithin(node, call)) return node;
  const sent = { calls: new Set([call]), moving: ['input', 'instructions'] };
  return isSentOnly(conversion, node, sent) ? node : undefined;
}
