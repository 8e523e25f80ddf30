import type { Binding, SourceModel, Span } from '../../ir.js';

/** Names that are visible in one block, in the order in which they are declared. */
export class Scope {
  readonly #names = new Map<string, Binding>();
  constructor(
    readonly model: SourceModel,
    readonly parent?: Scope,
  ) {}

  /** A name that is declared again in the same block means the same variable: `value, err := next()`. */
  declare(name: string, kind: Binding['kind'], { start, end }: Span): Binding {
    const known = this.#names.get(name);
    if (known) return known;
    const isTopLevel = this.parent === undefined;
    const binding: Binding = { name, kind, definitions: [], references: [], model: this.model, isTopLevel, start, end };
    this.#names.set(name, binding);
    this.model.bindings.push(binding);
    return binding;
  }

  lookup(name: string): Binding | undefined {
    return this.#names.get(name) ?? this.parent?.lookup(name);
  }

  get top(): Scope {
    return this.parent?.top ?? this;
  }
}

/** Names that are there in every file; none of them can hold what rules ask about. */
const PREDECLARED = new Set(
  'any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr append cap clear close complex copy delete imag len make max min new panic print println real recover nil true false iota _'.split(
    ' ',
  ),
);

export function isPredeclared(name: string): boolean {
  return PREDECLARED.has(name);
}
