import type { SourceModel } from '../ir.js';
import { type Named, namesOf, type Table } from '../names.js';

/**
 * What stands under each name of a table, in all files of a project. It is kept as numbers until somebody asks for the name. A
 * list that was given grows with each file that is read later.
 */
export class NameIndex<T extends Table> {
  /** A model and a number in turns. */
  readonly #places = new Map<string, (SourceModel | number)[]>();
  readonly #lists = new Map<string, Named[T][]>();

  constructor(
    private readonly table: T,
    /** Told of each question, whose answer may be another one when a model was added. */
    private readonly looked: () => void,
  ) {}

  add(model: SourceModel): void {
    const names = namesOf(model);
    names.each(this.table, (name, number) => {
      const places = this.#places.get(name);
      if (!places) this.#places.set(name, [model, number]);
      else if (places.at(-1) !== number || places.at(-2) !== model) places.push(model, number);
      else return;
      this.#lists.get(name)?.push(names.made(this.table, number));
    });
  }

  has(name: string): boolean {
    this.looked();
    return this.#places.has(name);
  }

  get(name: string): readonly Named[T][] {
    this.looked();
    const known = this.#lists.get(name);
    if (known) return known;
    const list: Named[T][] = [];
    const places = this.#places.get(name);
    if (!places) return list;
    for (let index = 0; index < places.length; index += 2)
      list.push(namesOf(places[index] as SourceModel).made(this.table, places[index + 1] as number));
    this.#lists.set(name, list);
    return list;
  }
}
