import { isNothing } from '../link/origins.js';
import type { Unit } from './types.js';

/**
 * Whether the key that a client is given may be nothing: `OpenAI(api_key=key)`, where `key` is None by default. An SDK that reads the
 * environment by itself takes OpenAI's key then, and would send it to the gateway.
 */
export function mayBeWithoutKey({ kind, sdk, apiKey }: Unit): boolean {
  const { value, origins, isMissing, absent, leftOut = [] } = apiKey;
  if (kind !== 'client' || !sdk || sdk.environment.apiKey.length === 0) return false;
  if (isMissing || absent.length > 0) return false;
  // In an object that is made elsewhere, or spread, the key may be nothing as well.
  if (!value) return origins.some(isNothing);
  return leftOut.length > 0 || origins.some(isNothing);
}
