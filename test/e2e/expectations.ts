import { expect } from 'vitest';
import { HOLYSHEEP, type Hosts, OPENAI } from './hosts.js';

/** The outcomes of a run that stand in the tables of applications. */
export const OLD = 'works at OpenAI';
export const NEW = 'works at HolySheep';
export const LEAK = '401 at OpenAI, which now knows the HolySheep key';

/** What the tool moves of an application: all of it, nothing, or its chat, from a client that also serves something else. */
export type Moves = boolean | 'chat';

export function expectMoved(hosts: Hosts, moves: Moves): void {
  if (moves === 'chat') expectDivided(hosts);
  else expectOnly(hosts, moves ? HOLYSHEEP : OPENAI);
}

function expectDivided({ seen, keys }: Hosts): void {
  const chats = seen.filter(({ host }) => host === HOLYSHEEP);
  const others = seen.filter(({ host }) => host === OPENAI);
  for (const half of [chats, others]) expect(half.length).toBeGreaterThan(0);
  expectOnly({ seen: chats, keys }, HOLYSHEEP);
  expectOnly({ seen: others, keys }, OPENAI);
  for (const { path } of chats) expect(path).toBe('/v1/chat/completions');
  for (const { path } of others) expect(path).not.toContain('/chat/');
}

/** Every request went to one host, with its key, and was answered; at HolySheep, by its model. */
export function expectOnly({ seen, keys }: Pick<Hosts, 'seen' | 'keys'>, host: string): void {
  expect(seen.length).toBeGreaterThan(0);
  for (const request of seen) {
    expect(request).toMatchObject({ host, key: host === OPENAI ? keys.openai : keys.holysheep, status: 200 });
    if (host === HOLYSHEEP) expect(request.model).toBe('deepseek-v3.2');
  }
}
