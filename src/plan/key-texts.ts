import { isPlaceholder, keysIn } from '../catalog/keys.js';
import type { Origin } from '../link/origins.js';
import { keyOf } from './header-lines.js';

/** Whether a value is a key that is written in the source, or what stands there until one is: in a header, behind its scheme. */
export function isKeyText(origin: Origin): boolean {
  if (origin.kind !== 'string') return false;
  const { value } = origin.node;
  return isPlaceholder(keyOf(value)) || keysIn(value).length > 0;
}
