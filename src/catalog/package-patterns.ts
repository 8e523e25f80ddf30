/** Whether a package, as imported, is the one that a catalog names, or lies below what `axios/*` names. */
export function covers(pattern: string, name: string): boolean {
  return pattern.endsWith('/*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** What a fact about exports of packages says where they are found. */
interface OfExports {
  language: string;
  packages: readonly string[];
  /** Names walked from the package's root, `.`-joined. */
  exports: readonly string[];
}

/** The fact about an export of a package, if there is one. */
export function factOfExport<T extends OfExports>(
  facts: readonly T[],
  language: string,
  name: string,
  path: string,
): T | undefined {
  return facts.find(
    (one) =>
      one.language === language && one.exports.includes(path) && one.packages.some((pattern) => covers(pattern, name)),
  );
}
