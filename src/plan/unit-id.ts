import type { Position } from '../text-position.js';

/** What a unit is known by: where it is made, as people find it in the file. `src/chat.ts:12:16` */
export function unitId(path: string, { line, column }: Position): string {
  return `${path}:${line}:${column}`;
}
