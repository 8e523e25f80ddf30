import type { Origin } from '../link/origins.js';
import type { ClientUse, Unit } from './types.js';

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
