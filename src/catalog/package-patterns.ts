/** Whether a package, as imported, is the one that a catalog names, or lies below what `axios/*` names. */
export function covers(pattern: string, name: string): boolean {
  return pattern.endsWith('/*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
