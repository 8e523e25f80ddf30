import type { Binding, Definition, SourceModel, Span } from '../../ir.js';
import { grown } from '../packed/grown.js';
import { bindingOf } from '../packed/nodes.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';

interface Name {
  whole: Binding;
  /** What the name was last bound to, in the order in which the code runs. */
  current?: Binding;
  /** Bound several times. */
  isVersioned: boolean;
}

/** When a definition happens: always, perhaps, or perhaps again and again. */
export type Happening = 'always' | 'perhaps' | 'repeatedly';

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
    /** `closed`: a function that does not see the variables around it. */
    readonly kind: 'module' | 'function' | 'class' | 'comprehension' | 'closed',
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

  /** The binding that a definition in this scope gives a value to. One that always happens hides what was before. */
  bind(name: string, span: Span, happens: Happening): Binding | undefined {
    const where = this.#elsewhere.get(name);
    if (where === 'global') return this.module.#names.get(name)?.whole ?? this.module.declare(name, 'variable', span);
    if (where === 'nonlocal') return this.parent?.lookup(name, true);
    const known = this.#names.get(name);
    if (!known) return this.kind === 'comprehension' ? this.parent?.bind(name, span, happens) : undefined;
    if (!known.isVersioned || happens === 'repeatedly') return known.current ?? known.whole;
    known.current = this.#version(known, span, happens === 'perhaps' && known.current ? [known.current] : []);
    return known.current;
  }

  /** As `bind`, with what the name is given. */
  define(name: string, span: Span, happens: Happening, definition: Definition): Binding | undefined {
    const binding = this.bind(name, span, happens);
    if (binding) noteDefinition(binding, definition);
    return binding;
  }

  /** What every name is bound to at this point. */
  state(): Map<string, Binding | undefined> {
    const state = new Map<string, Binding | undefined>();
    for (const [name, { isVersioned, current }] of this.#names) if (isVersioned) state.set(name, current);
    return state;
  }

  restore(state: ReadonlyMap<string, Binding | undefined>): void {
    for (const [name, current] of state) {
      const known = this.#names.get(name);
      if (known) known.current = current;
    }
  }

  /** After branches of which one was taken: each name is what one of them made it. */
  merge(states: readonly ReadonlyMap<string, Binding | undefined>[]): void {
    for (const [name, known] of this.#names) {
      if (!known.isVersioned) continue;
      const ends = new Set(states.map((state) => state.get(name)));
      const bound = [...ends].filter((one) => one !== undefined);
      known.current = bound.length > 1 ? this.#version(known, known.whole, bound) : bound[0];
    }
  }

  /** A binding of its own, that may hold what the ones before it hold. */
  #version(name: Name, span: Span, before: readonly Binding[]): Binding {
    const { whole } = name;
    const version = this.#binding(whole.name, whole.kind, span);
    version.whole = whole;
    version.type = whole.type;
    // Most of them hold the same: each branch would double it.
    const held = new Set(before.flatMap((one) => one.definitions));
    for (const definition of held) version.definitions = grown(version.definitions, definition);
    for (const one of before) one.continued = [...(one.continued ?? []), version];
    whole.versions = [...(whole.versions ?? []), version];
    return version;
  }

  /** `isLater`: asked from a function that runs at another time than the code around it. */
  lookup(name: string, isLater = false): Binding | undefined {
    if (this.#elsewhere.get(name) === 'global') return this.module.lookup(name, true);
    const known = this.kind === 'class' && isLater ? undefined : this.#names.get(name);
    if (known) return isLater ? known.whole : (known.current ?? known.whole);
    if (this.kind === 'closed') return undefined;
    return this.parent?.lookup(name, isLater || this.kind === 'function');
  }

  get module(): Scope {
    return this.parent?.module ?? this;
  }

  #binding(name: string, kind: Binding['kind'], span: Span): Binding {
    const binding = bindingOf(this.model, name, kind, span, this.kind === 'module');
    this.model.bindings.push(binding);
    return binding;
  }
}

/** Code that runs at another time sees what a name is given too. */
export function noteDefinition(binding: Binding, definition: Definition): void {
  binding.definitions = grown(binding.definitions, definition);
  if (binding.whole) binding.whole.definitions = grown(binding.whole.definitions, definition);
}

export interface Declared {
  bound: Map<string, { kind: Binding['kind']; span: Span; times: number }>;
  elsewhere: Map<string, 'global' | 'nonlocal'>;
  /** Names that some function of the file declares `global` or `nonlocal`. */
  shared: ReadonlySet<string>;
}

/** What a whole file says of its names. */
export interface FileNames {
  /** Those that some function declares `global` or `nonlocal`. */
  shared: ReadonlySet<string>;
  /** Whether `:=` binds some inside of expressions. */
  isBoundInside: boolean;
}

/** Expressions in which only `:=` binds a name: most of a file's nodes lie in these. */
const EXPRESSIONS = new Set([
  'argument_list',
  'attribute',
  'await',
  'binary_operator',
  'boolean_operator',
  'call',
  'comparison_operator',
  'concatenated_string',
  'conditional_expression',
  'dictionary',
  'dictionary_comprehension',
  'generator_expression',
  'list',
  'list_comprehension',
  'not_operator',
  'set',
  'set_comprehension',
  'string',
  'subscript',
  'unary_operator',
]);

/** Names that a body binds itself, with how often it does so. */
export function namesBoundIn(body: SyntaxNode, text: string, { shared, isBoundInside }: FileNames): Declared {
  const declared: Declared = { bound: new Map(), elsewhere: new Map(), shared };
  const mayBind = ({ type, children }: SyntaxNode) => children.length > 0 && (isBoundInside || !EXPRESSIONS.has(type));
  const bind = (node: SyntaxNode, kind: Binding['kind']) => {
    const name = text.slice(node.start, node.end);
    const known = declared.bound.get(name);
    if (known) known.times++;
    else declared.bound.set(name, { kind, span: { start: node.start, end: node.end }, times: 1 });
  };
  const visit = (node: SyntaxNode): void => {
    switch (node.type) {
      case 'function_definition':
      case 'class_definition': {
        const kind = node.type === 'class_definition' ? 'class' : 'function';
        for (const child of node.children) {
          if (child.field === 'name') bind(child, kind);
          // Defaults and superclasses are evaluated here.
          else if (child.field !== 'body') visit(child);
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
          if (child.field === 'name' && named) bind(named, 'import');
        }
        return;
      case 'assignment':
      case 'augmented_assignment':
      case 'for_statement':
      case 'named_expression':
      case 'type_alias_statement': {
        const field = node.type === 'named_expression' ? 'name' : 'left';
        for (const child of node.children)
          if (child.field === field) for (const name of namesOf(child)) bind(name, 'variable');
        break;
      }
      case 'as_pattern_target':
        for (const child of node.children) for (const name of namesOf(child)) bind(name, 'variable');
        return;
      case 'case_pattern':
        for (const name of capturesOf(node)) bind(name, 'variable');
        return;
      case 'for_in_clause':
        for (const child of node.children) if (child.field === 'right') visit(child);
        return;
    }
    for (const child of node.children) if (mayBind(child)) visit(child);
  };
  for (const child of body.children) visit(child);
  return declared;
}

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

export function namesOfFile(root: SyntaxNode, text: string): FileNames {
  return { shared: sharedNames(root, text), isBoundInside: text.includes(':=') };
}

function sharedNames(root: SyntaxNode, text: string): Set<string> {
  const found = new Set<string>();
  if (!text.includes('global') && !text.includes('nonlocal')) return found;
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'global_statement' || node.type === 'nonlocal_statement')
      for (const child of node.children) found.add(text.slice(child.start, child.end));
    else for (const child of node.children) visit(child);
  };
  visit(root);
  return found;
}
