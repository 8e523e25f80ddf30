import type { Expression } from '../ir.js';
import type { Origin } from './origins.js';

/** What is known of values themselves (key `''`), which is what nearly all questions are about, and of what lies inside them. */
export class Answers {
  readonly #whole = new Map<Expression, Origin[]>();
  readonly #inside = new Map<Expression, Map<string, Origin[]>>();

  get(expression: Expression, key: string): Origin[] | undefined {
    return key === '' ? this.#whole.get(expression) : this.#inside.get(expression)?.get(key);
  }

  set(expression: Expression, key: string, origins: Origin[]): void {
    if (key === '') {
      this.#whole.set(expression, origins);
      return;
    }
    const answers = this.#inside.get(expression) ?? new Map<string, Origin[]>();
    this.#inside.set(expression, answers.set(key, origins));
  }
}
