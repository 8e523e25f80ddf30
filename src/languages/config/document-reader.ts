import { type ConfigFileKind, leadsTo, type VariablesRule } from '../../catalog/config.js';
import type { ConfigEntry, ConfigModel } from '../../ir.js';
import { readShell } from '../shell/read-shell.js';
import { aliasPaths } from './alias-paths.js';
import { sortModel } from './model.js';
import { readSettings } from './read-settings.js';
import { readReferences } from './references.js';
import { setVariables } from './set-variables.js';
import { actionOf, readParameters } from './step-parameters.js';
import { type ConfigDocument, type ConfigNode, type Item, type Member, memberOf, type TextNode } from './tree.js';
import { readWords } from './words.js';

/** Adds all that the documents of a file hold to its model, in the order in which it stands. */
export function readDocuments(model: ConfigModel, documents: readonly ConfigDocument[], kind: ConfigFileKind): void {
  if (kind.isProse) {
    model.isProse = true;
    return;
  }
  for (const { root } of documents) if (root) new DocumentReader(model, kind, root).node(root, [], [[]]);
  sortModel(model);
  readSettings(model, kind);
}

type Paths = readonly (readonly string[])[];

export class DocumentReader {
  readonly #aliases: ReturnType<typeof aliasPaths>;
  readonly #variables: VariablesRule[];

  constructor(
    readonly model: ConfigModel,
    readonly kind: ConfigFileKind,
    root: ConfigNode,
  ) {
    this.#aliases = aliasPaths(root);
    this.#variables = (kind.variables ?? []).filter(({ where }) =>
      Object.entries(where ?? {}).every(([key, values]) => {
        const value = memberOf(root, key)?.value;
        return value?.kind === 'text' && values.includes(value.value);
      }),
    );
  }

  /** `places`: the paths at which the node counts, its own first. */
  node(node: ConfigNode, path: readonly string[], places: Paths): void {
    const others = this.#aliases.get(node);
    const all = others ? [...places, ...others] : places;
    const rule = this.#variables.find(({ at }) => all.some((one) => leadsTo(at, one)));
    if (rule && setVariables(this, node, path, rule)) return;
    if (node.kind === 'map') {
      const action = this.#isAt(this.kind.steps, all) ? actionOf(node) : undefined;
      for (const member of node.members) {
        const keys = [...(member.outer ?? []), member.key];
        const number = member.index === undefined ? [] : [member.index];
        const inside = below(all, keys);
        this.add(member, [...path, ...keys], node.separator, inside);
        if (action && member.key === 'with') readParameters(this, member.value, [...path, ...keys], action);
        else this.node(member.value, [...path, ...keys, ...number], below(inside, number));
      }
    } else if (node.kind === 'list') {
      const isCommand = this.#isAt(this.kind.commands, all) && readWords(this.model, node);
      for (const [index, item] of node.items.entries()) {
        const inside = below(all, [String(index)]);
        // A list at the place of commands, names or files holds some, if it is no command itself.
        this.add(item, [...path, String(index)], node.separator, isCommand ? inside : [...inside, ...all]);
        this.node(item.value, [...path, String(index)], inside);
      }
    } else if (node.kind === 'other')
      for (const [index, inner] of node.inside.entries()) {
        const own = [...path, String(index)];
        // One value of several that the expression may give.
        if (inner.kind === 'text')
          this.add({ value: inner, start: inner.start, end: inner.end }, own, undefined, [own]);
        this.node(inner, own, all);
      }
  }

  /** Adds a key with its value, or an element. */
  add(at: Member | Item, path: readonly string[], separator: ConfigEntry['separator'], places: Paths): ConfigEntry {
    const { value } = at;
    if (value.kind === 'text' && value.inner.end > value.inner.start && this.#isAt(this.kind.commands, places))
      this.script(value);
    const entry = entryOf(at, path, separator);
    if (this.#isAt(this.kind.variableNames, places)) entry.kind = 'variable-name';
    else if (this.#isAt(this.kind.variableFiles, places)) entry.kind = 'variable-file';
    entry.references = this.references(value, this.#isAt(this.kind.expressions, places));
    this.model.entries.push(entry);
    return entry;
  }

  references(value: ConfigNode, isExpression = false): ConfigEntry['references'] {
    if (value.kind === 'map' || value.kind === 'list') return [];
    const found = readReferences(this.model.text, value, this.kind.references ?? [], isExpression);
    this.model.references.push(...found);
    return found;
  }

  /** A script. Where the text has escapes in it, its words do not stand in the file as they are. */
  script({ inner, value, quote }: TextNode, areAllVariables = false): void {
    const { text } = this.model;
    const references = this.kind.references ?? [];
    const isAsWritten = quote === '|' || quote === '>' || text.slice(inner.start, inner.end) === value;
    if (isAsWritten)
      readShell(this.model, inner, {
        references,
        areAllVariables,
        hasMacros: references.includes('azure'),
        hasNoLines: quote !== '|',
      });
    else this.model.references.push(...readReferences(text, inner, ['shell']));
  }

  #isAt(rules: readonly string[] | undefined, places: Paths): boolean {
    return rules?.some((at) => places.some((one) => leadsTo(at, one))) ?? false;
  }
}

function below(places: Paths, keys: readonly string[]): Paths {
  return keys.length === 0 ? places : places.map((one) => [...one, ...keys]);
}

function entryOf(at: Member | Item, path: readonly string[], separator: ConfigEntry['separator']): ConfigEntry {
  const { value } = at;
  const isText = value.kind === 'text';
  const written = value.kind === 'alias' && value.target?.kind === 'text' ? value.target.value : '';
  return {
    name: 'key' in at ? at.key : '',
    nameSpan: 'key' in at ? at.keySpan : { start: value.start, end: value.start },
    value: isText ? value.value : written,
    valueSpan: isText ? value.inner : { start: value.start, end: value.end },
    quote: isText ? value.quote : '',
    isCommented: false,
    ...((!isText || value.isComputed) && { isComputed: true }),
    kind: 'setting',
    path,
    references: [],
    separator,
    start: at.start,
    end: at.end,
  };
}
