import { flowFacts, type SettingsStore } from '../catalog/flow.js';
import { isTestPath } from '../discover/file-kinds.js';
import type { Argument, CallNode, ClassNode, Expression, MemberNode, ObjectNode, SourceModel } from '../ir.js';
import { ANY } from '../ir.js';
import { named } from '../names.js';
import { type Origin, type OriginOf, only, ownKey, type Step } from './origins.js';
import type { Resolver } from './resolve.js';
import { filesLoaded, inText, isObjectOf, isStore, type Load, loadedBy, loadsOf } from './store-loads.js';

/** Names of settings, and not of a store's own methods. */
const KEY = /^[A-Z][A-Z0-9_]*$/;

/** What a setting of the environment names, or nobody knows. */
const OPEN: ReadonlySet<Origin['kind']> = new Set(['unknown', 'parameter', 'environment', 'template']);

/**
 * The objects in which a framework keeps a program's settings: `app.config`, `django.conf.settings`. What is put there is followed to
 * where it is taken, in whatever file.
 */
export class SettingsStores {
  /** Whether keys are computed, for the files of a generation. */
  readonly #computed = new Map<SettingsStore, { generation: number; isFilled: boolean }>();

  constructor(private readonly resolver: Resolver) {}

  /** What the store holds that a value of a package is, or leads into; undefined for any other value, or where nothing is known. */
  held({ package: from, path: before, node }: OriginOf<'external'>, path: readonly Step[]): Origin[] | undefined {
    const stores = storesOf(node.model.language).filter((one) => one.package === from);
    if (stores.length === 0) return undefined;
    const steps: Step[] = [...before.map((name) => ({ name })), ...path];
    for (const store of stores)
      for (const object of store.objects) {
        const names = object.split('.');
        const [key, ...rest] = steps.slice(names.length);
        if (!key || !KEY.test(key.name) || names.some((name, index) => steps[index]?.name !== name)) continue;
        const found = store.files
          ? this.#inFiles(store, [key, ...rest], node)
          : this.#inStore(store, key, rest, node.model);
        return found.length > 0 ? found : undefined;
      }
    return undefined;
  }

  isStore(origin: Origin): boolean {
    return (
      origin.kind === 'external' &&
      storesOf(origin.node.model.language).some((one) => one.package === origin.package && isObjectOf(one, origin))
    );
  }

  /** Whether a store gets what an object has, under the names that its keys say. */
  isHeld(node: ObjectNode): boolean {
    return storesOf(node.model.language).some((store) =>
      loadsOf(this.resolver, store).some((load) =>
        only(loadedBy(this.resolver, load), 'object').some((one) => one.node === node),
      ),
    );
  }

  /** The places that take what is put into a store by an assignment: `app.config['NAME'] = value`. */
  readsAfter({ object, property = ANY, model: { language } }: MemberNode): Expression[] {
    if (!KEY.test(property)) return [];
    const store = storesOf(language).find((one) => isStore(this.resolver, object, one));
    return store ? this.#readsOf(store, property, language) : [];
  }

  /** The places that take what a class or an instance of it has under the name, where a store is filled from it. */
  readsOfClass(owner: ClassNode, name: string): Expression[] {
    if (!KEY.test(name)) return [];
    const isMeant = ({ kind, ...origin }: Origin) =>
      (kind === 'class' && 'node' in origin && this.#isOrExtends(origin.node as ClassNode, owner)) ||
      (kind === 'instance' && 'class' in origin && this.#isOrExtends(origin.class, owner));
    return storesOf(owner.model.language).flatMap((store) =>
      loadsOf(this.resolver, store, isOfObject).some((load) => loadedBy(this.resolver, load).some(isMeant))
        ? this.#readsOf(store, name, owner.model.language)
        : [],
    );
  }

  /** The same for what a file exports, where a store holds that. */
  readsOfFile(model: SourceModel, name: string): Expression[] {
    if (!KEY.test(name)) return [];
    return storesOf(model.language).flatMap((store) =>
      (store.files ?? []).some((file) => `/${model.path}`.endsWith(`/${file}`)) ||
      loadsOf(this.resolver, store, isOfObject).some((load) => filesLoaded(this.resolver, load).includes(model.path))
        ? this.#readsOf(store, name, model.language)
        : [],
    );
  }

  /**
   * The places that take what a call puts into a store, and where it lies in that; undefined where it is no such call, or nobody knows
   * under which name.
   */
  readsOfLoad(
    { callee, arguments: [first], model: { language } }: CallNode,
    argument: Argument,
    inside: readonly string[],
  ): { reads: Expression[]; inside: readonly string[] } | undefined {
    if (callee.kind !== 'member' || callee.property === undefined) return undefined;
    for (const store of storesOf(language)) {
      const takes = store.loads?.[callee.property];
      if (takes === undefined || takes === 'unknown' || !isStore(this.resolver, callee.object, store)) continue;
      const entry = takes === 'entry' && first?.value.kind === 'string' ? first.value.value : argument.name;
      const [name = ANY, ...rest] = entry === undefined && takes !== 'entry' ? inside : [entry ?? ANY, ...inside];
      return name === ANY || (argument.value === first?.value && takes === 'entry')
        ? undefined
        : { reads: this.#readsOf(store, name, language), inside: rest };
    }
    return undefined;
  }

  /** What the modules of the project export that a store holds as a whole. */
  #inFiles({ files = [] }: SettingsStore, path: readonly Step[], node: Expression): Origin[] {
    const { project, modules } = this.resolver;
    return files
      .flatMap((file) =>
        project.host.named(file.slice(file.lastIndexOf('/') + 1)).filter((one) => `/${one}`.endsWith(`/${file}`)),
      )
      .flatMap((file) => {
        const model = project.model(file);
        return model ? modules.exported(model, path, node) : [];
      });
  }

  /** What is put there under the key, by whichever way. Nothing is known where no way is. */
  #inStore(store: SettingsStore, key: Step, rest: readonly Step[], { language }: SourceModel): Origin[] {
    const { project } = this.resolver;
    for (const text of store.spelled ?? []) project.readHolding(text, language);
    const found: Origin[] = [];
    let isOpen = false;
    const add = (origins: readonly Origin[]) =>
      found.push(...origins.filter(({ kind }) => kind !== 'absent').map((origin) => ownKey(origin, key)));
    for (const member of project.members.get(key.name)) {
      const assignment = isTestPath(member.model.path) ? undefined : project.assignmentTo(member);
      if (assignment && isStore(this.resolver, member.object, store)) add(this.resolver.at(assignment.value, rest));
    }
    for (const load of loadsOf(this.resolver, store)) {
      if (isTestPath(load.call.model.path)) continue;
      const given = load.takes === 'unknown' ? undefined : this.#givenBy(load, key, rest);
      if (given) add(given);
      else isOpen = true;
    }
    // What a file gives that nobody sees may be another key.
    return isOpen || this.#isFilledByComputedKeys(store) ? [] : found;
  }

  /** What a call puts there under the key; undefined where that cannot be followed. */
  #givenBy(load: Load, key: Step, rest: readonly Step[]): Origin[] | undefined {
    const { call, takes } = load;
    if (takes === 'entry') {
      const [name, value] = call.arguments;
      if (name?.value.kind !== 'string') return undefined;
      return value && name.value.value === key.name ? this.resolver.at(value.value, rest) : [];
    }
    const loaded = loadedBy(this.resolver, load);
    if (loaded.some(({ kind }) => OPEN.has(kind) || (takes === 'object' && kind === 'external'))) return undefined;
    const named = takes === 'object' ? inText(this.resolver, load) : [];
    if (takes === 'object' && named.length === 0 && only(loaded, 'string').length > 0) return undefined;
    return [
      ...named.flatMap(({ model, inside }) =>
        this.resolver.modules.exported(model, [...inside.map((name) => ({ name })), key, ...rest], call),
      ),
      ...call.arguments.flatMap(({ name, value }) => {
        if (name === undefined) return this.resolver.at(value, [key, ...rest]);
        return name === key.name ? this.resolver.at(value, rest) : [];
      }),
    ];
  }

  /** `for name in NAMES: app.config[name] = …` */
  #isFilledByComputedKeys(store: SettingsStore): boolean {
    const { models, generation } = this.resolver.project;
    const known = this.#computed.get(store);
    if (known?.generation === generation) return known.isFilled;
    const isFilled = [...models.values()].some(
      (model) =>
        store.spelled?.some((text) => model.text.includes(text)) &&
        !isTestPath(model.path) &&
        named(model, 'assignments', (name) => name === ANY).some(({ target }) =>
          isStore(this.resolver, target.object, store),
        ),
    );
    this.#computed.set(store, { generation, isFilled });
    return isFilled;
  }

  #readsOf(store: SettingsStore, name: string, language: string): Expression[] {
    const { project } = this.resolver;
    project.readHolding(name, language);
    const methods = store.loads ? (flowFacts(language).entryMethods ?? []) : [];
    const isTaken = ({ arguments: [first] }: CallNode) => first?.value.kind === 'string' && first.value.value === name;
    return [
      ...project.members
        .get(name)
        .filter((member) => !project.assignmentTo(member) && isStore(this.resolver, member.object, store)),
      ...methods
        .flatMap((method) => project.calls.get(method))
        .filter(
          (call) => isTaken(call) && call.callee.kind === 'member' && isStore(this.resolver, call.callee.object, store),
        ),
    ];
  }

  #isOrExtends(node: ClassNode, owner: ClassNode, seen = new Set<ClassNode>()): boolean {
    if (node === owner) return true;
    if (!node.superclass || seen.has(node)) return false;
    seen.add(node);
    return only(this.resolver.at(node.superclass, []), 'class').some((base) =>
      this.#isOrExtends(base.node, owner, seen),
    );
  }
}

function isOfObject(takes: Load['takes']): boolean {
  return takes === 'object';
}

function storesOf(language: string): readonly SettingsStore[] {
  return flowFacts(language).settingsStores ?? [];
}
