import { isPlaceholder, keysIn } from '../catalog/keys.js';
import type { Origin } from '../link/origins.js';

/** Whether a value is a key that is written in the source, or what stands there until one is. */
export function isKeyText(origin: Origin): boolean {
  return origin.kind === 'string' && (isPlaceholder(origin.node.value) || keysIn(origin.node.value).length > 0);
}
