import { spanOf } from '../../spans.js';
import { conditionally } from '../conditionally.js';
import { grown } from '../packed/grown.js';
import { TEST, WHOLE } from '../packed/nodes.js';
import { Bound } from '../packed/parts.js';
import { childOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { defineUnknown } from './assignments.js';
import { convertBranches, isBranching } from './branches.js';
import { convertClass } from './classes.js';
import { type Context, convertAs } from './convert.js';
import { convertExpression } from './expressions.js';
import { convertFunction } from './functions.js';

export function convertStatements(c: Context, statements: readonly SyntaxNode[]): void {
  for (const statement of statements) convertStatement(c, statement);
}

export function convertStatement(c: Context, node: SyntaxNode): void {
  if (isBranching(node)) {
    conditionally(c, node, () => convertBranches(c, node));
    return;
  }
  switch (node.type) {
    case 'php_tag':
    case 'text':
    case 'text_interpolation':
    case 'namespace_use_declaration':
    case 'declare_statement':
    case 'global_declaration':
      return;
    case 'namespace_definition':
      convertStatements(c, childOf(node, 'body')?.children ?? []);
      return;
    case 'compound_statement':
    case 'colon_block':
      convertStatements(c, node.children);
      return;
    case 'expression_statement':
      for (const child of node.children) if (child.type !== 'text_interpolation') convertExpression(c, child);
      return;
    case 'function_definition': {
      const name = childOf(node, 'name');
      const made = convertFunction(c, node);
      if (name) define(c, 'function', name, made);
      return;
    }
    case 'class_declaration':
    case 'interface_declaration':
    case 'trait_declaration':
    case 'enum_declaration': {
      const name = childOf(node, 'name');
      const made = convertClass(c, node);
      if (name) define(c, 'class', name, made);
      return;
    }
    case 'const_declaration':
      for (const one of node.children) {
        const [name, value] = one.type === 'const_element' ? one.children : [];
        if (name && value) define(c, 'constant', name, convertExpression(c, value));
      }
      return;
    case 'function_static_declaration':
      for (const one of node.children) convertStatic(c, one);
      return;
    case 'return_statement':
      convertReturn(c, node);
      return;
    default:
      for (const child of node.children) convertAs(c, child, TEST);
  }
}

function define(
  c: Context,
  kind: 'function' | 'class' | 'constant',
  name: SyntaxNode,
  value: ReturnType<typeof convertExpression>,
): void {
  const binding = c.names.lookup(kind, textOf(c, name), spanOf(name));
  const made = new Bound(value, WHOLE);
  made.binding = binding;
  binding.definitions = grown(binding.definitions, made);
  value.use = made;
}

/** `static $client = null;` keeps what the function gave it the last time. */
function convertStatic(c: Context, node: SyntaxNode): void {
  const [name, value] = ['name', 'value'].map((field) => childOf(node, field));
  if (!name) return;
  if (!value || value.type === 'null') return;
  const made = new Bound(convertExpression(c, value), WHOLE);
  const binding = c.scope.define(textOf(c, name), spanOf(name), 'perhaps', made);
  if (!binding) {
    defineUnknown(c, name);
    return;
  }
  made.binding = binding;
  made.value.use = made;
}

/** A file may return a value, too: that is what `require` gives. */
function convertReturn(c: Context, node: SyntaxNode): void {
  const [child] = node.children;
  if (!child) return;
  const value = convertExpression(c, child);
  const from = c.function;
  if (from) {
    value.use = { as: 'returned', from };
    from.returns = grown(from.returns, value);
    return;
  }
  value.use = { as: 'exported', name: 'module.exports' };
  c.model.exports.push({ name: 'module.exports', value });
}
