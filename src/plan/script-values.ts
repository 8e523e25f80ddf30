import type { Service } from '../catalog/service.js';
import type { ConfigCommand, ConfigEntry, ConfigModel, ConfigReference, Span } from '../ir.js';
import { ScriptIndex } from './script-index.js';

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
/** Beyond, a value is not known. */
const MAX_TEXTS = 24;
const MAX_SETTINGS = 40;
const MAX_DEPTH = 8;

/**
 * Follows the values of a script's own variables and of its functions' parameters to where they are written. A variable
 * that the script sets nowhere is one of the environment.
 */
export class ScriptValues {
  readonly #index: ScriptIndex;

  /** `from`: the service whose names matter. */
  constructor(
    readonly config: ConfigModel,
    readonly from: Service,
  ) {
    this.#index = new ScriptIndex(config);
  }

  /** The texts that a word, or a part of one, may stand for; each is known as far as its pieces are. */
  texts(span: Span, trail: Trail, seen: readonly string[] = []): ScriptText[] {
    if (seen.length > MAX_DEPTH) return [[UNKNOWN]];
    let texts: ScriptText[] = [[]];
    const add = (pieces: readonly ScriptText[]) => {
      texts = joined(texts, pieces);
    };
    let at = span.start;
    const substitutions = this.#index.substitutionsIn(span);
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

  referencesIn(span: Span): ConfigReference[] {
    return this.#index.referencesIn(span).filter(({ to }) => to === 'environment');
  }

  referencesTo(name: string): readonly ConfigReference[] {
    return this.#index.referencesTo(name);
  }

  /** What sets a variable of the script, as far as a place sees it. */
  settings(name: string, at: number): ConfigEntry[] {
    const all = this.#index.settings(name);
    if (all.length === 0) return [];
    const here = this.commandAt(at)?.function;
    const own = all.filter(({ isLocal, holder }) => isLocal && holder === here);
    const seen = own.length > 0 ? all.filter(({ holder }) => holder === here) : all.filter(({ isLocal }) => !isLocal);
    return seen.map(({ entry }) => entry);
  }

  /** Whether whoever runs the script is asked for a variable. */
  isTypedIn(name: string): boolean {
    return this.#index.withHead('read').some(({ words }) => words.slice(1).some(({ value }) => value === name));
  }

  /** The innermost command around a place. */
  commandAt(at: number): ConfigCommand | undefined {
    return this.#index.commandAt(at);
  }

  /** Whether another command is given what one prints. */
  isHandedOn({ start }: ConfigCommand): boolean {
    return this.#index.inputs.has(start);
  }

  /** Whether what stands at a place is printed into a word. */
  isSubstituted(at: number): boolean {
    return this.#index.isSubstituted(at);
  }

  calls(name: string): ConfigCommand[] {
    const isDefinition = ({ end }: ConfigCommand) => /^\s*\(\s*\)/.test(this.config.text.slice(end, end + 20));
    return this.#index.withHead(name).filter((one) => one.words[0]?.quote === '' && !isDefinition(one));
  }

  /** The commands that a function holds. */
  body(name: string): readonly ConfigCommand[] {
    return this.#index.body(name);
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
      texts = joined(texts, pieces);
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
    if (settings.length > MAX_SETTINGS) return [[UNKNOWN]];
    for (const entry of settings) trail.entries.add(entry);
    const defaults = this.referencesTo(name).filter(
      (one) => one.fallback && /^:?=/.test(this.config.text.slice(one.nameSpan.end, one.nameSpan.end + 2)),
    );
    const isTyped = this.isTypedIn(name);
    const isLoop = ['for', 'select'].some((head) =>
      this.#index.withHead(head).some(({ words }) => words[1]?.value === name),
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
    if (calls.length === 0 || calls.length > MAX_SETTINGS) return [[UNKNOWN]];
    return calls.flatMap(({ words }): ScriptText[] => {
      if (words.slice(1, number + 1).some(({ value }) => /^\$\{?[@*]/.test(value))) return [[UNKNOWN]];
      const word = words[number];
      return word ? this.texts(word, trail, [...seen, key]) : [[]];
    });
  }
}

/** What the shell itself sets to what it was given. */
const GIVEN = new Set(['OPTARG', 'REPLY']);
/** A parameter by its number, something that is computed, a sign of quoting, or a text. */
const PLAIN =
  /\$(?:(?<digit>\d)|\{(?<number>\d+)(?::?-(?<fallback>[^{}]*))?\})|\$\(|\$[^\s"'}]|`|["']|(?<text>[^$`"']+|\$)/g;

/** Each text with each of the endings. */
function joined(texts: readonly ScriptText[], endings: readonly ScriptText[]): ScriptText[] {
  if (texts.length * endings.length > MAX_TEXTS) return [[UNKNOWN]];
  return texts.flatMap((text) => endings.map((one) => [...text, ...one]));
}
