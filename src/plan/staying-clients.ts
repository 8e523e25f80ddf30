import { isMoved } from './moved-uses.js';
import { needsOpenai } from './needs-openai.js';
import type { Unit } from './types.js';

/** Clients that stay on OpenAI and may ask it for chat: where each is made. What a client asks is not always known. */
export function stayingClients(units: readonly Unit[]): string[] {
  return units.filter((unit) => needsOpenai(unit) && mayChat(unit)).map(({ id }) => id);
}

function mayChat({ uses, unknownUses, others }: Unit): boolean {
  const isKnown = uses.length > 0 && unknownUses.length === 0 && others.length === 0;
  return !isKnown || uses.some(isMoved);
}
