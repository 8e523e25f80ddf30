import type { Binding, Expression, SourceModel, Span } from '../../ir.js';
import { grown } from '../packed/grown.js';
import { bindingOf, referenceNode } from '../packed/nodes.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';

type Kind = 'class' | 'function' | 'constant';

/** The package of what the language, its extensions and frameworks without namespaces give: functions and constants. */
export const OWN_PACKAGE = 'php';

/** Where a function or a constant is looked for: in the project, by its whole name and by the last part of it, then in the language. */
export function specifierOf(name: string): string {
  return `${OWN_PACKAGE}:${name}`;
}

/** Where a variable is looked for that a function shares with the top level of whatever file. */
export function globalSpecifier(name: string): string {
  return specifierOf(name);
}

/** Functions, classes and constants that a file names: what it declares, what it imports by `use`, and what others declare. */
export class FileNames {
  readonly #known: Record<Kind, Map<string, Binding>> = { class: new Map(), function: new Map(), constant: new Map() };
  /** Whole names, by what `use` calls them here. */
  readonly #aliases: Record<Kind, Map<string, string>> = { class: new Map(), function: new Map(), constant: new Map() };
  #namespace = '';

  constructor(private readonly model: SourceModel) {}

  /** Names of the whole file, wherever in it they are declared: a function inside an `if` is one of all. */
  declare(node: SyntaxNode): void {
    for (const child of node.children) this.#declare(child);
  }

  #declare(node: SyntaxNode): void {
    const name = node.children.find(({ field }) => field === 'name');
    switch (node.type) {
      case 'namespace_definition':
        this.#namespace = name ? this.#text(name) : '';
        break;
      case 'namespace_use_declaration':
        this.#use(node);
        return;
      case 'class_declaration':
      case 'interface_declaration':
      case 'trait_declaration':
      case 'enum_declaration':
        if (name) this.#add('class', this.#text(name), name);
        // Constants of a class are its own.
        return;
      case 'function_definition':
        if (name) this.#add('function', this.#text(name), name);
        break;
      case 'const_declaration':
        for (const one of node.children)
          if (one.type === 'const_element' && one.children[0])
            this.#add('constant', this.#text(one.children[0]), one.children[0]);
        return;
      case 'function_call_expression': {
        const defined = definedName(node, this.model.text);
        if (defined) this.#add('constant', defined.name, defined.span);
        return;
      }
    }
    if (STATEMENTS.test(node.type)) for (const child of node.children) this.#declare(child);
  }

  #add(kind: Kind, name: string, span: Span): void {
    if (this.#known[kind].has(name)) return;
    this.#known[kind].set(name, this.#binding(name, kind, span));
  }

  #binding(name: string, kind: Binding['kind'], { start, end }: Span): Binding {
    const binding = bindingOf(this.model, name, kind, { start, end }, true);
    this.model.bindings.push(binding);
    return binding;
  }

  /** `use A\B as C, D\{E, F}`, `use function A\b`. */
  #use(node: SyntaxNode): void {
    const kindOf = (text: string): Kind =>
      /^(?:use\s+)?function\s/.test(text) ? 'function' : /^(?:use\s+)?const\s/.test(text) ? 'constant' : 'class';
    const group = node.children.find(({ field }) => field === 'body');
    const prefix = group && node.children[0] ? `${this.#text(node.children[0])}\\` : '';
    for (const clause of (group ?? node).children) {
      if (clause.type !== 'namespace_use_clause') continue;
      const [named, alias] = clause.children;
      if (!named) continue;
      const whole = (prefix + this.#text(named)).replace(/^\\/, '');
      const kind = kindOf(this.#text(clause)) === 'class' ? kindOf(this.#text(node)) : kindOf(this.#text(clause));
      const local = alias ? this.#text(alias) : lastOf(whole);
      this.#aliases[kind].set(local, whole);
      if (kind === 'class') this.#imported(kind, local, whole, alias ?? named);
    }
  }

  #imported(kind: Kind, name: string, whole: string, span: Span): Binding {
    const binding = this.#binding(name, 'import', span);
    const specifier = kind === 'class' ? whole : specifierOf(whole);
    binding.definitions = [{ from: 'import', specifier, imported: lastOf(whole) }];
    this.#known[kind].set(name, binding);
    return binding;
  }

  /** The binding of a name, as it is written. */
  lookup(kind: Kind, written: string, span: Span): Binding {
    return this.#known[kind].get(written) ?? this.#imported(kind, written, this.#whole(kind, written), span);
  }

  isDeclared(kind: Kind, name: string): boolean {
    return this.#known[kind].has(name) || this.#aliases[kind].has(name);
  }

  /** What a class is called as a whole. */
  wholeName(written: string): string {
    return this.#whole('class', written);
  }

  #whole(kind: Kind, written: string): string {
    if (written.startsWith('\\')) return written.slice(1);
    const own = written.replace(/^namespace\\/i, '');
    const alias = own === written ? this.#aliases[kind].get(own) : undefined;
    if (alias !== undefined) return alias;
    const [first = '', ...rest] = own.split('\\');
    const base = own === written && rest.length > 0 ? this.#aliases.class.get(first) : undefined;
    if (base !== undefined) return [base, ...rest].join('\\');
    return this.#namespace === '' ? own : `${this.#namespace}\\${own}`;
  }

  /** A name that is read. */
  reference(kind: Kind, node: Span): Expression {
    const written = this.model.text.slice(node.start, node.end);
    const binding = this.lookup(kind, written, node);
    const made = referenceNode({ model: this.model }, node, lastOf(written), binding);
    binding.references = grown(binding.references, made);
    return made;
  }

  #text(node: Span): string {
    return this.model.text.slice(node.start, node.end);
  }
}

/** Parts of a file in which functions, classes and constants may be declared. */
const STATEMENTS =
  /_statement$|_clause$|_block$|^(?:namespace_definition|compound_statement|function_definition|parenthesized_expression|binary_expression)$/;

export function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('\\') + 1);
}

/** `define('NAME', value)`. */
export function definedName(
  call: SyntaxNode,
  text: string,
): { name: string; span: Span; value: SyntaxNode } | undefined {
  const [callee, listed] = call.children;
  if (!callee || !/^\\?define$/i.test(text.slice(callee.start, callee.end))) return undefined;
  const [name, value] = (listed?.children ?? []).map((one) => one.children[0]);
  const isText = name && /^(?:encapsed_)?string$/.test(name.type);
  if (!isText || !value) return undefined;
  const span = { start: name.start + 1, end: name.end - 1 };
  return { name: text.slice(span.start, span.end), span, value };
}
