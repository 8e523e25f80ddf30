import type { Expression, ListNode, ObjectNode, StringNode, TypeUse } from '../ir.js';
import type { Linked } from '../link/link.js';
import { named } from '../names.js';

/** What a value has to be one of. */
export type Choices = ListNode | ObjectNode;

/**
 * The lists that a literal is bound to be one of: the default of an enumerating schema (`z.enum([…]).default(x)`,
 * `str({ choices: […], default: x })`), or a value typed by a constant (`x: (typeof MODELS)[number]`,
 * `x: keyof typeof PRICES`).
 */
export function choicesOf(node: StringNode, linked: Linked): Choices[] {
  const { use } = node;
  if (use?.as === 'argument' && use.argument.name === 'default')
    return use.call.arguments.flatMap(({ value, name }) => (name === 'default' ? [] : listedIn(value, node.value)));
  if (use?.as === 'argument' && use.call.callee.kind === 'member') return inChain(use.call.callee.object, node.value);
  if (use?.as === 'entry' && use.entry.key === 'default')
    return use.object.entries.flatMap((entry) => (entry === use.entry ? [] : listing(entry.value, node.value)));
  return declaredTypes(node).flatMap((type) => type.names.flatMap((name) => namedChoices(name, node, linked)));
}

/** What the calls hold that a method is called on: `z.enum([…]).optional().default(x)`. */
function inChain(receiver: Expression, text: string): Choices[] {
  const found: Choices[] = [];
  for (let at = receiver; at.kind === 'call' && at.callee.kind === 'member'; at = at.callee.object)
    found.push(...at.arguments.flatMap((argument) => listing(argument.value, text)));
  return found;
}

/** `choices=[…]`, `type=Choice([…])`. */
function listedIn(value: Expression, text: string): Choices[] {
  if (value.kind === 'call') return value.arguments.flatMap((argument) => listing(argument.value, text));
  return listing(value, text);
}

/** The types that a binding, a parameter or a field is declared with, whose value the literal is. */
export function declaredTypes({ use }: StringNode): TypeUse[] {
  if (use?.as === 'definition') return use.targets.flatMap(({ binding }) => binding.type ?? []);
  if (use?.as === 'fallback') return [use.target?.binding.type, use.parameter?.type].flatMap((type) => type ?? []);
  return use?.as === 'field' && use.field.type ? [use.field.type] : [];
}

/** Constants of that name, those of the same file before others. */
function namedChoices(name: string, node: StringNode, linked: Linked): Choices[] {
  const in_ = (models: Iterable<StringNode['model']>) =>
    [...models].flatMap((model) =>
      named(model, 'bindings', (one) => one === name)
        .flatMap((binding) => binding.definitions)
        .flatMap((one) => (one.from === 'value' && one.path.length === 0 ? listing(one.value, node.value) : [])),
    );
  const near = in_([node.model]);
  return near.length > 0 ? near : in_(linked.project.models.values());
}

/** The value itself, when it is a list that holds the text or an object that has it as a key. */
function listing(value: Expression, text: string): Choices[] {
  if (value.kind === 'wrapper') return listing(value.value, text);
  if (value.kind === 'list' && value.items.some((item) => item.kind === 'string' && item.value === text))
    return [value];
  if (value.kind === 'object' && value.entries.some((entry) => entry.key === text)) return [value];
  return value.kind === 'reference'
    ? (value.binding?.definitions ?? []).flatMap((one) =>
        one.from === 'value' && one.path.length === 0 && one.value !== value ? listing(one.value, text) : [],
      )
    : [];
}
