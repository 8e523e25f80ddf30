import type { Binding, SourceModel, Span } from '../../ir.js';

/** Names that are visible in one block. */
export class Scope {
  readonly #names = new Map<string, Binding>();
  constructor(
    readonly model: SourceModel,
    readonly parent?: Scope,
  ) {}

  declare(name: string, kind: Binding['kind'], { start, end }: Span): Binding {
    const known = this.#names.get(name);
    if (known) return known;
    const isTopLevel = this.parent === undefined;
    const binding: Binding = { name, kind, definitions: [], references: [], model: this.model, isTopLevel, start, end };
    this.#names.set(name, binding);
    this.model.bindings.push(binding);
    return binding;
  }

  own(name: string): Binding | undefined {
    return this.#names.get(name);
  }

  get top(): Scope {
    return this.parent?.top ?? this;
  }
}
