import { encodedKeysIn, keysIn } from '../catalog/keys.js';
import { note } from './finding.js';
import type { Finding } from './types.js';

/** Every key that looks live, wherever it stands: in a comment as well, in base64, and in a file that does not parse. */
export function leakedKeys(path: string, text: string): Finding[] {
  return [...keysIn(text), ...encodedKeysIn(text)].map(({ provider, start, end }) =>
    note('leaked-key', path, { start, end }, 'review', 'leaked-key', provider),
  );
}
