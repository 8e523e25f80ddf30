/** A name in which one `*` may stand for anything: `@/*` of a tsconfig's paths, `#lib/*` of a manifest's imports. */
export interface StarPattern {
  prefix: string;
  /** Absent for a name that is meant as a whole. */
  suffix: string | undefined;
}

/** Undefined for a name with more than one `*`. */
export function starPattern(name: string): StarPattern | undefined {
  const [prefix = '', suffix, ...more] = name.split('*');
  return more.length > 0 ? undefined : { prefix, suffix };
}

/** What the `*` stands for in the specifier, nothing for a whole name; undefined where that is not meant. */
export function starIn({ prefix, suffix }: StarPattern, specifier: string): string | undefined {
  if (suffix === undefined) return specifier === prefix ? '' : undefined;
  const end = specifier.length - suffix.length;
  const isMeant = end >= prefix.length && specifier.startsWith(prefix) && specifier.endsWith(suffix);
  return isMeant ? specifier.slice(prefix.length, end) : undefined;
}
