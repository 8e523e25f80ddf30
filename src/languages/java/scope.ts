import type { Binding, SourceModel, Span } from '../../ir.js';

/** Names that are visible in one block. */
export class Scope {
  readonly #names = new Map<string, Binding>();
  constructor(
    readonly model: SourceModel,
    readonly parent?: Scope,
  ) {}

  declare(name: string, kind: Binding['kind'], { start, end }: Span, isTopLevel = this.parent === undefined): Binding {
    const binding: Binding = { name, kind, definitions: [], references: [], model: this.model, isTopLevel, start, end };
    this.#names.set(name, binding);
    this.model.bindings.push(binding);
    return binding;
  }

  /** What a block around may have, too: a class that is declared beside. */
  lookup(name: string): Binding | undefined {
    return this.#names.get(name) ?? this.parent?.lookup(name);
  }

  get top(): Scope {
    return this.parent?.top ?? this;
  }
}
