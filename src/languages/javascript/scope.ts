import type { Binding, Definition, SourceModel, Span } from '../../ir.js';
import { grown } from '../packed/grown.js';
import { bindingOf } from '../packed/nodes.js';

/** An ESTree node as a parser gives it; the front end reads it by shape, whichever parser made it. */
// biome-ignore lint/suspicious/noExplicitAny: two parsers with slightly different typings feed the same converter.
export type AstNode = any;

/** Names visible in one block. Declarations are hoisted before the block is converted, so that lookups never miss. */
export class Scope {
  readonly #names = new Map<string, Binding>();
  /** `isTop`: it has the names of a program, though another one of the file is around it. */
  constructor(
    readonly model: SourceModel,
    readonly parent?: Scope,
    private readonly isTop = parent === undefined,
  ) {}

  declare(name: string, kind: Binding['kind'], span: Span): Binding {
    const known = this.#names.get(name);
    if (known) return known;
    const binding = bindingOf(this.model, name, kind, span, this.isTop);
    this.#names.set(name, binding);
    this.model.bindings.push(binding);
    return binding;
  }

  lookup(name: string): Binding | undefined {
    return this.#names.get(name) ?? this.parent?.lookup(name);
  }

  /** What the statements of this block declare themselves: functions, classes, `let`, `const`, imports. */
  hoistBlock(statements: readonly AstNode[]): void {
    for (const statement of statements) {
      const node = statement.type.startsWith('Export') ? (statement.declaration ?? statement) : statement;
      switch (node.type) {
        case 'VariableDeclaration':
          if (node.kind !== 'var') this.#declarePatterns(node);
          break;
        case 'FunctionDeclaration':
        case 'TSDeclareFunction':
          if (node.id) this.declare(node.id.name, 'function', node.id);
          break;
        case 'ClassDeclaration':
          if (node.id) this.declare(node.id.name, 'class', node.id);
          break;
        case 'TSEnumDeclaration':
          this.declare(node.id.name, 'constant', node.id);
          break;
        case 'TSModuleDeclaration':
          if (node.id.type === 'Identifier' && node.body) this.declare(node.id.name, 'constant', node.id);
          break;
        case 'TSImportEqualsDeclaration':
          this.declare(node.id.name, 'import', node.id);
          break;
        case 'ImportDeclaration':
          for (const specifier of node.specifiers) this.declare(specifier.local.name, 'import', specifier.local);
          break;
      }
    }
  }

  /** `var` declarations anywhere in the function body, nested blocks included. */
  hoistVars(node: AstNode): void {
    if (!node || typeof node !== 'object') return;
    if (Array.isArray(node)) {
      for (const child of node) this.hoistVars(child);
      return;
    }
    if (node.type === 'VariableDeclaration') {
      if (node.kind === 'var') this.#declarePatterns(node);
      return;
    }
    if (node.type === 'ExportNamedDeclaration') {
      this.hoistVars(node.declaration);
      return;
    }
    for (const key of STATEMENT_CHILDREN) if (key in node) this.hoistVars(node[key]);
  }

  #declarePatterns(declaration: AstNode): void {
    const kind = declaration.kind === 'const' ? 'constant' : 'variable';
    for (const { id } of declaration.declarations) for (const name of namesOf(id)) this.declare(name.name, kind, name);
  }
}

export function noteDefinition(binding: Binding | undefined, definition: Definition): void {
  if (binding) binding.definitions = grown(binding.definitions, definition);
}

/** Statement positions that can hold another statement; expressions cannot declare a `var`. */
const STATEMENT_CHILDREN = [
  'body',
  'consequent',
  'alternate',
  'block',
  'handler',
  'finalizer',
  'cases',
  'init',
  'left',
] as const;

/** The identifiers that a pattern binds. */
export function namesOf(pattern: AstNode): AstNode[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return pattern.properties.flatMap((p: AstNode) => namesOf(p.type === 'RestElement' ? p.argument : p.value));
    case 'ArrayPattern':
      return pattern.elements.flatMap((e: AstNode) => namesOf(e));
    case 'AssignmentPattern':
      return namesOf(pattern.left);
    case 'RestElement':
      return namesOf(pattern.argument);
    case 'TSParameterProperty':
      return namesOf(pattern.parameter);
    default:
      return [];
  }
}
