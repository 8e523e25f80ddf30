import type { ConfigCommand, ConfigEntry, ConfigModel, ConfigReference, Span } from '../ir.js';

/** A part of a text that a script puts together. `typed`: what whoever runs it gives. */
export type ScriptPiece =
  | (Span & { kind: 'written'; text: string })
  | { kind: 'environment'; name: string }
  | { kind: 'typed' | 'unknown' };
export type ScriptText = readonly ScriptPiece[];

/** What was met on the way to a value. */
export interface Trail {
  references: Set<ConfigReference>;
  entries: Set<ConfigEntry>;
}

const UNKNOWN: ScriptPiece = { kind: 'unknown' };
const MAX_TEXTS = 8;
const MAX_DEPTH = 8;

/**
 * Follows the values of a script's own variables and of its functions' parameters to where they are written. A variable
 * that the script sets nowhere is one of the environment.
 */
export class ScriptValues {
  readonly #commands: readonly ConfigCommand[];

  constructor(readonly config: ConfigModel) {
    this.#commands = config.commands;
  }

  /** The texts that a word, or a part of one, may stand for; each is known as far as its pieces are. */
  texts(span: Span, trail: Trail, seen: readonly string[] = []): ScriptText[] {
    if (seen.length > MAX_DEPTH) return [[UNKNOWN]];
    let texts: ScriptText[] = [[]];
    const add = (pieces: readonly ScriptText[]) => {
      texts = texts.flatMap((text) => pieces.map((one) => [...text, ...one])).slice(0, MAX_TEXTS);
    };
    let at = span.start;
    const substitutions = (this.config.substitutions ?? []).filter(
      ({ start, end }) => span.start <= start && end <= span.end,
    );
    const marks = [
      ...this.referencesIn(span).map((reference) => ({ reference, start: reference.start, end: reference.end })),
      ...substitutions.map((one) => ({ reference: undefined, ...one })),
    ].sort((a, b) => a.start - b.start);
    for (const mark of marks) {
      if (mark.start < at) continue;
      // `$$NAME` in a file that has a `$` of its own.
      const isDoubled = mark.start > at && this.config.text[mark.start - 1] === '$';
      add(this.#plain({ start: at, end: mark.start - (isDoubled ? 1 : 0) }, trail, seen));
      add(mark.reference ? this.#referred(mark.reference, trail, seen) : [[UNKNOWN]]);
      at = mark.end;
    }
    add(this.#plain({ start: at, end: span.end }, trail, seen));
    return texts;
  }

  referencesIn({ start, end }: Span): ConfigReference[] {
    return this.config.references.filter((one) => one.to === 'environment' && start <= one.start && one.end <= end);
  }

  /** What sets a variable of the script, as far as a place sees it. */
  settings(name: string, at: number): ConfigEntry[] {
    const all = this.config.entries.filter((entry) => entry.inShell && entry.name === name);
    const here = this.commandAt(at)?.function;
    const isLocal = (entry: ConfigEntry) => {
      const command = this.#holder(entry);
      return command?.function !== undefined && DECLARING.has(command.words[0]?.value ?? '');
    };
    const own = all.filter((entry) => isLocal(entry) && this.#holder(entry)?.function === here);
    return own.length > 0 && here !== undefined
      ? all.filter((entry) => this.#holder(entry)?.function === here)
      : all.filter((entry) => !isLocal(entry));
  }

  /** Whether whoever runs the script is asked for a variable. */
  isTypedIn(name: string): boolean {
    return this.#commands.some(
      ({ words }) => words[0]?.value === 'read' && words.slice(1).some(({ value }) => value === name),
    );
  }

  /** The innermost command around a place. */
  commandAt(at: number): ConfigCommand | undefined {
    return this.#commands.findLast(({ start, end, documents }) =>
      [{ start, end }, ...(documents ?? [])].some((one) => one.start <= at && at < one.end),
    );
  }

  calls(name: string): ConfigCommand[] {
    const isDefinition = ({ end }: ConfigCommand) => /^\s*\(\s*\)/.test(this.config.text.slice(end, end + 20));
    return this.#commands.filter(
      (one) => one.words[0]?.value === name && one.words[0].quote === '' && !isDefinition(one),
    );
  }

  /** The commands that a function holds. */
  body(name: string): ConfigCommand[] {
    return this.#commands.filter((command) => command.function === name);
  }

  #holder({ start, nameSpan }: ConfigEntry): ConfigCommand | undefined {
    return this.commandAt(Math.max(start, nameSpan.start));
  }

  /** A text without variables that have a name: what is written, and parameters. */
  #plain({ start, end }: Span, trail: Trail, seen: readonly string[]): ScriptText[] {
    const raw = this.config.text.slice(start, end);
    let texts: ScriptText[] = [[]];
    for (const match of raw.matchAll(PLAIN)) {
      const from = start + match.index;
      const { digit, number = digit, fallback = '', text } = match.groups ?? {};
      let pieces: ScriptText[];
      if (text !== undefined) pieces = [[{ kind: 'written', text, start: from, end: from + text.length }]];
      else if (number === undefined) pieces = /["']/.test(match[0]) ? [[]] : [[UNKNOWN]];
      else {
        pieces = this.#parameter(Number(number), from, trail, seen);
        const at = from + match[0].length - 1 - fallback.length;
        if (fallback)
          pieces = [...pieces, ...this.texts({ start: at, end: at + fallback.length }, trail, [...seen, ''])];
      }
      texts = texts.flatMap((one) => pieces.map((more) => [...one, ...more])).slice(0, MAX_TEXTS);
    }
    return texts;
  }

  #referred(reference: ConfigReference, trail: Trail, seen: readonly string[]): ScriptText[] {
    const { name, nameSpan, end, fallback } = reference;
    trail.references.add(reference);
    const operator = this.config.text.slice(nameSpan.end, end);
    if (!/^(?:\}?$|:?[-=?])/.test(operator) || this.config.text.startsWith('!', nameSpan.start - 1)) return [[UNKNOWN]];
    const given = fallback?.value ? this.texts(fallback, trail, [...seen, name]) : [];
    return [...this.#named(name, nameSpan.start, trail, seen), ...given];
  }

  #named(name: string, at: number, trail: Trail, seen: readonly string[]): ScriptText[] {
    if (GIVEN.has(name)) return [[{ kind: 'typed' }]];
    // `MODEL=${MODEL:-…}`: what the environment holds.
    if (seen.includes(name)) return [[{ kind: 'environment', name }]];
    const inner = [...seen, name];
    const settings = this.settings(name, at);
    for (const entry of settings) trail.entries.add(entry);
    const defaults = this.config.references.filter(
      (one) => one.name === name && one.fallback && /^:?=/.test(this.config.text.slice(one.nameSpan.end, one.end)),
    );
    const isTyped = this.isTypedIn(name);
    const isLoop = this.#commands.some(
      ({ words }) => /^(?:for|select)$/.test(words[0]?.value ?? '') && words[1]?.value === name,
    );
    const isKnown = ({ isComputed, nameSpan, valueSpan }: ConfigEntry) =>
      !(isComputed && this.config.text[valueSpan.start] === '(') && this.config.text[nameSpan.end] === '=';
    const set: ScriptText[] = [
      ...settings.flatMap((entry) => (isKnown(entry) ? this.texts(entry.valueSpan, trail, inner) : [[UNKNOWN]])),
      ...(isTyped ? [[{ kind: 'typed' as const }]] : []),
      ...(isLoop ? [[UNKNOWN]] : []),
    ];
    const given = defaults.flatMap((one) => {
      trail.references.add(one);
      return one.fallback ? this.texts(one.fallback, trail, inner) : [];
    });
    // What is typed in may be asked for only where the environment holds nothing.
    const isOpen = settings.length === 0 && !isLoop;
    return [...set, ...given, ...(isOpen ? [[{ kind: 'environment' as const, name }]] : [])];
  }

  /** What a function is called with; what the script itself is called with is typed in. */
  #parameter(number: number, at: number, trail: Trail, seen: readonly string[]): ScriptText[] {
    const name = this.commandAt(at)?.function;
    if (name === undefined) return [[{ kind: 'typed' }]];
    const key = `${name}()${number}`;
    const isMoved = this.body(name).some(({ words }) => /^(?:shift|set)$/.test(words[0]?.value ?? ''));
    if (number === 0 || isMoved || seen.includes(key)) return [[UNKNOWN]];
    const calls = this.calls(name);
    if (calls.length === 0) return [[UNKNOWN]];
    return calls.flatMap(({ words }): ScriptText[] => {
      if (words.slice(1, number + 1).some(({ value }) => /^\$\{?[@*]/.test(value))) return [[UNKNOWN]];
      const word = words[number];
      return word ? this.texts(word, trail, [...seen, key]) : [[]];
    });
  }
}

/** What the shell itself sets to what it was given. */
const GIVEN = new Set(['OPTARG', 'REPLY']);
const DECLARING = new Set(['local', 'declare', 'typeset']);
/** A parameter by its number, something that is computed, a sign of quoting, or a text. */
const PLAIN =
  /\$(?:(?<digit>\d)|\{(?<number>\d+)(?::?-(?<fallback>[^{}]*))?\})|\$\(|\$[^\s"'}]|`|["']|(?<text>[^$`"']+|\$)/g;
