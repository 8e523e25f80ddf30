import type {
  Binding,
  CallNode,
  ClassNode,
  Definition,
  Expression,
  Field,
  FunctionNode,
  MemberNode,
  Span,
} from '../../ir.js';
import { filesOf } from '../../languages/front-end.js';
import { argumentFor } from '../../link/call-sites.js';
import type { Linked } from '../../link/link.js';

/** What gives a client the name that its users know it by. */
export type Declaration =
  | { kind: 'variable'; place: Binding; name: Span; value: CallNode }
  | {
      kind: 'field';
      place: Expression;
      name: Span;
      value: CallNode;
      class: ClassNode;
      property: string;
      isAssigned: boolean;
    }
  /** `holder`: the variable in which the function keeps the client that it made once. */
  | { kind: 'function'; place: FunctionNode; name: Span; value: CallNode; holder?: Binding };

type Named = { declaration: Declaration; name: Span; imported?: Binding };

/** The declaration that a name leads to, in its own file or in the one that it imports the name from. */
export function declaredBy(linked: Linked, made: CallNode, node: Expression, isFunction: boolean): Named | undefined {
  const declare = (binding: Binding) => (isFunction ? functionNamed(made, binding) : variableNamed(made, binding));
  if (node.kind === 'reference' && node.binding) {
    const name = { start: node.start, end: node.end };
    const local = declare(node.binding);
    if (local) return { declaration: local, name };
    const declaration = imported(linked, made, node.binding, undefined, declare);
    return declaration && { declaration, name, imported: node.binding };
  }
  if (node.kind !== 'member' || node.property === undefined) return undefined;
  const { object, property, propertySpan: name } = node;
  if (object.kind === 'reference' && object.binding) {
    const declaration = imported(linked, made, object.binding, property, declare);
    return declaration && { declaration, name };
  }
  if (object.kind !== 'self' || object.of?.kind !== 'class') return undefined;
  const owner = object.of;
  const declaration = isFunction ? methodNamed(made, owner, property) : fieldNamed(linked, made, owner, property);
  return declaration && { declaration, name };
}

/** What else gives a field its one value, and who reads it. */
export function declaredField(
  linked: Linked,
  { object, property }: MemberNode,
): { value: Expression; users: Expression[] } | undefined {
  if (object.kind !== 'self' || object.of?.kind !== 'class' || property === undefined) return undefined;
  const owner = object.of;
  const [value, ...others] = fieldValues(linked, owner, property).map((one) => one.value);
  if (!value || others.length > 0) return undefined;
  const users = linked.project.members
    .get(property)
    .filter(
      (member) => !linked.project.assignmentTo(member) && member.object.kind === 'self' && member.object.of === owner,
    );
  return { value, users };
}

/** The one value that a name is given, as a whole. */
export function onlyValue(binding: Binding): Expression | undefined {
  if (isRebound(binding)) return undefined;
  const [definition, ...others] = binding.definitions;
  return definition && others.length === 0 ? plainValue(definition) : undefined;
}

/** What calls pass for a parameter, of those that pass the client; all of them have to be known. */
export function givenTo(
  linked: Linked,
  { function: owner, parameter }: Extract<Definition, { from: 'parameter' }>,
  isOwn: (value: Expression) => boolean,
): Expression[] | undefined {
  const given = linked.resolver.callSites.of(owner).map((call) => argumentFor(call, parameter));
  const values = given.flatMap((one) => (one && one.path.length === 0 ? [one.value] : []));
  const own = values.filter(isOwn);
  return values.length === given.length && own.length > 0 ? own : undefined;
}

/** The name of the function that a framework calls for a parameter: `client = Depends(get_client)`. */
export function providersOf(
  linked: Linked,
  made: CallNode,
  { parameter }: Extract<Definition, { from: 'parameter' }>,
): Expression[] | undefined {
  const calls = [parameter.fallback, ...(parameter.type?.metadata ?? [])].filter((one) => one?.kind === 'call');
  for (const call of calls)
    for (const { value } of call.arguments)
      if (declaredBy(linked, made, value, true) && linked.resolver.at(call, []).length > 0) return [value];
  return undefined;
}

function variableNamed(made: CallNode, binding: Binding): Declaration | undefined {
  return onlyValue(binding) === made
    ? { kind: 'variable', place: binding, name: nameOf(binding), value: made }
    : undefined;
}

/** A binding's span may hold its type. */
export function nameOf({ start, name }: Binding): Span {
  return { start, end: start + name.length };
}

function functionNamed(made: CallNode, binding: Binding): Declaration | undefined {
  const value = onlyValue(binding);
  return value?.kind === 'function' ? functionGiving(made, value, nameOf(binding)) : undefined;
}

function methodNamed(made: CallNode, owner: ClassNode, property: string): Declaration | undefined {
  const [field, ...others] = owner.fields.filter(({ name }) => name === property);
  if (field?.value?.kind !== 'function' || field.isGetter || others.length > 0) return undefined;
  return functionGiving(made, field.value, field.nameSpan);
}

function functionGiving(made: CallNode, node: FunctionNode, { start, end }: Span): Declaration | undefined {
  const [given, ...others] = node.returns;
  if (!given) return undefined;
  const declared = { kind: 'function', place: node, name: { start, end }, value: made } as const;
  if (given === made) return others.length === 0 ? declared : undefined;
  const holder = heldIn(given);
  if (!holder || others.some((other) => heldIn(other) !== holder)) return undefined;
  const values = definitionsOf(holder).map(plainValue);
  const isKept = values.every((value) => value === made || value?.kind === 'constant');
  return isKept && values.includes(made) && holder.isTopLevel ? { ...declared, holder } : undefined;
}

function heldIn(node: Expression): Binding | undefined {
  return node.kind === 'reference' ? (node.binding?.whole ?? node.binding) : undefined;
}

function definitionsOf(binding: Binding): readonly Definition[] {
  return binding.versions?.flatMap(({ definitions }) => definitions) ?? binding.definitions;
}

/** The top-level name of the file that makes the client, by which another file imports it, or names it in the module. */
function imported(
  { project }: Linked,
  made: CallNode,
  binding: Binding,
  property: string | undefined,
  declare: (binding: Binding) => Declaration | undefined,
): Declaration | undefined {
  const [definition] = binding.definitions;
  if (definition?.from !== 'import') return undefined;
  const target = project.target(binding.model, definition.specifier);
  if (!filesOf(target).includes(made.model.path)) return undefined;
  if ((definition.imported === '*') === (property === undefined)) return undefined;
  const name = property ?? definition.imported;
  const exported = made.model.exports.find((one) => one.name === name && 'binding' in one);
  if (!exported || !('binding' in exported) || exported.binding.name !== name) return undefined;
  return declare(exported.binding);
}

function fieldNamed(linked: Linked, made: CallNode, owner: ClassNode, property: string): Declaration | undefined {
  const [only, ...others] = fieldValues(linked, owner, property);
  if (only?.value !== made || others.length > 0) return undefined;
  const { name, isAssigned } = only;
  return { kind: 'field', place: made, name, value: made, class: owner, property, isAssigned };
}

function fieldValues(linked: Linked, owner: ClassNode, property: string) {
  const assigned = linked.project
    .assignmentsOf(owner)
    .filter(({ target }) => target.property === property && target.object.kind === 'self')
    .map(({ value, target }) => ({ value, name: target.propertySpan, isAssigned: true }));
  const declared = owner.fields.flatMap(({ name, nameSpan, value }: Field) =>
    name === property && value ? [{ value, name: nameSpan, isAssigned: false }] : [],
  );
  return [...assigned, ...declared];
}

function plainValue(definition: Definition): Expression | undefined {
  return definition.from === 'value' && definition.path.length === 0 && !definition.fallback
    ? definition.value
    : undefined;
}

/** Given one value after another, or in some cases only. */
function isRebound({ whole, versions, continued }: Binding): boolean {
  return ((whole?.versions ?? versions)?.length ?? 0) > 1 || (continued?.length ?? 0) > 0;
}
