import { PARAMETERS, type ParameterFact } from '../catalog/capabilities.js';
import type { Expression, ObjectNode, SourceModel, StringNode } from '../ir.js';
import { named } from '../names.js';
import { holdsFor, targetsOfUnit } from './targets.js';
import type { PlanOptions, Unit } from './types.js';

const PARTS = PARAMETERS.filter(
  ({ path, action, when }) => path.endsWith('.content.*.type') && action === 'block' && when?.equals,
);

/** Where the types of parts stand in a request. */
export const PART_PATHS: readonly string[] = [...new Set(PARTS.flatMap(({ path, also = [] }) => [path, ...also]))];

/** A part of a message that a target does not take. */
export interface UnservedPart {
  fact: ParameterFact;
  node: StringNode;
}

/**
 * Parts that the target does not take, in the file of a client whose messages are classes of its package and hold them as they are
 * sent: `HumanMessage([{"type": "image_url", "image_url": …}])`. Templates and chains stand between such a message and the client, so
 * that the file has to say which it is for.
 */
export function partsInFile(unit: Unit, options: PlanOptions): readonly UnservedPart[] {
  return unit.sdk?.partsAsSent ? unservedParts(unit.model, targetsOfUnit(unit, options), options) : [];
}

/** Those that are written anywhere in a file. */
export function unservedParts(
  model: SourceModel,
  targets: readonly string[],
  options: PlanOptions,
): readonly UnservedPart[] {
  const facts = PARTS.filter((fact) => holdsFor(targets, fact, options));
  if (facts.length === 0) return [];
  return named(model, 'objects', (key) => key === 'type').flatMap((object) => {
    const type = typeOf(object);
    const fact = facts.find(({ when }) => type !== undefined && when?.equals?.includes(type.value));
    return fact && type ? [{ fact, node: type }] : [];
  });
}

/** The type of a part, which holds what it is under a key of that name: `{"type": "file"}` may be anything. */
function typeOf({ entries }: ObjectNode): StringNode | undefined {
  const type = plain(entries.find(({ key }) => key === 'type')?.value);
  return type?.kind === 'string' && entries.some(({ key }) => key === type.value) ? type : undefined;
}

/** `'image_url' as const` */
function plain(node: Expression | undefined): Expression | undefined {
  return node?.kind === 'wrapper' && node.operator === 'cast' ? plain(node.value) : node;
}
