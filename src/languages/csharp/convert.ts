import { emptyModel } from '../../empty-model.js';
import type {
  Binding,
  ClassNode,
  Expression,
  FunctionNode,
  MemberNode,
  ReferenceNode,
  SelfNode,
  SourceModel,
  Span,
  Use,
} from '../../ir.js';
import { BlockScope } from '../block-scope.js';
import { add } from '../tree-sitter/add-node.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';
import { convertDeclarations, declareTypes } from './declarations.js';
import { convertExpression } from './expressions.js';
import { layoutOf } from './layout.js';
import { nameSpecifier } from './names.js';

import { readUsings, type Usings } from './usings.js';

/** The class around, and the names of its own members. */
export interface ClassAround {
  node: ClassNode;
  members: ReadonlySet<string>;
  /** More of its members stand in another file, or in the class that it extends. */
  isOpen: boolean;
  outer: ClassAround | undefined;
  /** The scopes outside of the class, whose names come after its members. */
  scope: BlockScope;
}

/** What conversion carries down the tree. */
export interface Context {
  readonly model: SourceModel;
  readonly text: string;
  readonly usings: Usings;
  scope: BlockScope;
  class?: ClassAround | undefined;
  function?: FunctionNode | undefined;
  /** The innermost branch of an `if`, a `switch`, or body of a loop around. */
  branch?: Span | undefined;
  /** The type that `new(…)` makes here, as the declaration around writes it. */
  target?: SyntaxNode | undefined;
  /** The types with which variables, and fields by the place of their class, are declared. */
  readonly types: Map<Binding | string, SyntaxNode>;
  /** What is asked for a member by `?.`, from the outermost one on. */
  readonly asked: SyntaxNode[];
}

/** Tree-sitter's tree → the language-neutral model. `text` is what spans lie in. */
export function convertFile(root: SyntaxNode, path: string, text: string): SourceModel {
  const usings = readUsings(root, text);
  const model = emptyModel(path, 'csharp', text, layoutOf(root, usings));
  const c: Context = { model, text, usings, scope: new BlockScope(model), types: new Map(), asked: [] };
  for (const alias of usings.aliases) {
    const binding = c.scope.declare(alias.name, 'import', alias.span);
    const specifier = nameSpecifier(alias.of);
    binding.definitions.push({ from: 'import', specifier, imported: lastOf(alias.of), isSought: true });
  }
  declareTypes(c, root.children);
  for (const binding of model.bindings)
    if (binding.kind !== 'import') model.exports.push({ name: binding.name, binding });
  convertDeclarations(c, root.children);
  return model;
}

export function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Converts and says what the value is for. */
export function convertAs(c: Context, node: SyntaxNode, use: Use): Expression {
  const expression = convertExpression(c, node);
  expression.use = use;
  return expression;
}

/** As `convertAs`, where `new(…)` makes what the type says. */
export function convertTyped(c: Context, node: SyntaxNode, type: SyntaxNode | undefined, use: Use): Expression {
  const outer = c.target;
  c.target = type;
  const made = convertAs(c, node, use);
  c.target = outer;
  return made;
}

/**
 * A name by itself: a variable, else a member of a class around, else a type, which any file of the project or a namespace
 * in use may declare. `isBefore`: a member of it is asked for, which a type has, too.
 */
export function nameRead(c: Context, span: Span, name: string, isBefore = false): Expression {
  const known = lookup(c, name);
  if (known && 'members' in known) return selfMember(c, known.node, span, name);
  if (known) return reference(c, span, name, known);
  const open = openClass(c.class);
  if (open && !(isBefore && /^[A-Z]/.test(name))) return selfMember(c, open.node, span, name);
  return reference(c, span, name, typeBinding(c, name, span));
}

/** A type by its name, which may have those of namespaces before it. */
export function typeRead(c: Context, span: Span, name: string): ReferenceNode {
  const known = name.includes('.') ? undefined : lookupVariable(c, name);
  return reference(c, span, lastOf(name), known ?? typeBinding(c, name, span));
}

function lookupVariable(c: Context, name: string): Binding | undefined {
  for (let scope: BlockScope | undefined = c.scope; scope; scope = scope.parent) {
    const found = scope.own(name);
    if (found) return found;
  }
  return undefined;
}

/** From the innermost block on; the members of a class come before what stands outside of it. */
function lookup(c: Context, name: string): Binding | ClassAround | undefined {
  let around = c.class;
  for (let scope: BlockScope | undefined = c.scope; scope; scope = scope.parent) {
    while (around && around.scope === scope) {
      if (around.members.has(name)) return around;
      around = around.outer;
    }
    const found = scope.own(name);
    if (found) return found;
  }
  return undefined;
}

function openClass(around: ClassAround | undefined): ClassAround | undefined {
  for (let one = around; one; one = one.outer) if (one.isOpen) return one;
  return undefined;
}

function reference(c: Context, { start, end }: Span, name: string, binding: Binding): ReferenceNode {
  const made = add<ReferenceNode>(c, { kind: 'reference', name, start, end, binding });
  binding.references.push(made);
  return made;
}

/** What nothing in the file declares is declared in another file of the project, or in a package. */
export function typeBinding(c: Context, name: string, span: Span): Binding {
  const known = c.scope.top.own(name);
  if (known) return known;
  const binding = c.scope.top.declare(name, 'import', span);
  binding.definitions.push({ from: 'import', specifier: nameSpecifier(name), imported: lastOf(name), isSought: true });
  return binding;
}

function selfMember(c: Context, of: ClassNode, { start, end }: Span, name: string): MemberNode {
  const made = add<MemberNode>(c, {
    kind: 'member',
    start,
    end,
    object: undefined as unknown as Expression,
    property: name,
    propertySpan: { start, end },
  });
  made.object = self(c, { start, end: start }, of);
  made.object.use = { as: 'object', member: made };
  return made;
}

export function self(c: Context, { start, end }: Span, of: ClassNode | undefined): SelfNode {
  return add<SelfNode>(c, { kind: 'self', start, end, ...(of ? { of } : {}) });
}
