import type { SourceModel } from '../../ir.js';
import { eachName, LISTS, TABLES, type Table } from '../../names.js';
import {
  CONSTANTS,
  FIRST_PLACE,
  type FieldKind,
  type HeaderField,
  headerOf,
  headerOfTable,
  SHAPES,
  type Shape,
  shapeOf,
} from './layout.js';

/** Most files are small enough for the smaller numbers. */
export type Words = Uint16Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

/** A model in numbers (`layout.ts`), with what of it is no node. */
export interface Packed {
  words: Words;
  rest: Pick<SourceModel, 'settings' | 'reads' | 'commands' | 'installs'>;
}

/** Texts by their numbers, for many models. */
export class Dictionary {
  readonly texts: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const copy = copyOf(text);
    const number = this.texts.push(copy);
    this.#numbers.set(copy, number);
    return number;
  }
}

/** A name cut out of a source would keep the whole source in memory. What is not in UTF-8, half a pair, stays as it is. */
function copyOf(text: string): string {
  const encoding = /[^\0-\xff]/.test(text) ? 'utf16le' : 'latin1';
  return Buffer.from(text, encoding).toString(encoding);
}

export function pack(model: SourceModel, dictionary: Dictionary): Packed {
  const { settings, reads, commands, installs } = model;
  return { words: new Packer(dictionary).pack(model), rest: { settings, reads, commands, installs } };
}

/** Where a model grows until its size is known; it is used again for the next one. */
let scratch = new Int32Array(1 << 16);

/** Whether all numbers of the scratch up to `size` fit into 16 bits. None is negative. */
function isSmall(size: number): boolean {
  let bits = 0;
  for (let at = 0; at < size; at++) bits |= scratch[at] as number;
  return bits < 1 << 16;
}

/** An object of a model that is being packed: its record's place is kept in itself. A model is packed once. */
interface Placed {
  place?: number;
}

class Packer {
  #size = FIRST_PLACE;
  readonly #objects: Placed[] = [];

  constructor(private readonly dictionary: Dictionary) {}

  pack(model: SourceModel): Words {
    scratch.fill(0, 0, FIRST_PLACE);
    for (const one of CONSTANTS) scratch[one.place] = shapeOf(one).number;
    for (const node of model.expressions) this.#placeOf(node as Placed);
    const {
      expressions,
      bindings,
      assignments,
      exports,
      types,
      switches,
      raising,
      branches,
      caught,
      contexts,
      typeMembers,
      layout,
    } = model;
    const lists: Partial<Record<HeaderField, readonly object[]>> = {
      expressions,
      bindings,
      assignments,
      exports,
      types,
      switches,
      raising,
      branches,
      caught,
      contexts,
      typeMembers,
      imports: layout.imports,
    };
    for (const [field, list] of Object.entries(lists)) this.#set(headerOf(field as HeaderField), this.#listOf(list));
    this.#set(headerOf('firstStatement'), layout.firstStatement);
    // What a record refers to is a record too, which comes behind.
    for (let index = 0; index < this.#objects.length; index++) this.#write(this.#objects[index] as Placed);
    this.#writeNames(model);
    return isSmall(this.#size) ? new Uint16Array(scratch.subarray(0, this.#size)) : scratch.slice(0, this.#size);
  }

  #take(size: number): number {
    const place = this.#size;
    this.#size += size;
    while (this.#size > scratch.length) {
      const larger = new Int32Array(scratch.length * 2);
      larger.set(scratch);
      scratch = larger;
    }
    return place;
  }

  /** The numbers may have moved to a larger array while a value was worked out. */
  #set(place: number, word: number): void {
    scratch[place] = word;
  }

  #placeOf(object: Placed): number {
    if (object.place) return object.place;
    const shape = shapeOf(object);
    const place = this.#take(shape.size);
    scratch[place] = shape.number;
    object.place = place;
    this.#objects.push(object);
    return place;
  }

  #listOf(list: readonly object[]): number {
    if (list.length === 0) return 0;
    const place = this.#take(list.length + 1);
    scratch[place] = list.length;
    for (let index = 0; index < list.length; index++) {
      this.#set(place + 1 + index, this.#placeOf(list[index] as Placed));
    }
    return place;
  }

  #textsOf(texts: readonly string[]): number {
    if (texts.length === 0) return 0;
    const place = this.#take(texts.length + 1);
    scratch[place] = texts.length;
    texts.forEach((text, index) => {
      scratch[place + 1 + index] = this.dictionary.numberOf(text);
    });
    return place;
  }

  #write(object: Placed): void {
    const at = object.place as number;
    const values = object as Record<string, unknown>;
    for (const { name, kind, place } of (SHAPES[scratch[at] as number] as Shape).fields) {
      const value = values[name];
      if (kind === 'span') {
        const span = value as { start: number; end: number } | undefined;
        scratch[at + place] = span ? span.start + 1 : 0;
        scratch[at + place + 1] = span ? span.end : 0;
      } else if (value !== undefined) this.#set(at + place, this.#wordOf(kind, value));
      else scratch[at + place] = 0;
    }
  }

  #wordOf(kind: Exclude<FieldKind, 'span'>, value: unknown): number {
    switch (kind) {
      case 'one':
        return this.#placeOf(value as Placed);
      case 'number':
        return value as number;
      case 'text':
        return this.dictionary.numberOf(value as string);
      case 'index':
        return (value as number) + 1;
      case 'flag':
      case 'mark':
        return value ? 1 : 0;
      case 'constant':
        return this.dictionary.numberOf(String(value));
      case 'texts':
        return this.#textsOf(value as readonly string[]);
      default:
        return this.#listOf(value as readonly object[]);
    }
  }

  #writeNames(model: SourceModel): void {
    const tables = new Map<Table, number[]>(TABLES.map((table) => [table, []]));
    eachName(model, (table, name, number) => {
      const { place = 0 } = model[LISTS[table] ?? 'expressions'][number] as Placed;
      (tables.get(table) as number[]).push(this.dictionary.numberOf(name), place);
    });
    // The texts of literals stand in the source.
    for (const node of model.expressions)
      if (node.kind === 'string') tables.get('strings')?.push(0, (node as Placed).place ?? 0);
    for (const [table, pairs] of tables) {
      const place = this.#take(pairs.length + 1);
      scratch[place] = pairs.length;
      scratch.set(pairs, place + 1);
      scratch[headerOfTable(table)] = place;
    }
  }
}
