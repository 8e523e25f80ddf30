/** Numbers that look random and follow from a seed (mulberry32). */
export class Random {
  constructor(private state: number) {}

  /** A whole number from 0 on, below the limit. */
  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  /** A share: from 0 on, below 1. */
  share(): number {
    return this.below(1_000_000) / 1_000_000;
  }

  /** One of some things; there has to be one. */
  one<T>(things: readonly T[]): T {
    return things[this.below(things.length)] as T;
  }
}
