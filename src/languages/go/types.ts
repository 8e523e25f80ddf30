import type { ClassNode, Expression, Field, StringNode, TypeUse } from '../../ir.js';
import { spanOf } from '../../spans.js';
import { TEST } from '../packed/nodes.js';
import { add } from '../tree-sitter/add-node.js';
import { childOf, childrenOf, type SyntaxNode, textOf } from '../tree-sitter/tree.js';
import { type Context, convertAs, reference } from './convert.js';
import { isPredeclared } from './predeclared.js';
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
    const tag = childOf(declared, 'tag');
    if (type && names.length === 0) embed(c, made, type, tag);
    const holds = type && names.length > 0 ? structOf(c, type) : undefined;
    const use = names.length > 0 && holds?.kind !== 'class' ? typeUse(c, type) : undefined;
    for (const name of names) {
      const field: Field = {
        name: textOf(c, name),
        nameSpan: spanOf(name),
        isStatic: false,
        isGetter: false,
        type: use,
        holds,
        ...(tag ? tagFacts(c, tag) : {}),
      };
      made.fields.push(field);
    }
  }
}

/** What is embedded is a field of its type's name, too. */
function embed(c: Context, made: ClassNode, type: SyntaxNode, tag: SyntaxNode | undefined): void {
  const bare = pointedAt(type);
  const name = bare.type === 'qualified_type' ? bare.children[1] : bare;
  if (name)
    made.fields.push({
      name: textOf(c, name),
      nameSpan: spanOf(name),
      isStatic: false,
      isGetter: false,
      isEmbedded: true,
      ...(tag ? { prefix: tagFacts(c, tag).prefix } : {}),
    });
  const base: Expression = convertAs(c, bare, TEST);
  if (made.superclass) return;
  made.superclass = base;
  base.use = { as: 'superclass', class: made };
}

function pointedAt(type: SyntaxNode): SyntaxNode {
  return type.type === 'pointer_type' ? (type.children[0] ?? type) : type;
}

/** The struct of which a value of the type is one: by its name, or as it is written in place. */
export function structOf(c: Context, type: SyntaxNode): Expression | undefined {
  const bare = pointedAt(type);
  if (bare.type === 'struct_type') {
    const made: ClassNode = { kind: 'class', ...spanOf(bare), fields: [], model: c.model, isRecord: true };
    fillStruct(c, made, bare);
    return made;
  }
  if (bare.type !== 'qualified_type' && bare.type !== 'type_identifier') return undefined;
  return isPredeclared(textOf(c, bare)) ? undefined : convertAs(c, bare, TEST);
}

/** Tags by which libraries know a variable of the environment, its default, and what stands before those of a struct. */
const VARIABLES = new Set(['env', 'envconfig']);
const DEFAULTS = new Set(['envDefault', 'env-default', 'default']);
const PREFIXES = new Set(['envPrefix', 'env-prefix', 'envprefix']);
/** `env:", prefix=LLM_"` of sethvargo/go-envconfig. */
const PREFIX_OPTION = /,\s*prefix=([^,]+)/;
/** `env:"MODEL, default=gpt-4o"` of the same, and of Netflix/go-env: all that follows. */
const DEFAULT_OPTION = /,\s*default=(.*)$/;

type TagFacts = Pick<Field, 'sentAs' | 'variable' | 'fallback' | 'prefix'>;

/** What a struct's tag says of a field: `json:"model" env:"MODEL" envDefault:"…"`. */
function tagFacts(c: Context, tag: SyntaxNode): TagFacts {
  const found: TagFacts = {};
  const quote = c.text[tag.start] ?? '`';
  for (const { key, value, start } of tagsIn(c.text.slice(tag.start + 1, tag.end - 1), tag.start + 1)) {
    const [name = ''] = value.split(',');
    if (key === 'json') found.sentAs = name;
    if (PREFIXES.has(key)) found.prefix ??= value;
    // For kelseyhightower/envconfig the name of a struct stands before those in it.
    if (key === 'envconfig' && name !== '') found.prefix ??= `${name}_`;
    if (key === 'env') {
      found.prefix ??= PREFIX_OPTION.exec(value)?.[1];
      const option = DEFAULT_OPTION.exec(value)?.[1];
      if (option) found.fallback ??= tagPiece(c, start + value.length - option.length, option, quote);
    }
    if (VARIABLES.has(key) && name !== '') found.variable ??= tagPiece(c, start, name, quote);
    else if (DEFAULTS.has(key)) found.fallback ??= tagPiece(c, start, value, quote);
    else if (key !== 'env') wordsIn(c, value, start, quote);
  }
  return found;
}

/** Words of an option that nobody here knows and that may be an id: `validate:"oneof=gpt-4o gpt-4"`. */
function wordsIn(c: Context, value: string, start: number, quote: string): void {
  for (const { 0: word, index } of value.matchAll(/[\w.-]+/g))
    if (/\d/.test(word) && word.includes('-')) tagPiece(c, start + index, word, quote);
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
