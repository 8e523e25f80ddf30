import type { ClassNode, Expression, Field, ObjectNode, StringNode } from '../ir.js';
import { ANY } from '../ir.js';
import { ofKey } from './keyed-reads.js';
import { merged } from './merges.js';
import { type Frame, isOpaque, isWithout, type Origin, ownKey, type Site, type Step } from './origins.js';
import { behind, behindPrefixes, isDeclared } from './record-prefixes.js';
import type { Resolver } from './resolve.js';
import { settingsField } from './settings-classes.js';

/** What more places give to a field is not one setting. */
const MAX_GIVEN = 12;

/** Follows values into objects, as they are written and as instances of the project's classes. */
export class Objects {
  constructor(private readonly resolver: Resolver) {}

  object(node: ObjectNode, path: readonly Step[], frame?: Frame): Origin[] {
    const [first, ...rest] = path;
    if (!first) return [{ kind: 'object', node, frame }];
    const origins: Origin[] = [];
    const absent: Origin[] = [];
    let isOpen = !node.entries.some((entry) => entry.spread);
    // The last entry for a key wins; a spread may or may not hold it.
    for (const entry of [...node.entries].reverse()) {
      if (entry.spread) {
        const spread = this.resolver.at(entry.value, path, frame);
        const found = spread.filter((o) => !isWithout(o, path));
        origins.push(...found);
        if (mayBeNothing(entry.value)) {
          // `...(proxy && { baseURL: proxy })`: what is missing has its place beside it.
          isOpen = true;
          continue;
        }
        absent.push(...spread.filter((o) => isWithout(o, path)));
        // An object that is known, of which one value is not, is no object that is not known.
        const isUnknown = found.some(isOpaque) && this.resolver.at(entry.value, [], frame).some(isOpaque);
        if (isUnknown) isOpen = true;
        else if (found.length > 0 && found.length === spread.length) return origins;
      } else if (entry.key === first.name) {
        const given = this.entryValue(entry.value, entry.accessor === true, rest, frame).map((o) => ownKey(o, first));
        // Whoever is handed the instance may give the field another value.
        const later = node.type
          ? this.resolver.classes
              .classesAt(node.type)
              .flatMap((one) => this.resolver.classes.assignedTo(one, first.name))
          : [];
        if (later.length > MAX_GIVEN) return [...origins, ...given, { kind: 'unknown', node }];
        return [...origins, ...given, ...later.flatMap((value) => this.resolver.at(value, rest))];
      } else if (first.name === ANY || (entry.computedKey && this.#mayBe(entry.computedKey, first.name, frame))) {
        const given = this.entryValue(entry.value, entry.accessor === true, rest, frame);
        origins.push(...(entry.computedKey ? ofKey(this.resolver, given, entry.computedKey, first, frame) : given));
      }
    }
    if (first.name === ANY) return origins;
    const ofClass = node.type ? this.#inClassOf(node, node.type, path, frame) : [];
    if (ofClass.length > 0) return [...origins, ...ofClass];
    // A file of data has no place for code.
    if (isOpen && node.model.isData) return [...origins, { kind: 'unknown', node }];
    if (isOpen) absent.push({ kind: 'absent', node, missing: path.map((step) => step.name) });
    return [...origins, ...absent];
  }

  /** What an instance written as a literal has of its class: methods, and fields by the names under which they are sent. */
  #inClassOf(node: ObjectNode, type: Expression, path: readonly Step[], frame?: Frame): Origin[] {
    const [first, ...rest] = path;
    return this.resolver.at(type, []).flatMap((origin) => {
      if (origin.kind !== 'class') return [];
      const sent = origin.node.fields.find((field) => field.sentAs === first?.name && field.name !== field.sentAs);
      if (sent) return this.object(node, [{ name: sent.name }, ...rest], frame);
      return this.classField(origin.node, path, false, frame).filter((one) => one.kind !== 'absent');
    });
  }

  #mayBe(key: Expression, name: string, frame?: Frame): boolean {
    const strings = this.resolver.strings(key, frame);
    return strings.length === 0 || strings.some((s) => s.value === name);
  }

  entryValue(value: Expression, isGetter: boolean, rest: readonly Step[], frame?: Frame): Origin[] {
    if (isGetter && value.kind === 'function') return value.returns.flatMap((r) => this.resolver.at(r, rest, frame));
    return this.resolver.at(value, rest, frame);
  }

  /**
   * Inside a class, its instance may be one of a class that extends it, with fields of its own. What no instance has is asked of the
   * class itself: `this.of(…)` in a static method.
   */
  self(node: ClassNode, path: readonly Step[], frame?: Frame): Origin[] {
    const own = this.instance(node, path, frame);
    const [first] = path;
    if (!first) return own;
    const origins = own.length > 0 ? own : this.classField(node, path, true, frame);
    const overriding = this.resolver.classes
      .heirsOf(node)
      .filter((heir) => heir.fields.some((field) => field.name === first.name));
    return [...origins, ...overriding.flatMap((heir) => this.instance(heir, path))];
  }

  /** A field of an instance of the class; with `frame`, the constructor's parameters are that call's arguments. */
  instance(node: ClassNode, path: readonly Step[], frame?: Frame): Origin[] {
    const [first, ...rest] = path;
    if (!first) return [{ kind: 'instance', class: node, call: frame?.call }];
    // What is sent of it has names of its own, which no code walks.
    const sent = first.site
      ? undefined
      : node.fields.find(({ name, sentAs }) => sentAs === first.name && name !== sentAs);
    return this.classField(node, sent ? [{ name: sent.name }, ...rest] : path, false, frame);
  }

  classField(node: ClassNode, path: readonly Step[], isStatic: boolean, frame?: Frame): Origin[] {
    const found = this.#classField(node, path, isStatic, frame);
    return node.isRecord ? [...behindPrefixes(this.resolver, node, found)] : found;
  }

  #classField(
    node: ClassNode,
    path: readonly Step[],
    isStatic: boolean,
    frame?: Frame,
    seen = new Set<ClassNode>(),
  ): Origin[] {
    const [first, ...rest] = path;
    if (!first || seen.has(node)) return [];
    seen.add(node);
    const origins: Origin[] = [];
    for (const field of node.fields) {
      if (!field.isShared && field.isStatic !== isStatic) continue;
      if (field.name !== first.name && first.name !== ANY) continue;
      const held = field.holds ? this.resolver.classes.classesAt(field.holds) : [];
      if (field.variable && held.length === 0) origins.push(...declaredVariable(field.variable, field.fallback));
      if (!field.value) {
        // A field by itself has what the literals give it, which is many values for a name that is not known.
        const isOpen = node.isRecord || field.isAssignable;
        const given = isOpen && first.name !== ANY ? this.resolver.classes.givenTo(node, field.name) : [];
        if (given.length > MAX_GIVEN) origins.push({ kind: 'unknown', node });
        else for (const value of given) origins.push(...this.resolver.at(value, rest));
        // What nobody writes as a literal is filled where it lies.
        if (given.length === 0)
          for (const one of held) origins.push(...behindPrefix(field, this.instance(one, rest, undefined)));
        continue;
      }
      const isRead = field.isGetter && !(field.isMethod && first.isCalled);
      const values = this.entryValue(field.value, isRead, rest, frame);
      origins.push(...(settingsField(this.resolver, node, field, defaultOf(field), path, values) ?? values));
    }
    for (const { target, value } of this.resolver.project.assignmentsOf(node))
      origins.push(...this.resolver.assigned(target, value, path, frame));
    for (const merge of this.resolver.project.mergesInto(node))
      origins.push(...merged(this.resolver, merge, path, frame));
    if (rest[0]?.name === ANY)
      for (const member of this.resolver.project.members.get(first.name))
        if (member.object.kind === 'self' && member.object.of === node)
          origins.push(...this.resolver.appended(member, rest.slice(1)));
    for (const part of this.resolver.classes.heirsOf(node).filter(({ isPart }) => isPart))
      for (const field of part.fields)
        if (field.name === first.name && field.value) origins.push(...this.resolver.at(field.value, rest, frame));
    if (origins.length === 0 && node.isRecord && node.fields.some((field) => field.name === first.name))
      return [{ kind: 'unknown', node }];
    if (origins.length === 0 && node.superclass)
      for (const base of this.resolver.at(node.superclass, [])) {
        if (base.kind === 'class') {
          const found = this.#classField(base.node, path, isStatic, undefined, seen);
          origins.push(
            ...behindPrefix(
              node.fields.find(({ isEmbedded }) => isEmbedded),
              found,
            ),
          );
        } else if (base.kind === 'external')
          origins.push(
            ...this.resolver.leaf(
              {
                ...base,
                path: isStatic ? base.path : [...base.path, '()'],
                calls: frame ? [...base.calls, frame.call] : base.calls,
              },
              path,
            ),
          );
      }
    return origins;
  }
}

/** The variable that a field says it is read from, and the value that it says to take where there is none. */
function declaredVariable(variable: StringNode, fallback: StringNode | undefined): Origin[] {
  const sites: Site[] = [{ model: variable.model, span: variable.inner, form: 'text' }];
  const read: Origin = { kind: 'environment', name: variable.value, sites, node: variable };
  return fallback ? [read, { kind: 'string', node: fallback }] : [read];
}

/**
 * The variables that tags of a struct name, where it lies in another one that has them behind a prefix: a part of each name is what is
 * written. One that has the prefix is found as it is, too.
 */
function behindPrefix(field: Field | undefined, origins: readonly Origin[]): Origin[] {
  const prefix = field?.prefix ?? '';
  if (prefix === '') return [...origins];
  return origins.map((one) => (isDeclared(one) && !one.name.startsWith(prefix) ? behind(prefix, one) : one));
}

/** The value that a field of a class of annotated fields is declared with. */
function defaultOf({ value }: Field): Expression | undefined {
  if (value?.kind !== 'reference') return value;
  const [definition] = value.binding?.definitions ?? [];
  return definition?.from === 'parameter' ? definition.parameter.fallback : value;
}

function mayBeNothing(node: Expression): boolean {
  if (node.kind === 'wrapper') return mayBeNothing(node.value);
  if (node.kind === 'constant') return !node.value;
  return node.kind === 'choice' && (node.operator === 'and' || node.options.some(mayBeNothing));
}
