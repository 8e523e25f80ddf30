/** No shorter text can be looked for. */
export const MIN_LITERAL = 8;

/** Finds many texts in another one at once: what that costs does not grow with their number. */
export class LiteralFinder {
  /** By their first characters, the longest first. */
  readonly #byBeginning = new Map<string, string[]>();
  /** Whether one may begin so: most places are ruled out by this one look. */
  readonly #mayBegin = new Uint8Array(1 << 16);

  add(literal: string): void {
    const beginning = literal.slice(0, MIN_LITERAL);
    const known = this.#byBeginning.get(beginning);
    if (!known) this.#byBeginning.set(beginning, [literal]);
    else if (!known.includes(literal)) known.splice(0, known.length, ...[...known, literal].sort(longestFirst));
    this.#mayBegin[hashAt(literal, 0)] = 1;
  }

  /** What stands at each place where one stands, with UTF-16 offsets: the longest one. */
  find(text: string): { start: number; end: number; literal: string }[] {
    const found: { start: number; end: number; literal: string }[] = [];
    if (this.#byBeginning.size === 0) return found;
    for (let start = 0; start + MIN_LITERAL <= text.length; start++) {
      if (this.#mayBegin[hashAt(text, start)] === 0) continue;
      const candidates = this.#byBeginning.get(text.slice(start, start + MIN_LITERAL));
      const literal = candidates?.find((one) => text.startsWith(one, start));
      if (literal !== undefined) found.push({ start, end: start + literal.length, literal });
    }
    return found;
  }
}

function longestFirst(a: string, b: string): number {
  return b.length - a.length;
}

/** Of four characters, in 16 bits. */
function hashAt(text: string, at: number): number {
  let hash = 0;
  for (let index = at; index < at + 4; index++) hash = (hash * 31 + text.charCodeAt(index)) & 0xffff;
  return hash;
}
