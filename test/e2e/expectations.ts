import { expect } from 'vitest';
import { HOLYSHEEP, type Hosts, OPENAI } from './hosts.js';

/** The outcomes of a run that stand in the tables of applications. */
export const OLD = 'works at OpenAI';
export const NEW = 'works at HolySheep';
export const LEAK = '401 at OpenAI, which now knows the HolySheep key';

/** Every request went to one host, with its key, and was answered; at HolySheep, by its model. */
export function expectOnly({ seen, keys }: Hosts, host: string): void {
  expect(seen.length).toBeGreaterThan(0);
  for (const request of seen) {
    expect(request).toMatchObject({ host, key: host === OPENAI ? keys.openai : keys.holysheep, status: 200 });
    if (host === HOLYSHEEP) expect(request.model).toBe('deepseek-v3.2');
  }
}
