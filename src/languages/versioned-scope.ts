import type { Binding, Definition, SourceModel, Span } from '../ir.js';
import { grown } from './packed/grown.js';
import { bindingOf } from './packed/nodes.js';

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
 * Names visible in a module, function, class body or comprehension, for a language that binds a name for its whole scope, so that all are
 * declared before the body is converted. One that is bound several times has a binding for each value.
 */
export class VersionedScope {
  readonly #names = new Map<string, Name>();
  /** Names that belong to the module (`global`) or to an outer function (`nonlocal`). */
  readonly #elsewhere = new Map<string, 'global' | 'nonlocal'>();
  constructor(
    readonly model: SourceModel,
    /** `closed`: a function that does not see the variables around it. */
    readonly kind: 'module' | 'function' | 'class' | 'comprehension' | 'closed',
    readonly parent?: VersionedScope,
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

  get module(): VersionedScope {
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
