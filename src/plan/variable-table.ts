import { isTestPath } from '../discover/file-kinds.js';
import type { SettingInCode } from '../link/environment-settings.js';
import type { Linked } from '../link/link.js';
import { only } from '../link/origins.js';
import { componentsOf } from './components.js';
import type { Unit } from './types.js';
import type { Variable } from './variables.js';

/**
 * The variables of the environment, by name. A program of one file that sets one itself, always and without a look at
 * what the environment holds (a notebook that asks for a key, say), has a variable of its own: it concerns nobody else. Of
 * several files it is not known which others also run without the one that sets it. A test that has no client sets it for
 * the application.
 */
export class VariableTable {
  readonly #variables = new Map<string, Variable>();
  readonly #programOf: (model: { path: string }) => string;
  readonly #own = new Set<string>();

  constructor(
    { project, resolver }: Linked,
    settings: readonly SettingInCode[],
    readonly unread: ReadonlyMap<string, readonly string[]>,
    units: readonly Unit[],
  ) {
    const programOf = componentsOf(project);
    const sizes = new Map<string, number>();
    for (const model of project.models.values()) sizes.set(programOf(model), (sizes.get(programOf(model)) ?? 0) + 1);
    this.#programOf = programOf;
    const withClients = new Set(units.map((unit) => unit.model.path));
    const isAlone = (path: string) =>
      sizes.get(programOf({ path })) === 1 && (!isTestPath(path) || withClients.has(path));
    for (const { name, value, model, isCertain } of settings) {
      const readsItself = only(resolver.at(value, []), 'environment').some((read) => read.name === name);
      if (isCertain && !readsItself && isAlone(model.path)) this.#own.add(this.#inProgram(name, model.path));
    }
    for (const model of project.models.values())
      for (const { name } of isAlone(model.path) ? (model.settings ?? []) : [])
        this.#own.add(this.#inProgram(name, model.path));
  }

  /** The variable that a file means by a name, if anything is known of it. */
  find(name: string, path: string): Variable | undefined {
    return this.#variables.get(this.keyOf(name, path));
  }

  /** As `find`, and notes one that is not known yet. */
  of(name: string, path: string): Variable {
    const key = this.keyOf(name, path);
    const known = this.#variables.get(key);
    if (known) return known;
    const made: Variable = {
      name,
      key,
      to: name,
      mode: 'stay',
      roles: new Set(),
      sites: [],
      movedSites: [],
      silentReads: [],
      // What another program reads is not this one's own.
      unread: key === name ? (this.unread.get(name) ?? []) : [],
      spelledAt: [],
      handedOn: [],
      packages: [],
      stayers: [],
      keepers: [],
      isMoved: false,
      isOrigin: false,
      isHost: false,
    };
    this.#variables.set(key, made);
    return made;
  }

  /** As `find`, in the case in which a class of settings spells the name. */
  spelledSo(name: string, path: string): Variable | undefined {
    const known = this.find(name, path);
    if (known || name !== name.toLowerCase()) return known;
    const other = this.find(name.toUpperCase(), path);
    return other && isSpelledSo(other, name) ? { ...other, name, to: other.to.toLowerCase() } : undefined;
  }

  get all(): readonly Variable[] {
    return [...this.#variables.values()];
  }

  /** Tells variables apart that have the same name. */
  keyOf(name: string, path: string): string {
    const own = this.#inProgram(name, path);
    return this.#own.has(own) ? own : name;
  }

  #inProgram(name: string, path: string): string {
    return `${name}\0${this.#programOf({ path })}`;
  }
}

/** A class of settings reads its fields from the environment in whatever case. */
export function isSpelledSo({ sites }: Variable, name: string): boolean {
  return sites.some(({ model, span }) => model.text.slice(span.start, span.end) === name);
}
