import { type ActionFacts, actionFacts } from '../../catalog/actions.js';
import type { ConfigEntry } from '../../ir.js';
import { isWithin } from '../../spans.js';
import { readAssignment } from './assignment.js';
import type { DocumentReader } from './document-reader.js';
import { type ConfigNode, type MapNode, type Member, memberOf, type TextNode } from './tree.js';

/** What is known of the action that a step calls; undefined where nothing is. */
export function actionOf(step: MapNode): ActionFacts | undefined {
  const uses = memberOf(step, 'uses')?.value;
  return uses?.kind === 'text' ? actionFacts(uses.value) : undefined;
}

/** Reads the parameters that a step gives an action, which hands them on. */
export function readParameters(
  reader: DocumentReader,
  node: ConfigNode,
  path: readonly string[],
  action: ActionFacts,
): void {
  if (node.kind !== 'map') return;
  for (const member of node.members) {
    const own = [...path, member.key];
    const entry = reader.add(member, own, node.separator, [own]);
    const { value } = member;
    const isAt = (keys: readonly string[] | undefined) => value.kind === 'text' && keys?.includes(member.key) === true;
    if (value.kind !== 'text') reader.node(value, own, [own]);
    else if (isAt(action.scripts)) reader.script(value);
    else if (isAt(action.names)) readParts(reader, value, entry, NAMES, nameOf);
    else if (isAt(action.variables)) readParts(reader, value, entry, LINES, assignmentOf(reader, entry));
    else if (isAt(action.secrets)) readParts(reader, value, entry, LINES, secretOf(reader, entry));
    else if (action.prefix !== undefined && member.key.startsWith(action.prefix))
      takeName(entry, member, action.prefix);
  }
}

const LINES = /[^\s][^\r\n]*/g;
const NAMES = /[\w.-]+/g;

type Part = Pick<TextNode, 'inner' | 'value' | 'quote' | 'start' | 'end'>;

/** Each part of a text that stands in the file as it is. */
function readParts(
  reader: DocumentReader,
  { inner, value, quote }: TextNode,
  whole: ConfigEntry,
  parts: RegExp,
  read: (part: Part) => Partial<ConfigEntry> | undefined,
): void {
  const written = reader.model.text.slice(inner.start, inner.end);
  const isBlock = quote === '|' || quote === '>';
  if (!isBlock && written !== value) return;
  for (const found of written.matchAll(parts)) {
    const text = found[0].trimEnd();
    const start = inner.start + found.index;
    const span = { start, end: start + text.length };
    const own = read({ inner: span, value: text, quote: isBlock ? quote : '', ...span });
    if (!own) continue;
    const references = whole.references.filter((one) => isWithin(one, span));
    const path = [...whole.path, own.name || text];
    const separator = isBlock ? '' : parts === NAMES ? ',' : undefined;
    reader.model.entries.push({ ...whole, ...span, separator, references, ...own, path });
  }
  // What the parts refer to is theirs.
  whole.references = [];
}

function nameOf({ inner, value, quote }: Part): Partial<ConfigEntry> {
  const nameSpan = { start: inner.start, end: inner.start };
  return { kind: 'variable-name', name: '', nameSpan, value, valueSpan: inner, quote };
}

/** `NAME=value`, with quotes around the whole where the value has a comma in it. */
function assignmentOf(
  reader: DocumentReader,
  { quote: outer }: ConfigEntry,
): (part: Part) => Partial<ConfigEntry> | undefined {
  const { text } = reader.model;
  return ({ inner, value, quote }) => {
    const mark = /^"[^"\\]*"$/.test(value) ? 1 : 0;
    const bare = { start: inner.start + mark, end: inner.end - mark };
    const read = readAssignment(text, {
      inner: bare,
      value: text.slice(bare.start, bare.end),
      quote: mark ? '"' : quote,
    });
    return read && !read.isPassedOn ? { ...read, kind: 'variable', quote: read.quote || outer } : undefined;
  };
}

/** `NAME=secret:version`, where the secret lies under a name of its own. */
function secretOf(reader: DocumentReader, entry: ConfigEntry): (part: Part) => Partial<ConfigEntry> | undefined {
  const assigned = assignmentOf(reader, entry);
  return (part) => {
    const read = assigned(part);
    if (read?.valueSpan === undefined) return undefined;
    const { start, end } = read.valueSpan;
    const name = reader.model.text.slice(start, end);
    const references = [{ name, nameSpan: { start, end }, to: 'secret' as const, start, end }];
    reader.model.references.push(...references);
    return { ...read, isComputed: true, references };
  };
}

function takeName(entry: ConfigEntry, { key, keySpan }: Member, prefix: string): void {
  if (keySpan.end - keySpan.start !== key.length) return;
  const name = key.slice(prefix.length);
  const nameSpan = { start: keySpan.start + prefix.length, end: keySpan.end };
  Object.assign(entry, { kind: 'variable', name, nameSpan, path: [...entry.path.slice(0, -1), name] });
}
