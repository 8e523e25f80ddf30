const KNOWN = new Map<string, string>();

/** The same text as one string for all files that spell it: a run meets few names, and each of them very often. */
export function knownName(name: string): string {
  const known = KNOWN.get(name);
  if (known !== undefined) return known;
  KNOWN.set(name, name);
  return name;
}
