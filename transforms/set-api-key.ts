import { rootOf } from '../src/callee-names.js';
import { isPlaceholder, keysIn } from '../src/catalog/keys.js';
import { isOfKeys } from '../src/catalog/variables.js';
import { applyWithin } from '../src/edit/apply-within.js';
import type { Binding, Definition, Expression, Span, StringNode } from '../src/ir.js';
import { type Origin, type OriginOf, only, type Site, writtenAt } from '../src/link/origins.js';
import { textsOfOrigin } from '../src/link/texts.js';
import { beforeKey, keyOf } from '../src/plan/header-lines.js';
import { hasNoEnvironment } from '../src/plan/no-environment.js';
import { fallbacksOf, noKey } from '../src/plan/silent-reads.js';
import { keyImports, keySource, loudRead, replaceValue, rewrite, type Transform } from '../src/plan/transform.js';
import type { Finding, Unit } from '../src/plan/types.js';
import { wholeRead } from '../src/plan/whole-read.js';
import { isWithin } from '../src/spans.js';
import { fieldBeside } from './field-beside.js';

type Context = Parameters<Transform['apply']>[1];

/**
 * Replaces a key that stands in the source by a read of the environment, and gives a client its own read where the
 * old one also serves something that stays on OpenAI. Renaming the variable itself is `rename-variable`'s.
 */
export const setApiKey: Transform = {
  id: 'set-api-key',
  apply(unit, context) {
    const variable = context.keyVariable(unit);
    const value = unit.apiKey.value;
    // It is written with the client's other options.
    if (context.needsOwnKey(unit) && unit.apiKey.isOfPackage) return [];
    if (context.needsOwnKey(unit) && value) {
      // What somebody gives would no longer be asked for.
      if (unit.apiKey.origins.some(isGiven) || only(unit.apiKey.origins, 'environment').some(isInGroup)) return [];
      const field = isKept(unit) ? fieldBeside(this.id, unit, variable, context) : undefined;
      const beside = field?.asked.every((site) => isIn(site, value)) ? renamed(value, field.asked, field.name) : '';
      const text = beside || (ownSource(unit, value, variable) ?? keySource(unit, context, value.model, variable));
      // Without a place for it, the unit is held back.
      if (text === '') return [];
      return [
        rewrite(
          this.id,
          unit,
          value.model,
          value,
          [
            {
              ...replaceValue(value, text),
              imports: keyImports(unit, context.writer(value.model), value.model, variable),
            },
          ],
          'own-key',
          variable,
        ),
        ...(beside === '' ? [] : (field?.declared ?? [])),
      ];
    }
    return literalKeys(unit, context.linked).map(({ node, isLive }) => {
      const writer = context.writer(node.model);
      if ([unit.model, node.model].some((model) => hasNoEnvironment(model, context.linked.project)))
        return blanked(unit, context, node, isLive);
      const read = writer.environmentRead(node.model, variable);
      const before = bearerIn(node);
      // Behind the read itself a second one says nothing: the default becomes empty, or what is no key.
      const isDefault = isDefaultOfRead(node, unit);
      const alone = isDefault
        ? writer.string(node.model, noKey(fallbacksOf(unit), context.options.profile))
        : loudRead(read, unit, context, variable, node.model);
      const text = before === '' || isDefault ? alone : writer.interpolated(before, read);
      const inside = writer.interrupted && keyInside(node, before);
      const edit = inside
        ? { ...inside, text: writer.interrupted?.(node, read) ?? '' }
        : node.piece
          ? { ...node.inner, text: writer.interpolatedPiece(node, before, read) }
          : { start: node.start, end: node.end, text };
      return rewrite(this.id, unit, node.model, node, [edit], isLive ? 'secret-replaced' : 'value-replaced', variable);
    });
  },
};

/** Whether a file or a service may have it, which the process's own environment has not. */
function isKept({ apiKey }: Unit): boolean {
  return only(apiKey.origins, 'environment').some((read) => read.isStored);
}

/** Whether it lies in a group of settings, in which a second key has no place. */
function isInGroup({ name }: OriginOf<'environment'>): boolean {
  return isOfKeys(name);
}

/** Whether it may come from whoever uses the program, or calls it: what somebody types in, a parameter. */
function isGiven({ kind }: Origin): boolean {
  return kind === 'external' || kind === 'parameter';
}

/** What stands before the key in a header that holds it. */
function bearerIn({ value }: StringNode): string {
  return beforeKey(value);
}

/** Where the key stands in a text that goes on behind it: `Authorization: Bearer KEY` and a line end. */
function keyInside({ value, inner, model }: StringNode, before: string): Span | undefined {
  const key = /^[\w.-]+(?=\s)/.exec(value.slice(before.length))?.[0];
  if (before === '' || key === undefined) return undefined;
  const at = model.text.slice(inner.start, inner.end).indexOf(key);
  return at === -1 ? undefined : { start: inner.start + at, end: inner.start + at + key.length };
}

/** Where nothing can be read, a key is put in by hand, as the old one was. */
function blanked(unit: Unit, { options, writer }: Context, node: StringNode, isLive: boolean): Finding {
  const { placeholder } = options.profile;
  const value = bearerIn(node) + placeholder;
  const edit = node.piece
    ? { ...node.inner, text: value }
    : replaceValue(node, writer(node.model).string(node.model, value));
  return isLive
    ? rewrite(setApiKey.id, unit, node.model, node, [edit], 'secret-blanked')
    : rewrite(setApiKey.id, unit, node.model, node, [edit], 'value-replaced', placeholder);
}

/**
 * A key that is kept in a file or a service, or that a platform hands over, is read from there again, under the gateway's
 * name; empty where the read cannot be repeated. Undefined for a key of the process's own environment.
 */
function ownSource(unit: Unit, value: Expression, variable: string): string | undefined {
  if (!isKept(unit)) return undefined;
  const reads = only(unit.apiKey.origins, 'environment');
  const sites = reads.flatMap((read) => read.sites);
  if (sites.length > 0 && sites.every((site) => isIn(site, value))) return renamed(value, sites, variable);
  const [read] = reads;
  const [site] = sites;
  if (!read || !site || reads.length > 1 || sites.length > 1 || site.model !== value.model) return '';
  const node = wholeRead(read.node, site);
  return node && isReachable(node, value) ? renamed(node, sites, variable) : '';
}

function isIn({ model, span, form }: Site, node: Expression): boolean {
  return model === node.model && form !== 'shorthand' && isWithin(span, node);
}

/** The source of an expression with the names in it changed; empty where one is put together elsewhere. */
function renamed(node: Expression, sites: readonly Site[], variable: string): string {
  const edits = sites.map((site) => ({ ...site.span, text: writtenAt(site, variable) ?? '' }));
  return edits.some(({ text }) => text === '') ? '' : applyWithin(node.model.text, node, edits);
}

/** Whether an expression means the same at a place: it begins with a name of the file's top level, or of a function around both. */
function isReachable(node: Expression, place: Span): boolean {
  if (node.kind === 'call') return isReachable(node.callee, place);
  const root = node.kind === 'member' ? rootOf(node) : node;
  if (root.kind === 'call') return isReachable(root, place);
  return root.kind === 'reference' && root.binding !== undefined && isSeenAt(root.binding, place);
}

function isSeenAt(binding: Binding, place: Span): boolean {
  const { isTopLevel, definitions, name, model } = binding;
  if (isTopLevel) return true;
  const isAround = (one: Definition) => one.from === 'parameter' && isWithin(place, one.function);
  const mayHide = (one: Definition) => one.from !== 'parameter' || isAround(one);
  const others = model.bindings.filter((one) => one !== binding && one.name === name && !one.isTopLevel);
  return definitions.every(isAround) && !others.some((one) => one.definitions.some(mayHide));
}

/** `read || "key"`, `getenv("NAME", "key")`. */
function isDefaultOfRead({ use }: StringNode, unit: Unit): boolean {
  if (use?.as === 'option') return use.choice.operator !== 'conditional' && hasRead(unit);
  return use?.as === 'argument' && only(unit.apiKey.origins, 'environment').some((read) => read.node === use.call);
}

/** Literals that are, or stand for, the key itself. A default such as `|| ''` or `|| 'dummy'` beside a read is none. */
function literalKeys(unit: Unit, linked: Context['linked']): { node: StringNode; isLive: boolean }[] {
  const isRead = hasRead(unit);
  return unit.apiKey.origins
    .flatMap((origin) => textsOfOrigin(linked.resolver, origin))
    .flatMap((text) =>
      text.flatMap((part) => {
        if (part.kind !== 'written') return [];
        const key = keyOf(part.text);
        if (key === '') return [];
        const isLive = keysIn(part.text).length > 0;
        const isOnly = !isRead && text.every((other) => other.kind === 'written');
        return isLive || (isOnly && isPlaceholder(key)) ? [{ node: part.node, isLive }] : [];
      }),
    );
}

function hasRead(unit: Unit): boolean {
  return only(unit.apiKey.origins, 'environment').length > 0;
}
