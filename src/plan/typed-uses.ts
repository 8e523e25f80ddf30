import { type ClientShape, SDKS, type Sdk, sdksFor, type UseShape, useFor } from '../catalog/sdk.js';
import type { CallNode, Expression } from '../ir.js';
import type { Linked } from '../link/link.js';
import type { TypeSource } from '../link/type-source.js';
import { named } from '../names.js';
import { addUse } from './clients.js';
import type { Unit } from './types.js';

/**
 * Links calls that the graph could not bring to a client, by the type of what they are called on: a client that a
 * container injects, say. Such a call may be one of any client of that type, so each of them gets it as a use; one
 * that would not do for a client then holds that client back.
 */
export function addTypedUses(linked: Linked, units: readonly Unit[], typeOf: TypeSource): void {
  const known = new Set(units.flatMap((unit) => unit.uses.map((use) => use.call)));
  for (const model of linked.project.models.values())
    for (const call of named(model, 'calls', () => true)) {
      if (known.has(call)) continue;
      for (const { sdk, shape, use, receiver } of possibleUses(call)) {
        const type = typeOf(model.path, receiver);
        if (!type || !sdksFor(model.language, type.package).includes(sdk) || !isOfShape(type.name, shape)) continue;
        for (const unit of units) if (unit.sdk === sdk && unit.shape === shape) addUse(linked, unit, use, call);
      }
    }
}

interface PossibleUse {
  sdk: Sdk;
  shape: ClientShape;
  use: UseShape;
  /** What would be the client. */
  receiver: Expression;
}

/** What the callee may be a use of, by its last names. A single name says too little to ask a compiler about. */
function possibleUses({ callee, model }: CallNode): PossibleUse[] {
  const found: PossibleUse[] = [];
  const names: string[] = [];
  for (let node = callee; node.kind === 'member' && node.property !== undefined; node = node.object) {
    names.unshift(node.property);
    if (names.length < 2) continue;
    for (const { sdk, shape } of shapesBeginning(model.language, node.property)) {
      const use = useFor(shape, names);
      if (use) found.push({ sdk, shape, use, receiver: node.object });
    }
  }
  return found;
}

/** The clients that have a use which begins with the name: `chat`, `embeddings`. */
function shapesBeginning(language: string, name: string): { sdk: Sdk; shape: ClientShape }[] {
  return SDKS.filter((sdk) => sdk.language === language).flatMap((sdk) =>
    sdk.clients
      .filter((shape) => shape.made === 'new' && shape.stays === undefined)
      .filter((shape) => shape.uses.some((use) => use.path.startsWith(`${name}.`)))
      .map((shape) => ({ sdk, shape })),
  );
}

function isOfShape(type: string, shape: ClientShape): boolean {
  return type === shape.name || shape.exports.includes(type);
}
