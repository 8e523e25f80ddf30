import type { ClassNode, Expression, Field, StringNode, TypeUse } from '../../ir.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';
import { add, type Context, childOf, childrenOf, convertAs, reference, spanOf, TEST, textOf } from './convert.js';
import { isPredeclared } from './scope.js';
import { pieceNode } from './strings.js';

/** The names in a type. One of the package's own is a name that the file reads. */
export function typeUse(c: Context, node: SyntaxNode | undefined): TypeUse | undefined {
  if (!node) return undefined;
  const names: string[] = [];
  collectNames(c, node, names);
  return { ...spanOf(node), names, literals: [] };
}

function collectNames(c: Context, node: SyntaxNode, names: string[]): void {
  if (node.type === 'type_identifier') {
    const name = textOf(c, node);
    names.push(name);
    if (!isPredeclared(name)) reference(c, node).use = TEST;
  } else if (node.type === 'qualified_type') {
    names.push(textOf(c, node));
    convertAs(c, node, TEST);
  } else for (const child of node.children) collectNames(c, child, names);
}

/** A struct is a class; the first type that it embeds is what it extends. */
export function fillStruct(c: Context, made: ClassNode, node: SyntaxNode): void {
  add<ClassNode>(c, made);
  const declarations = node.children.find(({ type }) => type === 'field_declaration_list')?.children ?? [];
  for (const declared of declarations) {
    const type = childOf(declared, 'type');
    const names = childrenOf(declared, 'name');
    if (type && names.length === 0) embed(c, made, type);
    const use = names.length > 0 ? typeUse(c, type) : undefined;
    const tag = childOf(declared, 'tag');
    for (const name of names) {
      const field: Field = {
        name: textOf(c, name),
        nameSpan: spanOf(name),
        isStatic: false,
        isGetter: false,
        type: use,
        ...(tag ? tagFacts(c, tag) : {}),
      };
      made.fields.push(field);
    }
  }
}

/** What is embedded is a field of its type's name, too. */
function embed(c: Context, made: ClassNode, type: SyntaxNode): void {
  const bare = type.type === 'pointer_type' ? (type.children[0] ?? type) : type;
  const name = bare.type === 'qualified_type' ? bare.children[1] : bare;
  if (name)
    made.fields.push({
      name: textOf(c, name),
      nameSpan: spanOf(name),
      isStatic: false,
      isGetter: false,
      isEmbedded: true,
    });
  const base: Expression = convertAs(c, bare, TEST);
  if (made.superclass) return;
  made.superclass = base;
  base.use = { as: 'superclass', class: made };
}

/** Tags by which libraries know a variable of the environment, and its default. */
const VARIABLES = new Set(['env', 'envconfig']);
const DEFAULTS = new Set(['envDefault', 'env-default', 'default']);

/** What a struct's tag says of a field: `json:"model" env:"MODEL" envDefault:"…"`. */
function tagFacts(c: Context, tag: SyntaxNode): Pick<Field, 'sentAs' | 'variable' | 'fallback'> {
  const found: Pick<Field, 'sentAs' | 'variable' | 'fallback'> = {};
  const quote = c.text[tag.start] ?? '`';
  for (const { key, value, start } of tagsIn(c.text.slice(tag.start + 1, tag.end - 1), tag.start + 1)) {
    const [name = ''] = value.split(',');
    if (key === 'json') found.sentAs = name;
    else if (VARIABLES.has(key) && name !== '') found.variable ??= tagPiece(c, start, name, quote);
    else if (DEFAULTS.has(key)) found.fallback ??= tagPiece(c, start, value, quote);
  }
  return found;
}

function tagPiece(c: Context, start: number, value: string, quote: string): StringNode {
  const span = { start, end: start + value.length };
  return pieceNode(c, span, span, value, quote);
}

/** `key:"value"` pairs; `start` is where the value's text begins. Values with escapes in them are left out. */
function tagsIn(text: string, offset: number): { key: string; value: string; start: number }[] {
  return [...text.matchAll(/(?<![^\s:"])([^\s:"]+):"([^"\\]*)"/g)].map(({ index, 1: key = '', 2: value = '' }) => ({
    key,
    value,
    start: offset + index + key.length + 2,
  }));
}
