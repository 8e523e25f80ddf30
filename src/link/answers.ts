import type { Expression } from '../ir.js';
import type { Origin } from './origins.js';

/** An answer of what lies inside a value, and another one: most values are asked for one thing, and a `Map` weighs four answers. */
interface Inside {
  key: string;
  origins: Origin[];
  next: Inside | undefined;
}

/** What is known of values themselves (key `''`), which is what nearly all questions are about, and of what lies inside them. */
export class Answers {
  readonly #whole = new Map<Expression, Origin[]>();
  readonly #inside = new Map<Expression, Inside>();

  get(expression: Expression, key: string): Origin[] | undefined {
    return key === '' ? this.#whole.get(expression) : this.#find(expression, key)?.origins;
  }

  set(expression: Expression, key: string, origins: Origin[]): void {
    if (key === '') {
      this.#whole.set(expression, origins);
      return;
    }
    const known = this.#find(expression, key);
    if (known) known.origins = origins;
    else this.#inside.set(expression, { key, origins, next: this.#inside.get(expression) });
  }

  #find(expression: Expression, key: string): Inside | undefined {
    let one = this.#inside.get(expression);
    while (one && one.key !== key) one = one.next;
    return one;
  }
}
