import type { Sdk } from '../catalog/sdk.js';
import type {
  Assignment,
  Binding,
  CallNode,
  ClassNode,
  Definition,
  Entry,
  Expression,
  MemberNode,
  ModuleNode,
  Parameter,
  SourceModel,
  Target,
} from '../ir.js';
import { ANY } from '../ir.js';
import type { Files, FrontEnd, ModuleTarget } from '../languages/front-end.js';

/** A place in the project that loads a file of it. */
export type Importer =
  | { by: 'binding'; binding: Binding; imported: string }
  | { by: 'reexport'; model: SourceModel; name: string; imported: string }
  | { by: 'load'; node: ModuleNode };

/** What `link` asks of the outside: files that were not candidates are parsed when a value leads there. */
export interface ProjectHost extends Files {
  frontEndFor(path: string): FrontEnd | undefined;
  /** Whether the file's project may have a version of the package that the catalog entry is about. */
  mayBeInstalled(sdk: Sdk, from: SourceModel): boolean;
  /** The model of a file, parsed now if need be; undefined when it is missing or does not parse. */
  load(path: string): SourceModel | undefined;
  /** Parses the files that mention the module, so that its importers are known. */
  loadImportersOf(path: string): void;
}

/** All files read so far, and who names what in them. */
export class Project {
  readonly models = new Map<string, SourceModel>();
  readonly callsByName = new Map<string, CallNode[]>();
  readonly membersByName = new Map<string, MemberNode[]>();
  readonly entriesByName = new Map<string, Entry[]>();
  readonly assignmentsByName = new Map<string, Assignment[]>();
  /** `const { name } = value`, by the first name of the path. */
  readonly patternsByName = new Map<string, { value: Expression; target: Target }[]>();
  readonly fieldsByName = new Map<string, ClassNode[]>();
  readonly subclasses: ClassNode[] = [];
  /** Parameters by the names in their types, and by what their types say beside (`Annotated[T, call]`). */
  readonly parametersByType = new Map<string | Expression, Parameter[]>();
  readonly assignmentByTarget = new Map<MemberNode, Assignment>();
  readonly #assignmentsOf = new Map<Binding | ClassNode, Assignment[]>();
  readonly #importers = new Map<string, Importer[]>();
  /** Files whose importers have been read. */
  readonly #asked = new Set<string>();
  /** By the path of the file, then the specifier in it. */
  readonly #targets = new Map<string, Map<string, ModuleTarget | undefined>>();
  /** Grows with every file added; what was resolved before is stale after. */
  generation = 0;

  constructor(readonly host: ProjectHost) {}

  add(model: SourceModel): void {
    if (this.models.has(model.path)) return;
    this.models.set(model.path, model);
    this.generation++;
    for (const expression of model.expressions) this.#index(expression);
    for (const assignment of model.assignments) this.#indexAssignment(assignment);
    for (const binding of model.bindings)
      for (const definition of binding.definitions) {
        if (definition.from === 'import') this.#indexImport(model, binding, definition);
        else if (definition.from === 'value' && definition.path[0] !== undefined)
          push(this.patternsByName, definition.path[0], {
            value: definition.value,
            target: { binding, path: definition.path },
          });
      }
    for (const exported of model.exports)
      if ('specifier' in exported)
        this.#addImporter(model, exported.specifier, {
          by: 'reexport',
          model,
          name: exported.name,
          imported: exported.imported,
        });
  }

  /** The file's model, read now if it was not yet. */
  model(path: string): SourceModel | undefined {
    const known = this.models.get(path);
    if (known) return known;
    const loaded = this.host.load(path);
    if (loaded) this.add(loaded);
    return loaded;
  }

  /** Where a specifier in a file leads. */
  target(from: SourceModel, specifier: string): ModuleTarget | undefined {
    const targets = this.#targets.get(from.path) ?? new Map<string, ModuleTarget | undefined>();
    this.#targets.set(from.path, targets);
    if (!targets.has(specifier))
      targets.set(specifier, this.host.frontEndFor(from.path)?.resolveModule(from.path, specifier, this.host));
    return targets.get(specifier);
  }

  /** Who loads the file, anywhere in the repository. */
  importersOf(model: SourceModel): readonly Importer[] {
    if (!this.#asked.has(model.path)) {
      this.#asked.add(model.path);
      this.host.loadImportersOf(model.path);
    }
    return this.#importers.get(model.path) ?? [];
  }

  /** `x.a.b = v` for the binding `x`, `this.a = v` for a class. */
  assignmentsOf(root: Binding | ClassNode): readonly Assignment[] {
    return this.#assignmentsOf.get(root) ?? [];
  }

  #index(expression: Expression): void {
    switch (expression.kind) {
      case 'call': {
        const name = terminalName(expression.callee);
        if (name) push(this.callsByName, name, expression);
        return;
      }
      case 'member':
        if (expression.property) push(this.membersByName, expression.property, expression);
        return;
      case 'object':
        for (const entry of expression.entries) if (entry.key) push(this.entriesByName, entry.key, entry);
        return;
      case 'class':
        for (const field of expression.fields) push(this.fieldsByName, field.name, expression);
        if (expression.superclass) this.subclasses.push(expression);
        return;
      case 'function':
        for (const parameter of expression.parameters)
          for (const key of [...(parameter.type?.names ?? []), ...(parameter.type?.metadata ?? [])])
            push(this.parametersByType, key, parameter);
        return;
      case 'module':
        this.#addImporter(expression.model, expression.specifier, { by: 'load', node: expression });
    }
  }

  #indexAssignment(assignment: Assignment): void {
    const { target } = assignment;
    this.assignmentByTarget.set(target, assignment);
    if (target.property) push(this.assignmentsByName, target.property, assignment);
    const root = rootOf(target);
    if (root.kind === 'reference' && root.binding) push(this.#assignmentsOf, root.binding, assignment);
    if (root.kind === 'self' && root.of?.kind === 'class') push(this.#assignmentsOf, root.of, assignment);
  }

  #indexImport(model: SourceModel, binding: Binding, definition: Extract<Definition, { from: 'import' }>): void {
    this.#addImporter(model, definition.specifier, { by: 'binding', binding, imported: definition.imported });
  }

  #addImporter(from: SourceModel, specifier: string, importer: Importer): void {
    const target = this.target(from, specifier);
    if (target && 'file' in target) push(this.#importers, target.file, importer);
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The last name of a callee: `create` of `a.b.create`. */
export function terminalName(callee: Expression): string | undefined {
  if (callee.kind === 'reference') return callee.name;
  if (callee.kind === 'member') return callee.property;
  return callee.kind === 'super' ? 'super' : undefined;
}

/** The expression that a chain of members starts from. */
export function rootOf(member: MemberNode): Exclude<Expression, MemberNode> {
  let node: Expression = member;
  while (node.kind === 'member') node = node.object;
  return node;
}

/** As `pathOf`, with `*` for a name that is computed. */
export function openPathOf(member: MemberNode): string[] {
  const names: string[] = [];
  let node: Expression = member;
  while (node.kind === 'member') {
    names.unshift(node.property ?? ANY);
    node = node.object;
  }
  return names;
}

/** The property names of `a.b.c` after its root, or undefined when one is computed. */
export function pathOf(member: MemberNode): string[] | undefined {
  const names: string[] = [];
  let node: Expression = member;
  while (node.kind === 'member') {
    if (node.property === undefined) return undefined;
    names.unshift(node.property);
    node = node.object;
  }
  return names;
}
