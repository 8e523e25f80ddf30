import { parseFlat } from '../tree-sitter/flat-tree.js';
import { type Grammar, loadGrammar } from '../tree-sitter/grammar.js';
import { nodesOf, type SyntaxNode } from '../tree-sitter/tree.js';

let loaded: Grammar | undefined;

let loading: Promise<void> | undefined;

/** Reads the grammar once. */
export function loadGo(): Promise<void> {
  loading ??= loadGrammar('tree-sitter-go', { leaves: LEAVES, withoutFields: WITHOUT_FIELDS }).then((grammar) => {
    loaded = grammar;
  });
  return loading;
}

/** @throws SyntaxFailure when the text does not parse. */
export function parseTree(text: string): SyntaxNode {
  if (!loaded) throw new Error('loadGo() comes first');
  // The grammar knows no byte order mark, and wants a line to have an end.
  return nodesOf(parseFlat(loaded, `${text.replace(/^\uFEFF/, ' ')}\n`), loaded);
}

const LEAVES = new Set([
  'identifier',
  'field_identifier',
  'package_identifier',
  'type_identifier',
  'interpreted_string_literal',
  'raw_string_literal',
  'int_literal',
  'float_literal',
  'rune_literal',
  'true',
  'false',
  'nil',
  'iota',
]);
const WITHOUT_FIELDS = new Set([
  'source_file',
  'import_spec_list',
  'statement_list',
  'block',
  'argument_list',
  'parameter_list',
  'expression_list',
  'literal_value',
  'literal_element',
  'return_statement',
  'expression_statement',
  'field_declaration_list',
  'var_spec_list',
]);
