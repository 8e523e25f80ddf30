import { parseFlat } from '../tree-sitter/flat-tree.js';
import { type Grammar, loadGrammar } from '../tree-sitter/grammar.js';
import { nodesOf, type SyntaxNode } from '../tree-sitter/tree.js';

let loaded: Grammar | undefined;

let loading: Promise<void> | undefined;

/** Reads the grammar once. */
export function loadJava(): Promise<void> {
  loading ??= loadGrammar('tree-sitter-java', { leaves: LEAVES, withoutFields: WITHOUT_FIELDS }).then((grammar) => {
    loaded = grammar;
  });
  return loading;
}

/** @throws SyntaxFailure when the text does not parse. */
export function parseTree(text: string): SyntaxNode {
  if (!loaded) throw new Error('loadJava() comes first');
  // The grammar knows no byte order mark.
  return nodesOf(parseFlat(loaded, text.replace(/^\uFEFF/, ' ')), loaded);
}

const LEAVES = new Set([
  'identifier',
  'type_identifier',
  'string_literal',
  'character_literal',
  'decimal_integer_literal',
  'hex_integer_literal',
  'octal_integer_literal',
  'binary_integer_literal',
  'decimal_floating_point_literal',
  'hex_floating_point_literal',
  'true',
  'false',
  'null_literal',
  'this',
  'super',
  'integral_type',
  'floating_point_type',
  'boolean_type',
  'void_type',
  'dimensions',
]);
const WITHOUT_FIELDS = new Set(['block', 'argument_list', 'class_body', 'expression_statement', 'return_statement']);
