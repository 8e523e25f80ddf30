import { push } from '../push.js';
import type { Edit, Finding } from './types.js';

/** What findings change in each file. */
export function editsByPath(findings: readonly Finding[]): Map<string, Edit[]> {
  const found = new Map<string, Edit[]>();
  for (const edit of findings.flatMap(({ edits = [] }) => edits)) push(found, edit.path, edit);
  return found;
}
