import type { Binding, SourceModel, Span } from '../ir.js';

/** Names that are visible in one block, for a language in which each is declared before it is used. */
export class BlockScope {
  readonly #names = new Map<string, Binding>();
  constructor(
    readonly model: SourceModel,
    readonly parent?: BlockScope,
  ) {}

  /** A name that is declared again in the same block means the same variable: `value, err := next()`. */
  declare(name: string, kind: Binding['kind'], span: Span): Binding {
    return this.own(name) ?? this.declareAnew(name, kind, span);
  }

  /** A name of its own, in place of one that the block has. */
  declareAnew(
    name: string,
    kind: Binding['kind'],
    { start, end }: Span,
    isTopLevel = this.parent === undefined,
  ): Binding {
    const binding: Binding = { name, kind, definitions: [], references: [], model: this.model, isTopLevel, start, end };
    this.#names.set(name, binding);
    this.model.bindings.push(binding);
    return binding;
  }

  own(name: string): Binding | undefined {
    return this.#names.get(name);
  }

  lookup(name: string): Binding | undefined {
    return this.own(name) ?? this.parent?.lookup(name);
  }

  get top(): BlockScope {
    return this.parent?.top ?? this;
  }
}

/** Runs `body` in a nested block. */
export function inScope(c: { readonly model: SourceModel; scope: BlockScope }, body: () => void): void {
  const outer = c.scope;
  c.scope = new BlockScope(c.model, outer);
  body();
  c.scope = outer;
}
