import type { Binding, ClassNode, SourceModel } from '../../ir.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';
import { newBinding } from './scope.js';

/** A class, a module, or the file itself: constants stand in it, and methods. */
export interface Namespace {
  /** `Shop::Chat`; empty for the file itself. */
  readonly name: string;
  /** The one that it is written in, whose constants are known here by their own names. */
  readonly around?: Namespace;
  readonly class?: ClassNode;
  readonly constants: Map<string, Binding>;
  /** Methods of instances and of the class itself. */
  readonly methods: Set<string>;
  /** What `attr_accessor` and the like make: the instance variable by another name. */
  readonly attributes: Set<string>;
  /** Methods of the module are also called on it itself: `module_function`. */
  isShared: boolean;
}

/** What a file declares, before any of it is converted: a method may name what stands below it. */
export class Namespaces {
  /** By their whole names, the file itself by none. */
  readonly #known = new Map<string, Namespace>();

  constructor(
    readonly model: SourceModel,
    program: SyntaxNode,
  ) {
    this.#declareIn(this.#open('', undefined, undefined), program.children);
  }

  get file(): Namespace {
    return this.#known.get('') as Namespace;
  }

  /** The one that a `class` or `module` opens there. */
  at(around: Namespace, node: SyntaxNode): Namespace | undefined {
    const name = node.children.find(({ field }) => field === 'name');
    return name && this.#known.get(this.#wholeName(around, this.#textOf(name)));
  }

  /** The constant that a name means at a place, by all names that lead to it, as far as the file itself says it. */
  find(at: Namespace, path: readonly string[]): Binding | undefined {
    const [first = '', ...rest] = path;
    for (let around: Namespace | undefined = at; around; around = around.around) {
      const found = around.constants.get(first);
      if (!found) continue;
      const whole = [around.name, ...path].filter((one) => one !== '');
      return rest.length === 0
        ? found
        : this.#known.get(whole.slice(0, -1).join('::'))?.constants.get(path.at(-1) ?? '');
    }
    return undefined;
  }

  #declareIn(at: Namespace, statements: readonly SyntaxNode[]): void {
    for (const node of statements) this.#declare(at, node);
  }

  #declare(at: Namespace, node: SyntaxNode): void {
    switch (node.type) {
      case 'class':
      case 'module':
        this.#declareNamespace(at, node);
        return;
      case 'assignment':
      case 'operator_assignment': {
        const [left, right] = node.children;
        if (left?.type === 'constant') this.#constant(at, this.#textOf(left), 'constant', left);
        const whole = left?.type === 'scope_resolution' ? /^::(\w+)$/.exec(this.#textOf(left))?.[1] : undefined;
        if (left && whole !== undefined) this.#constant(this.file, whole, 'constant', left);
        // `A = B = "x"`
        if (right?.type === 'assignment') this.#declare(at, right);
        return;
      }
      case 'method':
      case 'singleton_method':
        if (at.class) at.methods.add(this.#nameOf(node));
        return;
      case 'call':
        this.#declareByCall(at, node);
        return;
      case 'identifier':
        if (this.#textOf(node) === 'module_function') at.isShared = true;
        return;
      case 'singleton_class':
      case 'body_statement':
      case 'begin':
      case 'if':
      case 'unless':
      case 'then':
      case 'else':
      case 'if_modifier':
      case 'unless_modifier':
      case 'rescue':
        this.#declareIn(at, node.children);
    }
  }

  #declareNamespace(at: Namespace, node: SyntaxNode): void {
    const name = node.children.find(({ field }) => field === 'name');
    if (!name) return;
    const written = this.#textOf(name);
    const whole = this.#wholeName(at, written);
    const last = whole.slice(whole.lastIndexOf(':') + 1);
    const outer = this.#known.get(whole.slice(0, Math.max(0, whole.length - last.length - 2)));
    const known = this.#known.get(whole) ?? this.#open(whole, at, this.#emptyClass(node, last));
    // `class Shop::Chat`: the module around is not written here, and its constants are not known by their own names.
    const binding = outer
      ? this.#constant(outer, last, 'class', name)
      : this.#constant(this.file, whole, 'class', name);
    const value = known.class as ClassNode;
    if (!binding.definitions.some((one) => one.from === 'value' && one.value === value)) {
      binding.definitions.push({ from: 'value', value, path: [] });
      value.use ??= { as: 'definition', targets: [{ binding, path: [] }] };
    }
    this.#declareIn(known, node.children.find(({ field }) => field === 'body')?.children ?? []);
  }

  #emptyClass({ start, end }: SyntaxNode, name: string): ClassNode {
    const made: ClassNode = { kind: 'class', start, end, name, fields: [], model: this.model };
    this.model.expressions.push(made);
    return made;
  }

  #declareByCall(at: Namespace, node: SyntaxNode): void {
    const method = node.children.find(({ field }) => field === 'method');
    const listed = node.children.find(({ type }) => type === 'argument_list');
    const called = method && !node.children.some(({ field }) => field === 'receiver') ? this.#textOf(method) : '';
    if (/^attr_(?:reader|writer|accessor)$/.test(called))
      for (const one of listed?.children ?? [])
        if (one.type === 'simple_symbol') at.attributes.add(this.#textOf(one).slice(1));
    if (called === 'extend' && listed?.children[0]?.type === 'self') at.isShared = true;
    // `private def name`, `private_class_method def self.name`, `memoize def name`
    for (const one of listed?.children ?? []) if (/method$/.test(one.type)) this.#declare(at, one);
  }

  #constant(at: Namespace, name: string, kind: Binding['kind'], node: SyntaxNode): Binding {
    const known = at.constants.get(name);
    if (known) return known;
    const whole = at.name === '' ? name : `${at.name}::${name}`;
    const binding = newBinding(this.model, whole, kind, node, true);
    at.constants.set(name, binding);
    this.model.exports.push({ name: whole, binding });
    return binding;
  }

  #open(name: string, around: Namespace | undefined, node: ClassNode | undefined): Namespace {
    const made: Namespace = {
      name,
      ...(around ? { around } : {}),
      ...(node ? { class: node } : {}),
      constants: new Map(),
      methods: new Set(),
      attributes: new Set(),
      isShared: false,
    };
    this.#known.set(name, made);
    return made;
  }

  #wholeName({ name }: Namespace, written: string): string {
    if (written.startsWith('::')) return written.slice(2);
    return name === '' ? written : `${name}::${written}`;
  }

  #nameOf(node: SyntaxNode): string {
    const name = node.children.find(({ field }) => field === 'name');
    return name ? this.#textOf(name) : '';
  }

  #textOf({ start, end }: SyntaxNode): string {
    return this.model.text.slice(start, end);
  }
}
