import type { Binding, SourceModel, Span } from '../../ir.js';

/** Local variables of the file itself, a method, or a block, which sees those around it too. */
export class Scope {
  readonly #names = new Map<string, Binding>();
  constructor(
    readonly model: SourceModel,
    /** The scope whose variables are seen here as well: a block's. */
    readonly around?: Scope,
    readonly isTopLevel = false,
  ) {}

  lookup(name: string): Binding | undefined {
    return this.#names.get(name) ?? this.around?.lookup(name);
  }

  /** A variable that is there already, or a new one of this scope. */
  variable(name: string, span: Span): Binding {
    return this.lookup(name) ?? this.declare(name, 'variable', span);
  }

  /** A name of this scope itself, whatever the scopes around have: a parameter. */
  declare(name: string, kind: Binding['kind'], span: Span): Binding {
    const binding = newBinding(this.model, name, kind, span, this.isTopLevel);
    this.#names.set(name, binding);
    return binding;
  }
}

export function newBinding(
  model: SourceModel,
  name: string,
  kind: Binding['kind'],
  { start, end }: Span,
  isTopLevel: boolean,
): Binding {
  const binding: Binding = { name, kind, definitions: [], references: [], model, isTopLevel, start, end };
  model.bindings.push(binding);
  return binding;
}
