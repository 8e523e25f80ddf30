import { terminalName } from '../../callee-names.js';
import { flowFacts } from '../../catalog/flow.js';
import type { Binding, CallNode, Expression, FunctionNode } from '../../ir.js';
import { argumentFor } from '../../link/call-sites.js';
import type { Linked } from '../../link/link.js';
import type { Frame, Origin } from '../../link/origins.js';
import { placeIn } from '../../link/place-in.js';
import { linesOf } from '../places.js';
import type { PromptPart } from './prompt.js';
import type { VariableNames } from './variable-names.js';

/** What parameters hold in one call of their function, worked out when it is asked for. */
export type Given = ReadonlyMap<Binding, () => PromptPart[]>;

/** How deep texts are followed into each other. */
const MAX_DEPTH = 8;

/** Takes texts apart into what is written and what is only known when the program runs. */
export class TextParts {
  /** The functions whose parameters stand for a part of what was taken apart. */
  readonly openFunctions = new Set<FunctionNode>();
  /** What is to be said of variables that stand for texts which are not taken apart, by name. */
  readonly notes = new Map<string, string>();

  constructor(
    readonly linked: Linked,
    readonly names: VariableNames,
  ) {}

  of(node: Expression, given: Given = new Map(), depth = 0): PromptPart[] {
    if (depth > MAX_DEPTH) return [this.#variable(node)];
    switch (node.kind) {
      case 'string':
        return [{ text: node.value }];
      case 'call': {
        const filled = this.#filled(node, given, depth);
        if (filled) return filled;
        break;
      }
      case 'template':
        return joined(node.parts.flatMap((part) => this.of(part, given, depth + 1)));
      case 'wrapper':
        return node.operator === 'yield' ? [this.#variable(node)] : this.of(node.value, given, depth + 1);
      case 'reference': {
        const known = node.binding && given.get(node.binding);
        if (known) return known();
        const owner = parameterOwner(node.binding);
        if (owner) {
          this.openFunctions.add(owner);
          return [this.#variable(node)];
        }
        const value = onlyValue(node.binding);
        const parts = value ? this.of(value, given, depth + 1) : [];
        if (parts.some((part) => 'text' in part)) return parts;
        break;
      }
    }
    return this.#resolved(node, given, depth);
  }

  /** What the parameters of the frame's function hold in its call. */
  within({ function: owner, call }: Frame, given: Given, depth = 0): Given {
    const all = new Map(given);
    for (const parameter of owner.parameters) {
      const passed = argumentFor(call, parameter);
      for (const { binding, path, fallback } of parameter.targets) {
        const names = [...(passed?.path ?? []), ...path];
        const value = passed ? passed.value : (fallback ?? parameter.fallback);
        if (!value) continue;
        const isInside = passed !== undefined && names.length > 0;
        all.set(binding, () =>
          isInside
            ? (this.#told(this.linked.resolver.resolve(value, names), given, depth) ?? [this.#variable(value)])
            : this.of(value, given, depth + 1),
        );
      }
    }
    return all;
  }

  #resolved(node: Expression, given: Given, depth: number): PromptPart[] {
    return this.#told(this.linked.resolver.at(node, []), given, depth) ?? [this.#variable(node)];
  }

  /** The parts of a value that comes from one place alone, where that is a text. */
  #told([origin, ...others]: readonly Origin[], given: Given, depth: number): PromptPart[] | undefined {
    if (!origin || others.length > 0) return undefined;
    const text = textOf(origin);
    if (text !== undefined) return [{ text }];
    if (origin.kind !== 'template') return undefined;
    return this.of(origin.node, origin.frame ? this.within(origin.frame, given, depth) : given, depth + 1);
  }

  /** `PROMPT.format(name=value)`, where the text is known. */
  #filled(call: CallNode, given: Given, depth: number): PromptPart[] | undefined {
    const { callee, model } = call;
    if (callee.kind !== 'member' || !flowFacts(model.language).formatMethods?.includes(callee.property ?? ''))
      return undefined;
    const [text, ...others] = this.of(callee.object, given, depth + 1);
    if (!text || !('text' in text) || others.length > 0) return undefined;
    let position = 0;
    const parts: PromptPart[] = [];
    for (const [whole, name] of text.text.matchAll(PLACEHOLDER)) {
      if (name === undefined) parts.push({ text: whole === '{{' || whole === '}}' ? whole.charAt(0) : whole });
      else {
        const [word = ''] = name.split(/[.[]/);
        const at = placeIn(call, word === '' ? String(position++) : word);
        if (at && at.steps.length === 0 && word === name) parts.push(...this.of(at.value, given, depth + 1));
        else parts.push({ variable: this.names.named(`${model.path}\0${call.start}\0${name}`, lastName(name)) });
      }
    }
    return joined(parts);
  }

  #variable(node: Expression): PromptPart {
    const variable = this.names.of(node, nameOf(node));
    if (this.#holdsText(node)) {
      const place = linesOf([{ model: node.model, span: node }]);
      this.notes.set(variable, `{{${variable}}} stands for a text that ${place} makes: put in what comes out.`);
    }
    return { variable };
  }

  /** Whether the source says something of the text that the value is. */
  #holdsText(node: Expression): boolean {
    const isText = (one: Expression) =>
      this.linked.resolver
        .at(one, [])
        .some((origin) => origin.kind === 'template' || (origin.kind === 'string' && origin.node.value.length > 2));
    switch (node.kind) {
      case 'call':
        return [
          ...(node.callee.kind === 'member' ? [node.callee.object] : []),
          ...node.arguments.map(({ value }) => value),
        ].some(isText);
      case 'operation':
        return node.operands.some(isText);
      case 'reference':
        return !parameterOwner(node.binding) && isText(node);
      default:
        return isText(node);
    }
  }
}

/** In a text that is filled in: a brace that is meant, what is filled in by its name, and anything else. */
const PLACEHOLDER = /\{\{|\}\}|\{([^{}!:]{0,200})(?:![rsa])?(?::[^{}]{0,200})?\}|[^{}]+|[{}]/g;

/** `user.name` → `name`, `rows[0]` → `0`. */
function lastName(path: string): string {
  return path.split(/[.[\]]/).findLast((name) => name !== '') ?? '';
}

/** The value of a name that is given just one, as a whole. */
function onlyValue(binding: Binding | undefined): Expression | undefined {
  const [definition, ...others] = binding?.definitions ?? [];
  if (definition?.from !== 'value' || others.length > 0 || definition.path.length > 0 || definition.fallback)
    return undefined;
  return binding?.continued?.length ? undefined : definition.value;
}

/** The function whose parameter the name is. */
function parameterOwner(binding: Binding | undefined): FunctionNode | undefined {
  for (const definition of binding?.definitions ?? []) if (definition.from === 'parameter') return definition.function;
  return undefined;
}

function textOf(origin: Origin): string | undefined {
  if (origin.kind === 'string') return origin.derived ? undefined : origin.node.value;
  return origin.kind === 'constant' && typeof origin.node.value === 'number' ? String(origin.node.value) : undefined;
}

/** A word for a value: what it is called where it is used. */
function nameOf(node: Expression): string {
  switch (node.kind) {
    case 'reference':
      return node.name;
    case 'member':
      return node.property ?? nameOf(node.object);
    case 'wrapper':
      return nameOf(node.value);
    case 'call': {
      const [first, ...others] = node.arguments;
      if (first && others.length === 0) return nameOf(first.value);
      const isMethod = node.callee.kind === 'member' && node.arguments.length === 0;
      return isMethod && node.callee.kind === 'member' ? nameOf(node.callee.object) : (terminalName(node.callee) ?? '');
    }
    case 'choice':
      return node.options[0] ? nameOf(node.options[0]) : '';
    default:
      return '';
  }
}

/** Texts that stand beside each other are one. */
export function joined(parts: readonly PromptPart[]): PromptPart[] {
  const all: PromptPart[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if ('text' in part && last && 'text' in last) all[all.length - 1] = { text: last.text + part.text };
    else if (!('text' in part) || part.text !== '') all.push(part);
  }
  return all;
}
