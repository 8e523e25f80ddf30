import type { Binding, Expression, ListNode, ObjectNode, StringNode } from '../ir.js';
import type { Linked } from '../link/link.js';
import { named } from '../names.js';
import { typesBehind } from './declared-types.js';

/** What a value has to be one of. */
export type Choices = ListNode | ObjectNode;

/**
 * The lists that a literal is bound to be one of: the default of an enumerating schema (`z.enum([…]).default(x)`,
 * `str({ choices: […], default: x })`), a value typed by a constant (`x: (typeof MODELS)[number]`,
 * `x: keyof typeof PRICES`), or one by whose type a table has a row for each (`Record<Model, Price>`).
 */
export function choicesOf(node: StringNode, linked: Linked): Choices[] {
  const { use } = node;
  if (use?.as === 'argument' && use.argument.name === 'default')
    return use.call.arguments.flatMap(({ value, name }) => (name === 'default' ? [] : listedIn(value, node.value)));
  if (use?.as === 'argument' && use.call.callee.kind === 'member') return inChain(use.call.callee.object, node.value);
  if (use?.as === 'entry' && use.entry.key === 'default')
    return use.object.entries.flatMap((entry) => (entry === use.entry ? [] : listing(entry.value, node.value)));
  const { names } = typesBehind(node, linked);
  const found = [...names].flatMap((name) => namedChoices(name, node, linked));
  return [...new Set([...found, ...tablesFor(names, node, linked)])];
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

/** Constants of that name, those of the same file before others. */
function namedChoices(name: string, node: StringNode, linked: Linked): Choices[] {
  const in_ = (models: Iterable<StringNode['model']>) =>
    [...models].flatMap((model) =>
      named(model, 'bindings', (one) => one === name)
        .flatMap(valuesOf)
        .flatMap((value) => listing(value, node.value)),
    );
  const near = in_([node.model]);
  return near.length > 0 ? near : in_(linked.project.models.values());
}

/** Objects that have to have a row for each value of one of the types. */
function tablesFor(types: ReadonlySet<string>, node: StringNode, { project }: Linked): Choices[] {
  if (types.size === 0) return [];
  return [...project.models.values()].flatMap((model) =>
    named(model, 'bindings', () => true)
      .filter((binding) => typesOf(binding).some((names) => hasRowForEach(names, types)))
      .flatMap((binding) => valuesOf(binding).flatMap((value) => listing(value, node.value))),
  );
}

function hasRowForEach(names: readonly string[], types: ReadonlySet<string>): boolean {
  return names.some((name, at) => name === 'Record' && types.has(names[at + 1] ?? '') && names[at - 1] !== 'Partial');
}

/** The names in what is written for a binding: `x: T = …`, `x = … satisfies T`. */
function typesOf(binding: Binding): string[][] {
  const written = valuesOf(binding).flatMap((value) => (value.kind === 'wrapper' ? (value.type ?? []) : []));
  return [...(binding.type ? [binding.type] : []), ...written].map(({ names }) => names);
}

function valuesOf({ definitions }: Binding): Expression[] {
  return definitions.flatMap((one) => (one.from === 'value' && one.path.length === 0 ? [one.value] : []));
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
