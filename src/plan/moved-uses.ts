import type { StringNode } from '../ir.js';
import type { Origin } from '../link/origins.js';
import { type ModelOutcome, outcomeFor } from './model-map.js';
import type { ClientUse, PlanOptions, Unit } from './types.js';

/** Whether a call is one that the gateway can take, as it stands or in its chat variant. */
export function isMoved(use: ClientUse): boolean {
  const { shape, chatForm, chatChanges } = use;
  return shape.endpoint === 'chat' || shape.chatName !== undefined || (chatForm ?? chatChanges) !== undefined;
}

/** Where the models come from that the unit's chat calls name. */
export function modelOrigins(unit: Unit): Origin[] {
  const chats = unit.uses.filter(isMoved);
  const isChat = unit.always === undefined || unit.always === 'chat';
  return [...chats.flatMap((use) => use.model), ...(isChat ? (unit.ownModel?.origins ?? []) : [])];
}

/** A literal that names a model for calls that move, and what becomes of it. */
export interface ModelMove {
  node: StringNode;
  outcome: Extract<ModelOutcome, { kind: 'map' }>;
  /** The calls go to a model of their own, for what the usual one cannot. */
  answeredBy?: string;
}

/** The literals that a unit's move rewrites as models. One that has to become two things is there twice. */
export function modelMoves(unit: Unit, options: PlanOptions): ModelMove[] {
  const chats = unit.uses.filter(isMoved);
  const isChat = unit.always === undefined || unit.always === 'chat';
  const inheriting = chats.filter((use) => use.model.length === 0).map((use) => use.answeredBy);
  const moves = (origins: readonly Origin[], answeredBy: string | undefined) =>
    origins.flatMap((origin): ModelMove[] => {
      if (origin.kind !== 'string') return [];
      const outcome = outcomeFor(origin.node.value, answeredBy, options, unit.modelForm);
      return outcome.kind === 'map' ? [{ node: origin.node, outcome, answeredBy }] : [];
    });
  return [
    ...chats.flatMap((use) => moves(use.model, use.answeredBy)),
    ...(isChat ? [...new Set(inheriting.length > 0 ? inheriting : [unit.answeredBy])] : []).flatMap((answeredBy) =>
      moves(unit.ownModel?.origins ?? [], answeredBy),
    ),
  ];
}
