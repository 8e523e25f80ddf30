import type { Binding, Expression } from '../ir.js';
import type { Origin } from './origins.js';

/** An answer of what lies inside a value, and another one: most values are asked for one thing, and a `Map` weighs four answers. */
interface Inside {
  key: string;
  origins: Origin[];
  next: Inside | undefined;
}

/** A value: what an expression gives, or what a name stands for wherever it is read. */
type Value = Expression | Binding;

/** What is known of values themselves (key `''`), which is what nearly all questions are about, and of what lies inside them. */
export class Answers {
  readonly #whole = new Map<Value, Origin[]>();
  readonly #inside = new Map<Value, Inside>();

  get(value: Value, key: string): Origin[] | undefined {
    return key === '' ? this.#whole.get(value) : this.#find(value, key)?.origins;
  }

  set(value: Value, key: string, origins: Origin[]): void {
    if (key === '') {
      this.#whole.set(value, origins);
      return;
    }
    const known = this.#find(value, key);
    if (known) known.origins = origins;
    else this.#inside.set(value, { key, origins, next: this.#inside.get(value) });
  }

  #find(value: Value, key: string): Inside | undefined {
    let one = this.#inside.get(value);
    while (one && one.key !== key) one = one.next;
    return one;
  }
}
