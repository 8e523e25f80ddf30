import type { Placed } from '../fingerprints.js';

/** Where a finding is, as people read it. `file`: its file as it is to be shown. */
export function placeOf(finding: Placed, file: string): string {
  return `${file}${finding.cell === undefined ? ':' : ' '}${positionOf(finding)}`;
}

/** A notebook is not read by the lines of its file. */
export function positionOf({ line, column, cell, cellLine }: Placed): string {
  return cell === undefined ? `${line}:${column}` : `[cell ${cell}, line ${cellLine}]`;
}
