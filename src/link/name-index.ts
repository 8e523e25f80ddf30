import type { SourceModel } from '../ir.js';
import { type Named, namesOf, type Table } from '../names.js';

/** More than a model has numbers. */
const NUMBERS = 2 ** 32;

/**
 * What stands under each name of a table, in all files of a project. It is kept as numbers until somebody asks for the name. A
 * list that was given grows with each file that is read later.
 */
export class NameIndex<T extends Table> {
  readonly #models: SourceModel[] = [];
  /** Each place as one number: that of the model, and the model's number of what stands there (`NUMBERS`). */
  readonly #places = new Map<string, number[]>();
  readonly #lists = new Map<string, Named[T][]>();

  constructor(
    private readonly table: T,
    /** Told of each question, whose answer may be another one when a model was added. */
    private readonly looked: () => void,
  ) {}

  add(model: SourceModel): void {
    const names = namesOf(model);
    const first = (this.#models.push(model) - 1) * NUMBERS;
    names.each(this.table, (name, number) => {
      const place = first + number;
      const places = this.#places.get(name);
      if (!places) this.#places.set(name, [place]);
      else if (places.at(-1) !== place) places.push(place);
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
    const places = this.#places.get(name);
    if (!places) return [];
    const list = places.map((place) => this.#made(place));
    this.#lists.set(name, list);
    return list;
  }

  #made(place: number): Named[T] {
    const model = this.#models[Math.floor(place / NUMBERS)] as SourceModel;
    return namesOf(model).made(this.table, place % NUMBERS);
  }
}
