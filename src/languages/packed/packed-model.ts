import type {
  Assignment,
  Binding,
  Branch,
  ConstantNode,
  Export,
  Expression,
  Import,
  Layout,
  SourceModel,
  Span,
  TypeDeclaration,
} from '../../ir.js';
import type { Named, Names, Table } from '../../names.js';
import { type FieldKind, type HeaderField, headerOf, headerOfTable, offsetOf, SHAPES, type Shape } from './layout.js';
import { closingLength, NONE } from './node-classes.js';
import type { Packed, Words } from './pack.js';
import { PlaceMap } from './place-map.js';

const TEXT = SHAPES.findIndex(({ name }) => name === 'text');
const QUOTE = offsetOf('text', 'quote');
const VALUE = offsetOf('piece', 'value');

/**
 * A model in numbers, whose objects are made when something asks for them: the same one each time. A run holds the models of
 * all candidates at once, and follows values through a tenth of their nodes.
 */
export class PackedModel implements SourceModel, Names {
  readonly #words: Words;
  readonly #made = new PlaceMap();
  readonly settings;
  readonly reads;
  readonly commands;
  readonly installs;

  /** `texts`: what the numbers of texts mean. */
  constructor(
    readonly language: string,
    readonly path: string,
    readonly text: string,
    { words, rest }: Packed,
    private readonly texts: readonly string[],
  ) {
    this.#words = words;
    this.settings = rest.settings;
    this.reads = rest.reads;
    this.commands = rest.commands;
    this.installs = rest.installs;
  }

  get names(): Names {
    return this;
  }
  get expressions(): Expression[] {
    return this.#listed('expressions');
  }
  get bindings(): Binding[] {
    return this.#listed('bindings');
  }
  get assignments(): Assignment[] {
    return this.#listed('assignments');
  }
  get exports(): Export[] {
    return this.#listed('exports');
  }
  get types(): TypeDeclaration[] {
    return this.#listed('types');
  }
  get switches(): SourceModel['switches'] {
    return this.#listed('switches');
  }
  get raising(): Span[] {
    return this.#listed('raising');
  }
  get branches(): Branch[] {
    return this.#listed('branches');
  }
  get caught(): Span[] {
    return this.#listed('caught');
  }
  get contexts(): Span[] {
    return this.#listed('contexts');
  }
  get typeMembers(): SourceModel['typeMembers'] {
    return this.#listed('typeMembers');
  }
  get layout(): Layout {
    return {
      imports: this.#listed<Import>('imports'),
      firstStatement: this.#words[headerOf('firstStatement')] as number,
    };
  }

  each(table: Table, visit: (name: string, number: number) => void): void {
    const start = (this.#words[headerOfTable(table)] as number) + 1;
    const end = start + (this.#words[start - 1] as number);
    const isText = table === 'strings';
    for (let at = start; at < end; at += 2) {
      const place = this.#words[at + 1] as number;
      visit(isText ? this.#valueOf(place) : (this.texts[(this.#words[at] as number) - 1] as string), place);
    }
  }

  made<T extends Table>(_: T, place: number): Named[T] {
    return this.record(place) as Named[T];
  }

  numberOf(node: Expression): number {
    return (node as unknown as View).place;
  }

  word(at: number): number {
    return this.#words[at] as number;
  }

  textAt(at: number): string | undefined {
    const number = this.#words[at] as number;
    return number === 0 ? undefined : this.texts[number - 1];
  }

  recordAt(at: number): object | undefined {
    const place = this.#words[at] as number;
    return place === 0 ? undefined : this.record(place);
  }

  record(place: number): object {
    const known = this.#made.get(place);
    if (known) return known;
    const made = new (VIEWS[this.#words[place] as number] as typeof View)(this, place);
    this.#made.set(place, made);
    return made;
  }

  listAt(at: number): object[] {
    const place = this.#words[at] as number;
    if (place === 0) return NONE;
    const known = this.#made.get(place);
    if (known) return known as object[];
    const length = this.#words[place] as number;
    const made: object[] = new Array(length);
    for (let index = 0; index < length; index++) made[index] = this.record(this.#words[place + 1 + index] as number);
    this.#made.set(place, made);
    return made;
  }

  textsAt(at: number): string[] {
    const place = this.#words[at] as number;
    if (place === 0) return NONE;
    const known = this.#made.get(place);
    if (known) return known as string[];
    const length = this.#words[place] as number;
    const made: string[] = new Array(length);
    for (let index = 0; index < length; index++) made[index] = this.textAt(place + 1 + index) as string;
    this.#made.set(place, made);
    return made;
  }

  #listed<T>(field: HeaderField): T[] {
    return this.listAt(headerOf(field)) as T[];
  }

  /** The text of a literal, for which no object is made. */
  #valueOf(place: number): string {
    if (this.#words[place] !== TEXT) return this.textAt(place + VALUE) as string;
    const quote = this.textAt(place + QUOTE) as string;
    const start = (this.#words[place + 1] as number) + quote.length;
    return this.text.slice(start, (this.#words[place + 2] as number) - closingLength(quote));
  }
}

/** An object of a model: what its fields hold is read where it is asked for. */
class View {
  declare readonly model: PackedModel;
  declare readonly place: number;

  constructor(model: PackedModel, place: number) {
    this.model = model;
    this.place = place;
  }
}

/** What reads a field of a kind that stands at an offset in a record. */
const READERS: Record<FieldKind, (offset: number) => (this: View) => unknown> = {
  number: (offset) =>
    function () {
      return this.model.word(this.place + offset);
    },
  index: (offset) =>
    function () {
      const word = this.model.word(this.place + offset);
      return word === 0 ? undefined : word - 1;
    },
  flag: (offset) =>
    function () {
      return this.model.word(this.place + offset) === 1;
    },
  mark: (offset) =>
    function () {
      return this.model.word(this.place + offset) === 1 || undefined;
    },
  text: (offset) =>
    function () {
      return this.model.textAt(this.place + offset);
    },
  constant: (offset) =>
    function () {
      return constantOf(this.model.textAt(this.place + offset));
    },
  span: (offset) =>
    function () {
      const start = this.model.word(this.place + offset);
      return start === 0 ? undefined : { start: start - 1, end: this.model.word(this.place + offset + 1) };
    },
  texts: (offset) =>
    function () {
      return this.model.textsAt(this.place + offset);
    },
  one: (offset) =>
    function () {
      return this.model.recordAt(this.place + offset);
    },
  list: (offset) =>
    function () {
      return this.model.listAt(this.place + offset);
    },
  'optional list': (offset) =>
    function () {
      return this.model.word(this.place + offset) === 0 ? undefined : this.model.listAt(this.place + offset);
    },
};

const VIEWS = SHAPES.map(viewOf);

function viewOf({ prototype, fields }: Shape): typeof View {
  class ViewOfShape extends View {}
  Object.setPrototypeOf(ViewOfShape.prototype, prototype);
  for (const { name, kind, place } of fields)
    Object.defineProperty(ViewOfShape.prototype, name, { get: READERS[kind](place) });
  return ViewOfShape;
}

function constantOf(text: string | undefined): ConstantNode['value'] {
  if (text === undefined) return undefined;
  if (text === 'null') return null;
  return text === 'true' || text === 'false' ? text === 'true' : Number(text);
}
