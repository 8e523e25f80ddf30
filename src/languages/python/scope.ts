import type { Binding, SourceModel, Span } from '../../ir.js';
import type { SyntaxNode } from './tree.js';

interface Name {
  whole: Binding;
  /** In straight-line code: what the name was last bound to. */
  current?: Binding;
  /** Bound several times in straight-line code. */
  isVersioned: boolean;
}

/**
 * Names visible in a module, function, class body or comprehension. Python binds a name for its whole scope, so all are
 * declared before the body is converted.
 */
export class Scope {
  readonly #names = new Map<string, Name>();
  /** Names that belong to the module (`global`) or to an outer function (`nonlocal`). */
  readonly #elsewhere = new Map<string, 'global' | 'nonlocal'>();
  constructor(
    readonly model: SourceModel,
    readonly kind: 'module' | 'function' | 'class' | 'comprehension',
    readonly parent?: Scope,
  ) {}

  declare(name: string, kind: Binding['kind'], span: Span, isVersioned = false): Binding {
    const known = this.#names.get(name);
    if (known) return known.whole;
    const whole = this.#binding(name, kind, span);
    this.#names.set(name, { whole, isVersioned });
    return whole;
  }

  declareAll(names: Declared): void {
    // `global` says nothing in a module itself.
    if (this.kind !== 'module') for (const [name, where] of names.elsewhere) this.#elsewhere.set(name, where);
    for (const [name, { kind, span, times }] of names.bound)
      if (!this.#elsewhere.has(name)) this.declare(name, kind, span, times > 1 && !names.shared.has(name));
  }

  /**
   * The binding that a definition in this scope gives a value to. `isStraight`: it runs whenever what follows does,
   * so that it hides what the name was before.
   */
  bind(name: string, span: Span, isStraight: boolean): Binding | undefined {
    const where = this.#elsewhere.get(name);
    if (where === 'global') return this.module.#names.get(name)?.whole ?? this.module.declare(name, 'variable', span);
    if (where === 'nonlocal') return this.parent?.lookup(name, true);
    const known = this.#names.get(name);
    if (!known) return this.kind === 'comprehension' ? this.parent?.bind(name, span, isStraight) : undefined;
    if (known.isVersioned && isStraight) {
      known.current = { ...this.#binding(name, known.whole.kind, span), whole: known.whole };
      known.whole.versions = [...(known.whole.versions ?? []), known.current];
    }
    return known.current ?? known.whole;
  }

  /** `isLater`: asked from a function that runs at another time than the code around it. */
  lookup(name: string, isLater = false): Binding | undefined {
    if (this.#elsewhere.get(name) === 'global') return this.module.lookup(name, true);
    const known = this.kind === 'class' && isLater ? undefined : this.#names.get(name);
    if (known) return isLater ? known.whole : (known.current ?? known.whole);
    return this.parent?.lookup(name, isLater || this.kind === 'function');
  }

  get module(): Scope {
    return this.parent?.module ?? this;
  }

  #binding(name: string, kind: Binding['kind'], span: Span): Binding {
    const binding: Binding = {
      name,
      kind,
      definitions: [],
      references: [],
      model: this.model,
      isTopLevel: this.kind === 'module',
      start: span.start,
      end: span.end,
    };
    this.model.bindings.push(binding);
    return binding;
  }
}

export interface Declared {
  bound: Map<string, { kind: Binding['kind']; span: Span; times: number }>;
  elsewhere: Map<string, 'global' | 'nonlocal'>;
  /** Names that some function of the file declares `global` or `nonlocal`. */
  shared: ReadonlySet<string>;
}

/** Names that a body binds itself, with how often it does so in straight-line code. */
export function namesBoundIn(body: SyntaxNode, text: string, shared: ReadonlySet<string>): Declared {
  const declared: Declared = { bound: new Map(), elsewhere: new Map(), shared };
  const bind = (node: SyntaxNode, kind: Binding['kind'], isStraight: boolean) => {
    const name = text.slice(node.start, node.end);
    const known = declared.bound.get(name);
    if (known) known.times += isStraight ? 1 : 0;
    else declared.bound.set(name, { kind, span: { start: node.start, end: node.end }, times: isStraight ? 1 : 0 });
  };
  const visit = (node: SyntaxNode, isStraight: boolean): void => {
    const inside = isStraight && !CONDITIONAL.has(node.type);
    switch (node.type) {
      case 'function_definition':
      case 'class_definition': {
        const kind = node.type === 'class_definition' ? 'class' : 'function';
        for (const child of node.children) {
          if (child.field === 'name') bind(child, kind, isStraight);
          // Defaults and superclasses are evaluated here.
          else if (child.field !== 'body') visit(child, isStraight);
        }
        return;
      }
      case 'lambda':
        return;
      case 'global_statement':
      case 'nonlocal_statement':
        for (const child of node.children)
          declared.elsewhere.set(
            text.slice(child.start, child.end),
            node.type === 'global_statement' ? 'global' : 'nonlocal',
          );
        return;
      case 'import_statement':
      case 'import_from_statement':
        for (const child of node.children) {
          const alias = child.type === 'aliased_import' ? child.children.at(-1) : undefined;
          const named = alias ?? child.children[0];
          if (child.field === 'name' && named) bind(named, 'import', false);
        }
        return;
      case 'assignment':
      case 'augmented_assignment':
      case 'for_statement':
      case 'named_expression':
      case 'type_alias_statement': {
        const isAssigned = node.type === 'assignment' || node.type === 'named_expression';
        const field = node.type === 'named_expression' ? 'name' : 'left';
        for (const child of node.children)
          if (child.field === field)
            for (const name of namesOf(child)) bind(name, 'variable', isStraight && isAssigned);
        break;
      }
      case 'as_pattern_target':
        for (const child of node.children) for (const name of namesOf(child)) bind(name, 'variable', isStraight);
        return;
      case 'case_pattern':
        for (const name of capturesOf(node)) bind(name, 'variable', false);
        return;
      case 'for_in_clause':
        for (const child of node.children) if (child.field === 'right') visit(child, inside);
        return;
    }
    for (const child of node.children) visit(child, inside);
  };
  for (const child of body.children) visit(child, !CONDITIONAL.has(body.type));
  return declared;
}

/** Statements whose bodies may not run, or run more than once. */
export const CONDITIONAL = new Set([
  'if_statement',
  'for_statement',
  'while_statement',
  'try_statement',
  'match_statement',
]);

/** The identifiers that a target binds: not those of `a.b` and `a[b]`. */
export function namesOf(target: SyntaxNode): SyntaxNode[] {
  switch (target.type) {
    case 'identifier':
      return [target];
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'list_splat_pattern':
    case 'dictionary_splat_pattern':
    case 'parenthesized_expression':
    case 'tuple':
    case 'list':
    case 'type':
      return target.children.flatMap(namesOf);
    default:
      return [];
  }
}

/** The names that a pattern of `case` captures. */
export function capturesOf(pattern: SyntaxNode): SyntaxNode[] {
  if (pattern.type === 'dotted_name') return pattern.children.length === 1 ? [...pattern.children] : [];
  if (pattern.type === 'class_pattern' || pattern.type === 'keyword_pattern')
    return pattern.children.slice(1).flatMap(capturesOf);
  if (pattern.type === 'identifier') return [pattern];
  return pattern.children.flatMap(capturesOf);
}

/** Names that any function of the file declares `global` or `nonlocal`. */
export function sharedNames(root: SyntaxNode, text: string): Set<string> {
  const found = new Set<string>();
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'global_statement' || node.type === 'nonlocal_statement')
      for (const child of node.children) found.add(text.slice(child.start, child.end));
    else for (const child of node.children) visit(child);
  };
  visit(root);
  return found;
}
