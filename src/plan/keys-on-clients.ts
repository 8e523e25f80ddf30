import { only } from '../link/origins.js';
import { needsOpenai } from './needs-openai.js';
import type { Unit } from './types.js';

/** Whether the client is given its key once more after it is made: `client.api_key = key`. */
export function isKeyAssigned({ apiKey, others }: Unit): boolean {
  const name = apiKey.place.split('.').at(-1);
  return others.some((reach) => reach.kind === 'set' && reach.path.join('.') === name);
}

/** What stays on OpenAI and takes its key from the client itself: `{ Authorization: `Bearer ${client.apiKey}` }`. */
export function takerOfKey({ call, apart }: Unit, units: readonly Unit[]): Unit | undefined {
  if (!call || apart) return undefined;
  const isTaken = ({ apiKey }: Unit) => only(apiKey.origins, 'external').some(({ calls }) => calls.includes(call));
  return units.find((other) => needsOpenai(other) && isTaken(other));
}
