import type { Binding } from '../../ir.js';
import { spanOf } from '../../spans.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';
import type { Declared } from '../versioned-scope.js';

/** What a whole file says of its names. */
export interface FileNames {
  /** Those that some function declares `global` or `nonlocal`. */
  shared: ReadonlySet<string>;
  /** Whether `:=` binds some inside of expressions. */
  isBoundInside: boolean;
}

/** Expressions in which only `:=` binds a name: most of a file's nodes lie in these. */
const EXPRESSIONS = new Set([
  'argument_list',
  'attribute',
  'await',
  'binary_operator',
  'boolean_operator',
  'call',
  'comparison_operator',
  'concatenated_string',
  'conditional_expression',
  'dictionary',
  'dictionary_comprehension',
  'generator_expression',
  'list',
  'list_comprehension',
  'not_operator',
  'set',
  'set_comprehension',
  'string',
  'subscript',
  'unary_operator',
]);

/** Names that a body binds itself, with how often it does so. */
export function namesBoundIn(body: SyntaxNode, text: string, { shared, isBoundInside }: FileNames): Declared {
  const declared: Declared = { bound: new Map(), elsewhere: new Map(), shared };
  const mayBind = ({ type, children }: SyntaxNode) => children.length > 0 && (isBoundInside || !EXPRESSIONS.has(type));
  const bind = (node: SyntaxNode, kind: Binding['kind']) => {
    const name = text.slice(node.start, node.end);
    const known = declared.bound.get(name);
    if (known) known.times++;
    else declared.bound.set(name, { kind, span: spanOf(node), times: 1 });
  };
  const visit = (node: SyntaxNode): void => {
    switch (node.type) {
      case 'function_definition':
      case 'class_definition': {
        const kind = node.type === 'class_definition' ? 'class' : 'function';
        for (const child of node.children) {
          if (child.field === 'name') bind(child, kind);
          // Defaults and superclasses are evaluated here.
          else if (child.field !== 'body') visit(child);
        }
        return;
      }
      case 'lambda':
        return;
      case 'global_statement':
      case 'nonlocal_statement':
        for (const child of node.children)
          declared.elsewhere.set(
            text.slice(child.start, child.end),
            node.type === 'global_statement' ? 'global' : 'nonlocal',
          );
        return;
      case 'import_statement':
      case 'import_from_statement':
        for (const child of node.children) {
          const alias = child.type === 'aliased_import' ? child.children.at(-1) : undefined;
          const named = alias ?? child.children[0];
          if (child.field === 'name' && named) bind(named, 'import');
        }
        return;
      case 'assignment':
      case 'augmented_assignment':
      case 'for_statement':
      case 'named_expression':
      case 'type_alias_statement': {
        const field = node.type === 'named_expression' ? 'name' : 'left';
        for (const child of node.children)
          if (child.field === field) for (const name of namesOf(child)) bind(name, 'variable');
        break;
      }
      case 'as_pattern_target':
        for (const child of node.children) for (const name of namesOf(child)) bind(name, 'variable');
        return;
      case 'case_pattern':
        for (const name of capturesOf(node)) bind(name, 'variable');
        return;
      case 'for_in_clause':
        for (const child of node.children) if (child.field === 'right') visit(child);
        return;
    }
    for (const child of node.children) if (mayBind(child)) visit(child);
  };
  for (const child of body.children) visit(child);
  return declared;
}

/** The identifiers that a target binds: not those of `a.b` and `a[b]`. */
export function namesOf(target: SyntaxNode): SyntaxNode[] {
  switch (target.type) {
    case 'identifier':
      return [target];
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'list_splat_pattern':
    case 'dictionary_splat_pattern':
    case 'parenthesized_expression':
    case 'tuple':
    case 'list':
    case 'type':
      return target.children.flatMap(namesOf);
    default:
      return [];
  }
}

/** The names that a pattern of `case` captures. */
export function capturesOf(pattern: SyntaxNode): SyntaxNode[] {
  if (pattern.type === 'dotted_name') return pattern.children.length === 1 ? [...pattern.children] : [];
  if (pattern.type === 'class_pattern' || pattern.type === 'keyword_pattern')
    return pattern.children.slice(1).flatMap(capturesOf);
  if (pattern.type === 'identifier') return [pattern];
  return pattern.children.flatMap(capturesOf);
}

export function namesOfFile(root: SyntaxNode, text: string): FileNames {
  return { shared: sharedNames(root, text), isBoundInside: text.includes(':=') };
}

function sharedNames(root: SyntaxNode, text: string): Set<string> {
  const found = new Set<string>();
  if (!text.includes('global') && !text.includes('nonlocal')) return found;
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'global_statement' || node.type === 'nonlocal_statement')
      for (const child of node.children) found.add(text.slice(child.start, child.end));
    else for (const child of node.children) visit(child);
  };
  visit(root);
  return found;
}
