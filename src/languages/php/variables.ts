import type { SyntaxNode } from '../tree-sitter/tree.js';
import type { Declared } from '../versioned-scope.js';
import { includedBy } from './includes.js';

/** Variables that a body gives values itself, with how often it does so; those that it shares with the top level; what it includes. */
export interface Variables extends Omit<Declared, 'shared'> {
  /** Those that some function in it shares with the top level. */
  shared: string[];
  includes: string[];
  /** Those that may have no value of the body's own where it is first given one: in a branch. */
  perhaps: Set<string>;
}

/** What has variables of its own. */
const CLOSED = new Set([
  'function_definition',
  'method_declaration',
  'anonymous_function',
  'class_declaration',
  'trait_declaration',
  'enum_declaration',
  'interface_declaration',
  'anonymous_class',
]);

/** Statements of whose parts some may not run. */
const BRANCHES = /^(?:if|switch|try|foreach|for|while|do)_statement$/;

export function variablesBoundIn(body: SyntaxNode, text: string, used: ReadonlySet<string>): Variables {
  const found: Variables = { bound: new Map(), elsewhere: new Map(), shared: [], includes: [], perhaps: new Set() };
  const textOf = (node: SyntaxNode) => text.slice(node.start, node.end);
  let branches = 0;
  const bind = (node: SyntaxNode) => {
    if (node.type === 'variable_name') {
      const name = textOf(node);
      const known = found.bound.get(name);
      if (name === '$this') return;
      if (!known && branches > 0) found.perhaps.add(name);
      if (known) known.times++;
      else
        found.bound.set(name, {
          kind: 'variable',
          span: { start: node.start, end: node.end },
          times: used.has(name) || branches > 0 ? 2 : 1,
        });
    } else if (node.type === 'list_literal' || node.type === 'by_ref' || node.type === 'pair')
      for (const child of node.children) bind(child);
  };
  const visit = (node: SyntaxNode, isOwn: boolean): void => {
    switch (node.type) {
      case 'assignment_expression':
      case 'reference_assignment_expression':
      case 'augmented_assignment_expression':
        if (isOwn && node.children[0]) bind(node.children[0]);
        break;
      case 'foreach_statement':
        for (const child of node.children.slice(1)) if (isOwn && child.field !== 'body') bind(child);
        break;
      case 'catch_clause':
      case 'static_variable_declaration':
        for (const child of node.children) if (isOwn && child.field === 'name') bind(child);
        break;
      case 'global_declaration':
        for (const child of node.children) {
          found.shared.push(textOf(child));
          if (isOwn) found.elsewhere.set(textOf(child), 'global');
        }
        return;
      case 'include_expression':
      case 'include_once_expression':
      case 'require_expression':
      case 'require_once_expression':
        if (isOwn) {
          const path = includedBy(node, text);
          // What loads classes gives no variable a value.
          if (!path.endsWith('vendor/autoload.php')) found.includes.push(path);
        }
        break;
    }
    const isBranch = BRANCHES.test(node.type);
    if (isBranch) branches++;
    for (const child of node.children) if (child.children.length > 0) visit(child, isOwn && !CLOSED.has(child.type));
    if (isBranch) branches--;
  };
  for (const child of body.children) visit(child, !CLOSED.has(child.type));
  return found;
}
