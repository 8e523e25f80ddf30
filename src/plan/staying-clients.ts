import { isMoved } from './moved-uses.js';
import { needsOpenai } from './needs-openai.js';
import type { Unit } from './types.js';

/** Clients that stay on OpenAI and may ask it for chat: where each is made. */
export interface StayingClients {
  staying: string[];
  /** Those that are a test's own. */
  tests: string[];
}

export function stayingClients(units: readonly Unit[]): StayingClients {
  const own = units.filter((unit) => unit.verdict !== 'migrate' && mayChat(unit));
  const isTests = ({ reasons }: Unit) => reasons.some(({ code }) => code === 'test' || code === 'fake-key');
  return {
    staying: own.filter(needsOpenai).map(({ id }) => id),
    tests: own.filter((unit) => isTests(unit) && !needsOpenai(unit)).map(({ id }) => id),
  };
}

/** What a client asks is not always known. */

function mayChat({ uses, unknownUses, others }: Unit): boolean {
  const isKnown = uses.length > 0 && unknownUses.length === 0 && others.length === 0;
  return !isKnown || uses.some(isMoved);
}
