import { escapePattern } from '../escape-pattern.js';
import type { ConfigEntry, ConfigModel } from '../ir.js';
import { writtenBeside } from '../languages/beside.js';
import { parseConfig } from '../languages/config/index.js';
import { type MapNode, type Member, memberOf } from '../languages/config/tree.js';
import { spliced } from '../languages/config/write.js';
import { SyntaxFailure } from '../languages/front-end.js';
import { parseJsonTree } from '../languages/json/index.js';
import { type Insertion, insertionAt } from '../languages/writer.js';
import { editsByPath } from './edits-by-path.js';
import { note } from './finding.js';
import { isClosed, type Limit, limitsAgainst, partsOf, schemasAt } from './schema-nodes.js';
import { schemaOf } from './schemas-of-configs.js';
import { rewrite } from './transform.js';
import type { Edit, Finding, PlanOptions } from './types.js';

/**
 * A file that has to fit a JSON schema of the repository still has to when it is rewritten: the schema lets the new values pass beside the
 * old ones, and has the keys that are new. Helm installs nothing that does not fit.
 */
export function followSchemas(
  rewrites: readonly Finding[],
  configs: readonly ConfigModel[],
  { profile }: PlanOptions,
): Finding[] {
  const byPath = new Map(configs.map((config) => [config.path, config]));
  const found = [...editsByPath(rewrites)].flatMap(([path, edits]) => {
    const config = byPath.get(path);
    const schema = config && schemaOf(config, byPath);
    const root = schema && parseJsonTree(schema.text);
    if (!schema || root?.kind !== 'map') return [];
    return changesOf(config, edits).flatMap((change) => followed(schema, root, change, profile.placeholder));
  });
  // Several files may have the same schema.
  const seen = new Set<string>();
  return found.filter(({ path, start, message }) => {
    const key = `${path}\0${start}\0${message}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** A value that becomes another one at its path, or stands beside it under a new key. */
interface Change {
  old: ConfigEntry;
  value: string;
  /** The key, where it is new. */
  added?: string;
}

function changesOf(config: ConfigModel, edits: readonly Edit[]): Change[] {
  const { path, text } = config;
  const before = config.entries.filter(isGiven);
  const after = entriesOf(path, spliced(text, { start: 0, end: text.length }, edits)).filter(isGiven);
  const known = new Map(before.map((entry) => [pathOf(entry), entry]));
  return after.flatMap((entry, index): Change[] => {
    const same = known.get(pathOf(entry));
    if (same) return same.value === entry.value ? [] : [{ old: same, value: entry.value }];
    // What is new stands behind what it is written beside.
    const beside = known.get(pathOf(after[index - 1]));
    const isBeside = beside && pathOf({ path: beside.path.slice(0, -1) }) === pathOf({ path: entry.path.slice(0, -1) });
    return isBeside ? [{ old: beside, value: entry.value, added: entry.name }] : [];
  });
}

/** What does not parse any more is no rewrite that is made. */
function entriesOf(path: string, text: string): readonly ConfigEntry[] {
  try {
    return parseConfig(path, text)?.entries ?? [];
  } catch (error) {
    if (error instanceof SyntaxFailure) return [];
    throw error;
  }
}

function isGiven({ isCommented, isComputed, path }: ConfigEntry): boolean {
  return !isCommented && !isComputed && path.length > 0;
}

function pathOf(entry: Pick<ConfigEntry, 'path'> | undefined): string {
  return entry?.path.join('\0') ?? '';
}

function followed(schema: ConfigModel, root: MapNode, { old, value, added }: Change, placeholder: string): Finding[] {
  const { text } = schema;
  if (added === undefined)
    return schemasAt(root, old.path)
      .flatMap((node) => limitsAgainst(root, node, old.value, value))
      .map((limit) => {
        const span = limit.texts[0] ?? root;
        // What the gateway's keys look like is not said by what stands in for one.
        if (value === placeholder)
          return note(ID, schema.path, span, 'review', 'schema-refuses', 'a key of the gateway’s');
        const edits = widened(text, limit, old.value, value);
        return rewrite(ID, undefined, schema, span, edits, 'schema-follows', value);
      });
  const around = schemasAt(root, old.path.slice(0, -1)).flatMap((node) => partsOf(root, node));
  return around.flatMap((node) => {
    const properties = memberOf(node, 'properties')?.value;
    const member = memberOf(properties, old.name);
    if (!member || memberOf(properties, added) || !isClosed(node)) return [];
    const edits = writtenBeside(text, { ...member, separator: ',' }, copyOf(text, root, member, { old, value, added }));
    return [rewrite(ID, undefined, schema, member.keySpan, edits, 'schema-follows', added)];
  });
}

const ID = 'follow-schema';

/** The key's schema once more, for the other key and its value. */
function copyOf(text: string, root: MapNode, member: Member, { old, value, added = '' }: Change): string {
  const limits = limitsAgainst(root, member.value, old.value, value).filter(({ texts: [first] }) => {
    return first !== undefined && first.start >= member.start && first.end <= member.end;
  });
  const name = { ...member.keySpan, text: inJson(added) };
  return spliced(text, member, [name, ...limits.flatMap((limit) => widened(text, limit, old.value, value))]);
}

/** Edits by which the value may stand there too. A single text that has to stand there becomes the value. */
function widened(text: string, { kind, texts, alternative }: Limit, old: string, value: string): Insertion[] {
  const node = texts.find((one) => one.value === old) ?? texts[0];
  if (!node) return [];
  const written = JSON.stringify(value);
  if (kind === 'enum') return writtenBeside(text, { ...node, separator: ',' }, written);
  if (kind === 'pattern') return [insertionAt(node.inner.end, inJson(`|^${escapePattern(value)}$`))];
  if (!alternative) return [{ start: node.start, end: node.end, text: written }];
  return writtenBeside(text, { ...alternative, separator: ',' }, `{ "const": ${written} }`);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
