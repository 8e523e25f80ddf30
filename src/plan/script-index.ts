import type { ConfigCommand, ConfigEntry, ConfigModel, ConfigReference, Span } from '../ir.js';
import { push } from '../push.js';

/** A setting of a script's variable, and the function that it stands in. */
interface Setting {
  entry: ConfigEntry;
  holder?: string;
  isLocal: boolean;
}

const DECLARING = new Set(['local', 'declare', 'typeset']);

/** So many may stand inside the one that is looked for. */
const MAX_NEARBY = 50;

/** Finds the parts of a script by name and by place, without a look at all of it. */
export class ScriptIndex {
  readonly inputs: ReadonlySet<number>;
  readonly #heads: ReadonlyMap<string, ConfigCommand[]>;
  readonly #bodies: ReadonlyMap<string, ConfigCommand[]>;
  readonly #references: ReadonlyMap<string, ConfigReference[]>;
  readonly #settings: ReadonlyMap<string, Setting[]>;
  readonly #substitutions: readonly Span[];
  /** Where commands and their here-documents stand, in order, and the greatest end up to each. */
  readonly #places: readonly (Span & { command: ConfigCommand; reach: number })[];

  constructor(readonly config: ConfigModel) {
    const { commands, references, entries, substitutions = [] } = config;
    this.inputs = new Set(commands.flatMap(({ input }) => input ?? []));
    this.#heads = grouped(commands, ({ words }) => words[0]?.value ?? '');
    this.#bodies = grouped(commands, (command) => command.function);
    this.#references = grouped(references, ({ name, to }) => (to === 'environment' ? name : undefined));
    this.#substitutions = [...substitutions].sort((a, b) => a.start - b.start);
    let reach = 0;
    this.#places = commands
      .flatMap((command) => [command, ...(command.documents ?? [])].map(({ start, end }) => ({ start, end, command })))
      .sort((a, b) => a.start - b.start)
      .map((place) => {
        reach = Math.max(reach, place.end);
        return { ...place, reach };
      });
    const settings = entries.filter((entry) => entry.inShell).map((entry) => this.#settingOf(entry));
    this.#settings = grouped(settings, ({ entry }) => entry.name);
  }

  withHead(head: string): readonly ConfigCommand[] {
    return this.#heads.get(head) ?? [];
  }

  body(name: string): readonly ConfigCommand[] {
    return this.#bodies.get(name) ?? [];
  }

  referencesTo(name: string): readonly ConfigReference[] {
    return this.#references.get(name) ?? [];
  }

  settings(name: string): readonly Setting[] {
    return this.#settings.get(name) ?? [];
  }

  commandAt(at: number): ConfigCommand | undefined {
    for (let index = firstFrom(this.#places, at + 1) - 1; index >= 0; index--) {
      const place = this.#places[index];
      if (!place || place.reach <= at) return undefined;
      if (at < place.end) return place.command;
    }
    return undefined;
  }

  referencesIn(span: Span): ConfigReference[] {
    return within(this.config.references, span);
  }

  substitutionsIn(span: Span): Span[] {
    return within(this.#substitutions, span);
  }

  isSubstituted(at: number): boolean {
    const last = firstFrom(this.#substitutions, at);
    return this.#substitutions.slice(Math.max(0, last - MAX_NEARBY), last).some(({ end }) => at < end);
  }

  #settingOf(entry: ConfigEntry): Setting {
    const command = this.commandAt(Math.max(entry.start, entry.nameSpan.start));
    const holder = command?.function;
    const isLocal = holder !== undefined && DECLARING.has(command?.words[0]?.value ?? '');
    return { entry, ...(holder !== undefined && { holder }), isLocal };
  }
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === undefined) continue;
    push(groups, key, one);
  }
  return groups;
}

/** Those in a span, of ones that are in order. */
function within<T extends Span>(sorted: readonly T[], { start, end }: Span): T[] {
  const found: T[] = [];
  for (let index = firstFrom(sorted, start); index < sorted.length; index++) {
    const one = sorted[index];
    if (!one || one.start >= end) break;
    if (one.end <= end) found.push(one);
  }
  return found;
}

/** The number of the first one that does not start before an offset. */
function firstFrom(sorted: readonly Span[], at: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.start ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
