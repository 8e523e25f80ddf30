import type { VariablesRule } from '../../catalog/config.js';
import type { ConfigEntry } from '../../ir.js';
import { isWithin } from '../../spans.js';
import { readAssignment } from './assignment.js';
import type { DocumentReader } from './document-reader.js';
import { passedOn } from './model.js';
import { readReferences } from './references.js';
import { type ConfigNode, type Item, type Member, memberOf, type TextNode } from './tree.js';

/** Reads what stands where variables are set. False where it is of no form that does. */
export function setVariables(
  reader: DocumentReader,
  node: ConfigNode,
  path: readonly string[],
  rule: VariablesRule,
): boolean {
  if (node.kind === 'map' && isPair(node, rule)) {
    // A block for each variable.
    setByItem(reader, { value: node, start: node.start, end: node.end }, path, '', rule);
    return true;
  }
  if (rule.joined !== undefined) {
    setByPath(reader, node, path, rule.joined);
    return true;
  }
  if (node.kind === 'map') {
    for (const member of node.members) setByKey(reader, member, path, node.separator, rule);
    return true;
  }
  if (node.kind === 'list') {
    for (const [index, item] of node.items.entries())
      setByItem(reader, item, [...path, String(index)], node.separator, rule);
    return true;
  }
  if (node.kind !== 'text' || node.isBlank) return false;
  if (rule.isLine) setByLine(reader, node, path);
  else reader.script(node, true);
  return true;
}

/** Each value under the keys that lead to it, as one name. */
function setByPath(reader: DocumentReader, node: ConfigNode, path: readonly string[], joined: string): void {
  const separator = node.kind === 'map' || node.kind === 'list' ? node.separator : undefined;
  const inner: readonly (Member | Item)[] = node.kind === 'map' ? node.members : node.kind === 'list' ? node.items : [];
  for (const [index, one] of inner.entries()) {
    const own = [...path, ...('key' in one ? [...(one.outer ?? []), one.key] : [String(index)])];
    const entry = reader.add(one, own, separator, [own]);
    if ('key' in one && one.value.kind === 'text')
      Object.assign(entry, { kind: 'variable', name: own.join(joined), ...(own.length > 1 ? { isJoined: true } : {}) });
    setByPath(reader, one.value, own, joined);
  }
}

function setByLine({ model, kind }: DocumentReader, node: TextNode, path: readonly string[]): void {
  const read = readAssignment(model.text, node);
  if (!read || read.isPassedOn) return;
  const references = readReferences(model.text, read.valueSpan, kind.references ?? []);
  const { start, end } = node.inner;
  model.entries.push({
    ...read,
    isCommented: false,
    kind: 'variable',
    path: [...path, read.name],
    references,
    start,
    end,
  });
}

function setByKey(
  reader: DocumentReader,
  member: Member,
  path: readonly string[],
  separator: ConfigEntry['separator'],
  rule: VariablesRule,
): ConfigEntry {
  const own = [...path, ...(member.outer ?? []), member.key];
  const { value } = member;
  const inner = rule.value === undefined ? undefined : memberOf(value, rule.value);
  const isAsked = rule.value !== undefined && saysNoValue(value, rule);
  const isGroup = value.kind === 'list' || (value.kind === 'map' && !inner && !isAsked && !holdsReference(value, rule));
  const entry = reader.add(member, own, separator, [own]);
  if (isGroup || member.key === '<<') {
    // A group inside the group: its own keys are asked for again.
    if (isGroup) reader.node(value, own, [own]);
    return entry;
  }
  if (entry.kind === 'setting') entry.kind = 'variable';
  if (isAsked) {
    entry.isAsked = true;
    // What is said of it is read as well.
    reader.node(value, own, [own]);
  }
  if (inner?.value.kind === 'text') takeValue(reader, entry, inner.value);
  else if (value.kind === 'map') entry.references = referencesIn(reader, value);
  else if (value.kind === 'other') reader.node(value, own, [own]);
  finish(reader, entry, value, rule);
  if (value.kind === 'text' && value.isBlank && rule.isBlankPassedOn) passOn(reader, entry);
  return entry;
}

function setByItem(
  reader: DocumentReader,
  item: Item,
  path: readonly string[],
  separator: ConfigEntry['separator'],
  rule: VariablesRule,
): void {
  const { value } = item;
  const name = memberOf(value, rule.name ?? 'name');
  if (value.kind === 'map' && name?.value.kind !== 'text') {
    reader.add(item, path, separator, [path]);
    // A list of maps, each with names for keys. One that has its element for itself is an element beside another one, too.
    const own = value.members.filter((member) => member.value.kind !== 'map');
    for (const member of value.members) {
      const entry = setByKey(reader, member, path, value.separator, rule);
      if (own.length === 1 && own[0] === member) Object.assign(entry, { start: item.start, end: item.end, separator });
    }
    return;
  }
  const entry = reader.add(item, path, separator, [path]);
  if (name?.value.kind === 'text') {
    entry.kind = 'variable';
    entry.path = [...path, name.value.value];
    entry.name = name.value.value;
    entry.nameSpan = name.value.inner;
    entry.references = referencesIn(reader, value);
    if (entry.references.length === 0 && saysNoValue(value, rule)) entry.isAsked = true;
    const inner = memberOf(value, rule.value ?? 'value');
    if (inner?.value.kind === 'text') takeValue(reader, entry, inner.value);
    finish(reader, entry, value, rule);
    return;
  }
  if (rule.isScript && value.kind === 'text') {
    reader.script(value, true);
    return;
  }
  const read = value.kind === 'text' ? readAssignment(reader.model.text, value) : undefined;
  if (!read) {
    reader.node(value, path, [path]);
    return;
  }
  Object.assign(entry, read, { kind: 'variable', path: [...path, read.name] });
  if (read.isPassedOn) passOn(reader, entry);
}

/** A value that says where the real one is kept. */
function finish({ model }: DocumentReader, entry: ConfigEntry, node: ConfigNode, rule: VariablesRule): void {
  if (rule.isEncoded) entry.isComputed = true;
  if (rule.isBase64) decode(entry);
  const named = rule.secret === undefined ? undefined : memberOf(node, rule.secret)?.value;
  const isNamed = named?.kind === 'text';
  if (!isNamed && !(rule.isSecret && !entry.isComputed)) return;
  entry.isComputed = true;
  const { value: name, span } = isNamed
    ? { value: named.value, span: named.inner }
    : { value: entry.value, span: entry.valueSpan };
  entry.references = [{ name, nameSpan: span, to: 'secret', ...span }];
  model.references.push(...entry.references);
}

/** What is no base64 is what stands there until somebody encodes a value, or an expression that does so. */
function decode(entry: ConfigEntry): void {
  if (entry.isComputed || entry.references.length > 0 || /\{\{|\$/.test(entry.value)) {
    entry.isComputed = true;
    return;
  }
  const bytes = Buffer.from(entry.value, 'base64');
  const decoded = bytes.toString();
  const isText = bytes.toString('base64') === entry.value && Buffer.from(decoded).equals(bytes) && entry.value !== '';
  if (isText) Object.assign(entry, { value: decoded, isBase64: true });
}

function passOn({ model }: DocumentReader, entry: ConfigEntry): void {
  entry.isPassedOn = true;
  entry.references = passedOn(entry);
  model.references.push(...entry.references);
}

function takeValue(reader: DocumentReader, entry: ConfigEntry, node: TextNode): void {
  entry.value = node.value;
  entry.valueSpan = node.inner;
  entry.quote = node.quote;
  entry.references = reader.references(node);
  if (node.isComputed) entry.isComputed = true;
  else delete entry.isComputed;
}

/** What a group refers to, in the order of its texts; a key of a secret among them. */
function referencesIn(reader: DocumentReader, node: ConfigNode, isOpen = false): ConfigEntry['references'] {
  if (node.kind === 'list') return node.items.flatMap(({ value }) => referencesIn(reader, value));
  if (node.kind !== 'map') return reader.references(node);
  const found = node.members.flatMap(({ key, value }) => referencesIn(reader, value, key === 'configMapKeyRef'));
  const [key, store] = [memberOf(node, 'key')?.value, memberOf(node, 'name')?.value];
  if (key?.kind !== 'text' || store?.kind !== 'text' || memberOf(node, 'value')) return found;
  const { inner, value: name, start, end } = key;
  for (const one of found) if (isWithin(one, store) || isWithin(one, key)) one.isAddress = true;
  const kept = { store: store.value, ...(isOpen && { isOpen: true as const }) };
  const secret = { name, nameSpan: inner, to: 'secret' as const, ...kept, start, end };
  reader.model.references.push(secret);
  return [...found, secret];
}

const REFERRING = ['valueFrom', 'value_from', 'value_source', 'secretKeyRef', 'configMapKeyRef'];

/** `valueFrom: { secretKeyRef: … }` under the name itself, as in values of Helm charts. */
function holdsReference(node: ConfigNode, { secret }: VariablesRule): boolean {
  return [...REFERRING, ...(secret === undefined ? [] : [secret])].some((key) => memberOf(node, key));
}

/** `{ description: "…", required: true }`, `{ key: NAME, sync: false }`: words for people and switches, and no value. */
function saysNoValue(node: ConfigNode, rule: VariablesRule): boolean {
  const keys = [rule.value ?? 'value', ...(rule.secret === undefined ? [] : [rule.secret]), ...REFERRING];
  return (
    node.kind === 'map' &&
    node.members.length > 0 &&
    node.members.every(
      ({ key, value }) => value.kind === 'text' && /^[a-z]+(?:[A-Z][a-z]+)*$/.test(key) && !keys.includes(key),
    )
  );
}

/** `env { name = "X", value = "y" }`, which is one variable and no group of them. */
function isPair(node: ConfigNode, rule: VariablesRule): boolean {
  const { name = 'name', value = 'value' } = rule;
  const hasName = memberOf(node, name)?.value.kind === 'text';
  return hasName && (memberOf(node, value) !== undefined || holdsReference(node, rule));
}
