import type { ClassNode, Expression, SourceModel, TypeUse } from '../ir.js';
import { named } from '../names.js';
import type { Project } from './project.js';
import type { Resolver } from './resolve.js';

/** What is known of the project's classes: who extends one, of which of them values are instances, and what those are given. */
export class Classes {
  readonly #project: Project;
  #assigned = new Map<string, ReadonlyMap<ClassNode, Expression[]>>();
  #classesOf = new Map<TypeUse, readonly ClassNode[]>();
  #heirs: Map<ClassNode, ClassNode[]> | undefined;

  constructor(private readonly resolver: Resolver) {
    this.#project = resolver.project;
  }

  /** What was known before another file was read. */
  forget(): void {
    this.#assigned = new Map();
    this.#classesOf = new Map();
    this.#heirs = undefined;
  }

  /** What instances of the class are given for a field: in literals, and by assignments to it. */
  givenTo(node: ClassNode, name: string): Expression[] {
    return [...this.assignedTo(node, name), ...this.#givenInLiterals(node, name)];
  }

  /** What is assigned to a field of an instance of the class, wherever that is. */
  assignedTo(node: ClassNode, name: string): readonly Expression[] {
    return this.#assignedIn(name).get(node) ?? [];
  }

  /** What is assigned to a field of the name, by the class of the instance. */
  #assignedIn(name: string): ReadonlyMap<ClassNode, Expression[]> {
    this.resolver.refresh();
    this.#project.looks++;
    const known = this.#assigned.get(name);
    if (known) return known;
    const found = new Map<ClassNode, Expression[]>();
    // Known while it is filled, since a question on the way may ask for it.
    this.#assigned.set(name, found);
    for (const member of this.#project.members.get(name)) {
      const assignment = this.#project.assignmentTo(member);
      for (const owner of assignment ? new Set(this.recordsOf(member.object)) : [])
        if (assignment) found.set(owner, [...(found.get(owner) ?? []), assignment.value]);
    }
    return found;
  }

  /** The classes of which an expression is an instance, as a literal or its declared type says. */
  recordsOf(node: Expression): readonly ClassNode[] {
    if (node.kind === 'wrapper') return this.recordsOf(node.value);
    if (node.kind === 'self') return node.of?.kind === 'class' ? [this.wholeOf(node.of)] : [];
    const type = node.kind === 'reference' ? node.binding?.type : undefined;
    if (type) return this.classesNamed(node.model, type);
    return this.resolver.briefly(node).flatMap((origin) => {
      if (origin.kind === 'instance') return [origin.class];
      return origin.kind === 'object' && origin.node.type ? this.classesAt(origin.node.type) : [];
    });
  }

  /** The class that a part of it belongs to. */
  wholeOf(node: ClassNode): ClassNode {
    const [whole] = node.isPart && node.superclass ? this.classesAt(node.superclass) : [];
    return whole ?? node;
  }

  /** The class, and what other files have of it. */
  partsOf(node: ClassNode): ClassNode[] {
    return [node, ...this.heirsOf(node).filter(({ isPart }) => isPart)];
  }

  /** The classes that an expression may be. */
  classesAt(type: Expression): ClassNode[] {
    return this.resolver.briefly(type).flatMap((one) => (one.kind === 'class' ? [one.node] : []));
  }

  /** `Config`, `settings.Config`: what a type names, if that is a class of the project. */
  classesNamed(model: SourceModel, type: TypeUse): readonly ClassNode[] {
    this.resolver.refresh();
    this.#project.looks++;
    const known = this.#classesOf.get(type) ?? this.#findClasses(model, type.names);
    this.#classesOf.set(type, known);
    return known;
  }

  #findClasses(model: SourceModel, names: readonly string[]): ClassNode[] {
    return names.flatMap((name) => {
      const [first = '', ...rest] = name.split('.');
      const path = rest.map((one) => ({ name: one }));
      return named(model, 'bindings', (one) => one === first).flatMap((binding) =>
        binding.definitions.flatMap((definition) =>
          this.resolver
            .definition(binding, definition, path, undefined, nothing(model))
            .flatMap((one) => (one.kind === 'class' ? [one.node] : [])),
        ),
      );
    });
  }

  /** Literals that are written as instances of the class and give the field. */
  #givenInLiterals(node: ClassNode, name: string): Expression[] {
    return this.#project.objects.get(name).flatMap((object) => {
      const isOne =
        object.type && this.resolver.briefly(object.type).some((one) => one.kind === 'class' && one.node === node);
      return isOne ? object.entries.flatMap(({ key, value }) => (key === name ? [value] : [])) : [];
    });
  }

  /** The classes that extend one directly. */
  heirsOf(node: ClassNode): readonly ClassNode[] {
    this.#project.looks++;
    const heirs = this.#heirs ?? this.#allHeirs();
    return heirs.get(node) ?? [];
  }

  /** The classes of the project that one extends directly. */
  basesOf({ superclass }: ClassNode): readonly ClassNode[] {
    return superclass ? this.classesAt(superclass) : [];
  }

  /** The class, and all that extend it. */
  allHeirsOf(node: ClassNode): readonly ClassNode[] {
    const found = new Set([node]);
    for (const one of found) for (const heir of this.heirsOf(one)) found.add(heir);
    return [...found];
  }

  /** Looked up for all classes at once. A file that is read on the way makes all that is known here forgotten. */
  #allHeirs(): ReadonlyMap<ClassNode, ClassNode[]> {
    const heirs = new Map<ClassNode, ClassNode[]>();
    // Known while it is filled, since a question on the way may ask for it.
    this.#heirs = heirs;
    for (const one of this.#project.subclasses)
      for (const base of one.superclass ? this.resolver.briefly(one.superclass) : [])
        if (base.kind === 'class' && base.node !== one) heirs.set(base.node, [...(heirs.get(base.node) ?? []), one]);
    return heirs;
  }
}

/** Stands for a question that no expression asks. */
function nothing(model: SourceModel): Expression {
  return { kind: 'constant', value: undefined, start: 0, end: 0, model };
}
