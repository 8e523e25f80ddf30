/** How many programs move, and with which forms they stay. */
export class FormsTried {
  moved = 0;
  #programs = 0;
  readonly #forms = new Map<string, { programs: number; stayed: number[] }>();

  add(seed: number, forms: readonly string[], hasMoved: boolean): void {
    this.#programs++;
    if (hasMoved) this.moved++;
    for (const form of new Set(forms)) {
      const counted = this.#forms.get(form) ?? { programs: 0, stayed: [] };
      counted.programs++;
      if (!hasMoved) counted.stayed.push(seed);
      this.#forms.set(form, counted);
    }
  }

  /** A line for each form, that with the largest share first, with the first seeds that stay. */
  toString(): string {
    const lines = [...this.#forms]
      .map(([form, { programs, stayed }]) => ({ form, programs, stayed, share: stayed.length / programs }))
      .toSorted((one, other) => other.share - one.share)
      .map(({ form, programs, stayed }) => `${stayed.length}/${programs} ${form}: ${stayed.slice(0, 4).join(' ')}`);
    return [`${this.moved} of ${this.#programs} move`, ...lines].join('\n');
  }
}
