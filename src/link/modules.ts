import type { Definition, Expression, ModuleNode, SourceModel } from '../ir.js';
import { ANY } from '../ir.js';
import { filesOf, nameIn, type PackageTarget, packageOf } from '../languages/front-end.js';
import { named } from '../names.js';
import { exportsNamed, OPEN_EXPORTS } from './exports-named.js';
import type { Frame, Origin, Step } from './origins.js';
import type { Resolver } from './resolve.js';

const isOpenName = (name: string) => OPEN_EXPORTS.has(name);

/** Follows values through imports and exports. */
export class Modules {
  readonly #exporting = new Set<string>();

  constructor(private readonly resolver: Resolver) {}

  imported(
    from: SourceModel,
    definition: Extract<Definition, { from: 'import' }>,
    path: readonly Step[],
    node: Expression,
  ): Origin[] {
    const step: Step = {
      name: definition.imported,
      site: definition.importedSpan ? { model: from, span: definition.importedSpan, form: 'name' } : undefined,
    };
    const whole = definition.imported === ANY ? path : [step, ...path];
    return this.#walked(from, definition.specifier, whole, node) ?? [{ kind: 'unknown', node }];
  }

  /** What lies at the path in the module; undefined when the specifier leads nowhere. */
  #walked(
    from: SourceModel,
    specifier: string,
    path: readonly Step[],
    node: Expression,
    frame?: Frame,
  ): Origin[] | undefined {
    const { project } = this.resolver;
    const target = project.target(from, specifier);
    const [first, ...rest] = path;
    // A name that the module does not export may be a module inside it.
    const frontEnd = project.host.frontEndFor(from.path);
    const inner = first && frontEnd?.submodule?.(specifier, first.name);
    const ofPackage = (found: PackageTarget): Origin[] => {
      const walked = (found.path ?? []).map((name) => ({ name }));
      return this.resolver.leaf({ kind: 'external', package: found.package, path: [], calls: [], frame, node }, [
        ...walked,
        ...path,
      ]);
    };
    if (target && 'package' in target) {
      // A folder of the project's own is a package, too, whose name says nothing of that.
      const isModule = first !== undefined && frontEnd?.isModuleName?.(first.name, project.host);
      if (inner !== undefined && isModule && filesOf(project.target(from, inner)).length > 0)
        return this.#walked(from, inner, rest, node);
      return ofPackage(target);
    }
    const paths = filesOf(target);
    const files = paths.flatMap((file) => project.model(file) ?? project.host.data(file) ?? []);
    const name = nameIn(target);
    const whole = name === undefined ? path : [{ name }, ...path];
    const origins = files.flatMap((file) => this.exported(file, whole, node));
    if (origins.length > 0) return origins;
    const within = inner === undefined ? undefined : this.#walked(from, inner, rest, node);
    if (within) return within;
    const other = packageOf(target);
    // What a file that was not read has, or one that takes whatever another has, is not known.
    const isOpen = files.length < paths.length || files.some((file) => named(file, 'exports', isOpenName).length > 0);
    if (other && first && !isOpen) return ofPackage(other);
    return files.length > 0 ? origins : undefined;
  }

  module(node: ModuleNode, path: readonly Step[], frame?: Frame): Origin[] {
    return this.#walked(node.model, node.specifier, path, node, frame) ?? [{ kind: 'unknown', node }];
  }

  /** What a file exports at `path`, whose first step is the export's name. */
  exported(file: SourceModel, path: readonly Step[], node: Expression): Origin[] {
    // Files that re-export each other lead round in a circle.
    const key = `${file.path}\0${path.map((step) => step.name).join('\0')}`;
    if (this.#exporting.has(key)) return [];
    this.#exporting.add(key);
    const origins = this.#exportsOf(file, path, node);
    this.#exporting.delete(key);
    return origins;
  }

  #exportsOf(file: SourceModel, path: readonly Step[], node: Expression): Origin[] {
    const [first, ...rest] = path;
    const origins: Origin[] = [];
    const isAny = first?.name === ANY;
    const found =
      isAny || !first ? named(file, 'exports', (name) => isAny || isOpenName(name)) : exportsNamed(file, first.name);
    for (const exported of found) {
      const isWhole = exported.name === 'module.exports';
      // `require` of a default export, `import x` of CommonJS: both spell the whole as `default`.
      const inner = isWhole ? (first?.name === 'default' ? rest : path) : rest;
      if ('value' in exported) origins.push(...this.resolver.at(exported.value, inner));
      else if ('binding' in exported) origins.push(...this.resolver.binding(exported.binding, inner, undefined, node));
      else origins.push(...this.#reexported(file, exported, path, inner, node));
    }
    return origins;
  }

  #reexported(
    file: SourceModel,
    exported: { name: string; specifier: string; imported: string },
    path: readonly Step[],
    inner: readonly Step[],
    node: Expression,
  ): Origin[] {
    const isStar = exported.name === ANY;
    if (isStar && path[0]?.name === 'default') return [];
    const imported = isStar ? (path[0]?.name ?? ANY) : exported.imported;
    return this.imported(
      file,
      { from: 'import', specifier: exported.specifier, imported },
      isStar && path.length === 0 ? [] : inner,
      node,
    );
  }
}
