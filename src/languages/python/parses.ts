import { SyntaxFailure } from '../front-end.js';
import { parseTree } from './tree.js';

/** Whether a text is Python. */
export function parses(text: string): boolean {
  try {
    return parseTree(text) !== undefined;
  } catch (error) {
    if (error instanceof SyntaxFailure) return false;
    throw error;
  }
}
