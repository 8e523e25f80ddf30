import type { Binding, CallNode, ClassNode, Expression, MemberNode } from './ir.js';
import { ANY } from './ir.js';

/**
 * Tells the last names that a callee may have, `*` for any: a name may be given another on import, and a class may be
 * handed over as a parameter; a plain method keeps its name.
 */
export function eachCalleeName({ callee, isNew }: CallNode, tell: (name: string) => void): void {
  switch (callee.kind) {
    case 'member':
      tell(callee.property ?? ANY);
      return;
    case 'reference':
      if (isNew && callee.binding) tell(ANY);
      else tell(callee.name);
      for (const one of callee.binding?.definitions ?? []) eachDefinedName(one, tell);
      return;
    case 'function':
    case 'class':
      return;
    default:
      tell(ANY);
  }
}

function eachDefinedName(one: Binding['definitions'][number], tell: (name: string) => void): void {
  if (one.from === 'import') tell(isOpen(one.imported) ? ANY : one.imported);
  if (one.from !== 'value') return;
  const last = one.path.at(-1);
  if (last !== undefined) tell(last);
  else if (isAlias(one.value)) tell(ANY);
}

/** What may be anything, or a class that extends one of a package. */
function isOpen(imported: string): boolean {
  return imported === 'default' || /^[A-Z][a-z]/.test(imported);
}

/** Tells the last names that the class may have which another one extends, `*` for any. */
export function eachSuperclassName({ superclass }: ClassNode, tell: (name: string) => void): void {
  const root = superclass?.kind === 'member' ? rootOf(superclass) : superclass;
  tell((superclass && root?.kind === 'reference' && terminalName(superclass)) || ANY);
  if (root?.kind !== 'reference') return;
  for (const one of root.binding?.definitions ?? []) {
    if (one.from === 'import') {
      if (superclass === root) tell(one.imported === 'default' ? ANY : one.imported);
    } else if (one.from !== 'value' || one.path.length > 0 || one.value.kind !== 'class') tell(ANY);
  }
}

/** A value that stands for another: `const F = condition ? a : b`, `const api = wrap(client)`. */
function isAlias(value: Expression): boolean {
  if (value.kind === 'class') return value.superclass !== undefined;
  return value.kind !== 'function' && value.kind !== 'object' && value.kind !== 'string';
}

/** Whether a callee may be one of the names, at a glance: most calls are ruled out without following anything. */
export function mayBeCalled(call: CallNode, names: ReadonlySet<string>): boolean {
  const isWanted = isOneOf(names);
  let isFound = false;
  eachCalleeName(call, (name) => {
    isFound ||= isWanted(name);
  });
  return isFound;
}

export function isOneOf(names: ReadonlySet<string>): (calleeName: string) => boolean {
  return (name) => name === ANY || names.has(name);
}

/** `create` of `chat.completions.create`, as facts write paths. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** The last name of a callee: `create` of `a.b.create`. */
export function terminalName(callee: Expression): string | undefined {
  if (callee.kind === 'reference') return callee.name;
  if (callee.kind === 'member') return callee.property;
  return callee.kind === 'super' ? 'super' : undefined;
}

/** The expression that a chain of members starts from. */
export function rootOf(member: MemberNode): Exclude<Expression, MemberNode> {
  let node: Expression = member;
  while (node.kind === 'member') node = node.object;
  return node;
}
