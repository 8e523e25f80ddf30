import { eachSuperclassName, rootOf } from '../callee-names.js';
import type { Sdk } from '../catalog/sdk.js';
import type {
  Assignment,
  Binding,
  CallNode,
  ClassNode,
  Expression,
  FunctionNode,
  MemberNode,
  ModuleNode,
  Parameter,
  SourceModel,
  Target,
} from '../ir.js';
import { ANY } from '../ir.js';
import { type Files, type FrontEnd, filesOf, type ModuleTarget, nameIn, packageOf } from '../languages/front-end.js';
import { named, providerOf, type Table } from '../names.js';
import { push } from '../push.js';
import { importedBy } from './imported-by.js';
import { type Merge, mergesIn } from './merges.js';
import { NameIndex } from './name-index.js';

/** A place in the project that loads a file of it. */
export type Importer =
  | { by: 'binding'; binding: Binding; imported: string; unless?: { specifier: string; exports: string } }
  | { by: 'reexport'; model: SourceModel; name: string; imported: string }
  | { by: 'load'; node: ModuleNode };

/** What `link` asks of the outside: files that were not candidates are parsed when a value leads there. */
export interface ProjectHost extends Files {
  frontEndFor(path: string): FrontEnd | undefined;
  /** Whether the file's project may have a version of the package that the catalog entry is about. */
  mayBeInstalled(sdk: Sdk, from: SourceModel): boolean;
  /** Whether the file's project names the package among those that it needs. */
  isRequired(distribution: string, from: SourceModel): boolean;
  /** The model of a file, parsed now if need be; undefined when it is missing or does not parse. */
  load(path: string): SourceModel | undefined;
  /** A file of data, as what it gives to code that loads it; undefined for any other file. */
  data(path: string): SourceModel | undefined;
  /** The files that may load the module, as their texts say, with the names that they take out of it. */
  importersOf(path: string): readonly SpelledImporter[];
  /** The files in a language whose text holds this one. */
  holding(text: string, language: string): readonly string[];
  /** Whether any file of the language imports a package, or one that a pattern (`axios/*`) covers; true where that is not known. */
  mayImport(language: string, pattern: string): boolean;
  /** What the file imports, as its text says; undefined where that is not all there is to know. */
  spelledIn(path: string): readonly string[] | undefined;
}

/** A file whose text says that it loads a module. */
export interface SpelledImporter {
  path: string;
  /** Absent where that may be any. */
  names?: readonly string[];
}

/** All files read so far, and who names what in them. */
export class Project {
  readonly models = new Map<string, SourceModel>();
  /** Grows with each look at what all files have: an answer that follows from one is old when a file is added. */
  looks = 0;
  readonly calls = this.#index('calls');
  readonly members = this.#index('members');
  readonly objects = this.#index('objects');
  /** By their fields. */
  readonly classes = this.#index('classes');
  readonly #functions = this.#index('functions');
  readonly #patterns = this.#index('patterns');
  readonly #subclasses: ClassNode[] = [];
  /** The numbers of subclasses, by the names of what they may extend. */
  readonly #extending = new Map<string, number[]>();
  readonly #superCalls = new Map<ClassNode, CallNode[]>();
  /** How many of the calls named so are among them. */
  #superCount = 0;
  readonly #assignments = new Map<SourceModel, Assignments>();
  readonly #merges = new Map<SourceModel, ReturnType<typeof mergesIn>>();
  readonly #importers = new Map<string, Importer[]>();
  /** Files whose importers have been read, with the names that they take, and texts of which all files have been. */
  readonly #asked = new Set<string>();
  /** By the path of the file, then the specifier in it. */
  readonly #targets = new Map<string, Map<string, ModuleTarget | undefined>>();
  /** Packages that the files import, behind their language. */
  readonly #imported = new Set<string>();
  readonly #importsLike = new Map<string, { isFound: boolean; of: number }>();
  /** Grows with every file added; what was resolved before is stale after. */
  generation = 0;

  constructor(readonly host: ProjectHost) {}

  add(model: SourceModel): void {
    if (this.models.has(model.path)) return;
    this.models.set(model.path, model);
    this.generation++;
    const indexes = [this.calls, this.members, this.objects, this.classes];
    for (const index of [...indexes, this.#functions, this.#patterns]) index.add(model);
    for (const one of named(model, 'subclasses', () => true)) {
      const number = this.#subclasses.push(one) - 1;
      eachSuperclassName(one, (name) => push(this.#extending, name, number));
    }
    for (const node of named(model, 'modules', () => true))
      this.#addImporter(model, node.specifier, { by: 'load', node });
    const isInProject = (specifier: string) => filesOf(this.target(model, specifier)).length > 0;
    for (const binding of named(model, 'imports', isInProject))
      for (const one of binding.definitions)
        if (one.from === 'import')
          this.#addImporter(model, one.specifier, { by: 'binding', binding, imported: one.imported });
    for (const { binding, inner, specifier, name } of this.#submodulesIn(model))
      this.#addImporter(model, inner, { by: 'binding', binding, imported: ANY, unless: { specifier, exports: name } });
    for (const exported of named(model, 'reexports', () => true))
      if ('specifier' in exported)
        this.#addImporter(model, exported.specifier, {
          by: 'reexport',
          model,
          name: exported.name,
          imported: exported.imported,
        });
  }

  get subclasses(): readonly ClassNode[] {
    this.looks++;
    return this.#subclasses;
  }

  /** The classes that may extend, directly, one that goes by the names. */
  extending(names: Iterable<string>): ClassNode[] {
    this.looks++;
    const numbers = [ANY, ...names].flatMap((name) => this.#extending.get(name) ?? []);
    return [...new Set(numbers)].sort((a, b) => a - b).map((number) => this.#subclasses[number] as ClassNode);
  }

  /** The calls in a class that run the constructor of the one that it extends. */
  superCallsIn(node: ClassNode): readonly CallNode[] {
    const all = this.calls.get('super');
    for (; this.#superCount < all.length; this.#superCount++) {
      const call = all[this.#superCount] as CallNode;
      if (call.callee.kind === 'super' && call.callee.class) push(this.#superCalls, call.callee.class, call);
    }
    return this.#superCalls.get(node) ?? [];
  }

  #index<T extends Table>(table: T): NameIndex<T> {
    return new NameIndex(table, () => this.looks++);
  }

  /** The file's model, read now if it was not yet. */
  model(path: string): SourceModel | undefined {
    const known = this.models.get(path);
    if (known) return known;
    const loaded = this.host.load(path);
    if (!loaded) return undefined;
    this.add(loaded);
    // What one of them names, all of them may say.
    for (const other of this.host.frontEndFor(path)?.sameModule?.(path, this.host) ?? []) this.model(other);
    return loaded;
  }

  /** Has all files read whose text holds this one. */
  readHolding(text: string, language: string): void {
    const key = `\0${language}\0${text}`;
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    for (const path of this.host.holding(text, language)) this.model(path);
  }

  /** Whether any of the packages may be imported at all: what is of others is not asked whether it is theirs. */
  mayImport(language: string, packages: readonly string[]): boolean {
    return packages.some((one) => this.#imported.has(`${language}:${one}`) || this.host.mayImport(language, one));
  }

  /**
   * Whether one of the files that have been read imports a package as a fact's expression says. No look at what all files have: those
   * that name what this is about were read first.
   */
  importsLike(language: string, imports: string): boolean {
    const key = `${language}:${imports}`;
    const known = this.#importsLike.get(key);
    if (known && (known.isFound || known.of === this.#imported.size)) return known.isFound;
    const pattern = new RegExp(imports);
    const start = `${language}:`;
    const isFound = [...this.#imported].some((one) => one.startsWith(start) && pattern.test(one.slice(start.length)));
    this.#importsLike.set(key, { isFound, of: this.#imported.size });
    return isFound;
  }

  /** Where a specifier in a file leads. */
  target(from: { path: string }, specifier: string): ModuleTarget | undefined {
    const targets = this.#targets.get(from.path) ?? new Map<string, ModuleTarget | undefined>();
    this.#targets.set(from.path, targets);
    if (targets.has(specifier)) return targets.get(specifier);
    const frontEnd = this.host.frontEndFor(from.path);
    const target = frontEnd?.resolveModule(from.path, specifier, this.host);
    const imported = packageOf(target)?.package;
    if (frontEnd && imported !== undefined) this.#imported.add(`${frontEnd.language}:${imported}`);
    targets.set(specifier, target);
    return target;
  }

  /** Names that a file imports from a module, and that may be modules inside it. */
  #submodulesIn(model: SourceModel): { binding: Binding; specifier: string; name: string; inner: string }[] {
    const { submodule, isModuleName } = this.host.frontEndFor(model.path) ?? {};
    if (!submodule || !isModuleName) return [];
    const mayBeModule = (name: string) => name !== ANY && isModuleName(name, this.host);
    return named(model, 'parts', mayBeModule).flatMap((binding) =>
      binding.definitions.flatMap((one) => {
        if (one.from !== 'import' || !mayBeModule(one.imported)) return [];
        const { specifier, imported: name } = one;
        return [{ binding, specifier, name, inner: submodule(specifier, name) }];
      }),
    );
  }

  /** Who loads the file, anywhere in the repository: at least all that may take the name, or each of them for `*`. */
  importersOf(model: SourceModel, name: string): readonly Importer[] {
    const key = `${model.path}\0${name}`;
    if (!this.#asked.has(key)) {
      this.#asked.add(key);
      for (const one of this.host.importersOf(model.path)) if (takes(one, name)) this.model(one.path);
    }
    return this.knownImportersOf(model);
  }

  /** How many files would have to be read to know who takes the name. */
  unreadImportersOf({ path }: SourceModel, name: string): number {
    if (this.#asked.has(`${path}\0${name}`)) return 0;
    return this.host.importersOf(path).filter((one) => takes(one, name) && !this.models.has(one.path)).length;
  }

  /** Who loads the file, of the files that have been read. */
  knownImportersOf({ path }: SourceModel): readonly Importer[] {
    this.looks++;
    return (this.#importers.get(path) ?? []).filter((one) => !this.#isOfAnother(one));
  }

  /** Whether a module exports what an importer takes from it, so that this is no module inside it. */
  #isOfAnother(importer: Importer): boolean {
    if (importer.by !== 'binding' || !importer.unless) return false;
    const { specifier, exports } = importer.unless;
    const files = filesOf(this.target(importer.binding.model, specifier)).flatMap((file) => this.model(file) ?? []);
    return files.some((file) => named(file, 'exports', (name) => name === exports).length > 0);
  }

  /** What a file loads. One that was not read is only parsed for that where its text does not say enough. */
  targetsOf(path: string): readonly ModuleTarget[] {
    const spelled = this.models.has(path) ? undefined : this.host.spelledIn(path);
    const model = spelled ? undefined : this.model(path);
    const inner = model ? this.#submodulesIn(model).map((one) => one.inner) : [];
    const specifiers = model ? [...importedBy(model), ...inner] : (spelled ?? []);
    return specifiers.flatMap((specifier) => this.target({ path }, specifier) ?? []);
  }

  /** Whether any file of the repository loads this one. */
  isImported({ path }: SourceModel): boolean {
    if (this.#importers.has(path)) return true;
    for (const { path: importer } of this.host.importersOf(path)) {
      this.model(importer);
      if (this.#importers.has(path)) return true;
    }
    return false;
  }

  /** `x.a.b = v` for the binding `x`, `this.a = v` for a class. */
  assignmentsOf(root: Binding | ClassNode): readonly Assignment[] {
    return this.#assignmentsIn(root.model).ofRoot.get(root) ?? [];
  }

  assignmentTo(target: MemberNode): Assignment | undefined {
    return this.#assignmentsIn(target.model).toTarget.get(target);
  }

  /** What is merged into an object that the binding, or a field of the class, holds. */
  mergesInto(root: Binding | ClassNode): readonly Merge[] {
    const known = this.#merges.get(root.model) ?? mergesIn(root.model);
    this.#merges.set(root.model, known);
    return known.get(root) ?? [];
  }

  #assignmentsIn(model: SourceModel): Assignments {
    const known = this.#assignments.get(model) ?? assignmentsIn(model);
    this.#assignments.set(model, known);
    return known;
  }

  /** Parameters with the name in their types, or whose types say the expression beside (`Annotated[T, call]`). */
  parametersOf(type: string | Expression): Parameter[] {
    const isMeant = ({ type: one }: Parameter) =>
      typeof type === 'string' ? one?.names.includes(type) : one?.metadata?.includes(type);
    return this.#functions.get(typeof type === 'string' ? type : ANY).flatMap((one) => one.parameters.filter(isMeant));
  }

  /** Functions whose results a container hands to parameters of the type. */
  providersOf(type: string): readonly FunctionNode[] {
    return this.#functions.get(providerOf(type)).filter((one) => one.provides === type);
  }

  /** `const { name } = value`, by the first name of the path. */
  patterns(name: string): { value: Expression; target: Target }[] {
    return this.#patterns
      .get(name)
      .flatMap((binding) =>
        binding.definitions.flatMap((one) =>
          one.from === 'value' && one.path[0] === name
            ? [{ value: one.value, target: { binding, path: one.path } }]
            : [],
        ),
      );
  }

  #addImporter(from: SourceModel, specifier: string, importer: Importer): void {
    const target = this.target(from, specifier);
    const name = nameIn(target);
    const own = name !== undefined && importer.by === 'binding' ? { ...importer, imported: name } : importer;
    for (const file of filesOf(target)) push(this.#importers, file, own);
  }
}

function takes({ names }: SpelledImporter, name: string): boolean {
  return name === ANY || !names || names.includes(name);
}

interface Assignments {
  /** By the binding or the class of whose value a part is assigned to. */
  ofRoot: Map<Binding | ClassNode, Assignment[]>;
  toTarget: Map<MemberNode, Assignment>;
}

function assignmentsIn(model: SourceModel): Assignments {
  const found: Assignments = { ofRoot: new Map(), toTarget: new Map() };
  for (const assignment of model.assignments) {
    const { target } = assignment;
    found.toTarget.set(target, assignment);
    const root = rootOf(target);
    if (root.kind === 'reference' && root.binding) push(found.ofRoot, root.binding, assignment);
    if (root.kind === 'self' && root.of?.kind === 'class') push(found.ofRoot, root.of, assignment);
  }
  return found;
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
