import type { Found } from './discover/look.js';

/** What was found, and what of it was asked for. */
export interface Discovered extends Found {
  isSelected(path: string): boolean;
}
