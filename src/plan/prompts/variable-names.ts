import type { Expression } from '../../ir.js';

/** Words that templates of promptfoo (Nunjucks) read as something else. */
const TAKEN = new Set([
  ...['and', 'caller', 'cycler', 'else', 'env', 'false', 'for', 'if', 'in', 'is', 'joiner', 'loop', 'none', 'not'],
  ...['null', 'or', 'range', 'self', 'sessionId', 'super', 'true'],
]);

/** Names for the variables of one prompt: the same for the same source, another one for any other. */
export class VariableNames {
  #known = new Map<string, string>();

  of({ model, start, end }: Expression, word: string): string {
    return this.named(`${model.path}\0${model.text.slice(start, end)}`, word);
  }

  /** The same for what stands for no expression of its own. */
  named(source: string, word: string): string {
    const known = this.#known.get(source);
    if (known !== undefined) return known;
    const plain = word.replace(/\W+/g, '_').replace(/^[_\d]+/, '') || 'value';
    const used = new Set(this.#known.values());
    let name = TAKEN.has(plain) ? `${plain}_value` : plain;
    for (let number = 2; used.has(name); number++) name = `${plain}_${number}`;
    this.#known.set(source, name);
    return name;
  }
}
