import { parseFlat } from '../tree-sitter/flat-tree.js';
import { type Grammar, loadGrammar } from '../tree-sitter/grammar.js';
import { nodesOf, type SyntaxNode } from '../tree-sitter/tree.js';
import { masked, withoutAlternatives } from './mask.js';

let loaded: Grammar | undefined;

let loading: Promise<void> | undefined;

/** Reads the grammar once. */
export function loadCSharp(): Promise<void> {
  loading ??= loadGrammar('tree-sitter-c-sharp', { leaves: LEAVES, withoutFields: WITHOUT_FIELDS }).then((grammar) => {
    loaded = grammar;
  });
  return loading;
}

/** @throws SyntaxFailure when the text does not parse. */
export function parseTree(text: string): SyntaxNode {
  if (!loaded) throw new Error('loadCSharp() comes first');
  // The grammar knows no byte order mark, and wants the last line to have an end.
  const read = (source: string) => nodesOf(parseFlat(grammar, `${source}\n`), grammar);
  const grammar = loaded;
  const plain = masked(text.replace(/^\uFEFF/, ' '));
  try {
    return read(plain);
  } catch (failure) {
    // Branches of a condition may each have a part of a statement.
    const other = withoutAlternatives(plain);
    if (other === undefined) throw failure;
    return read(other);
  }
}

const LEAVES = new Set([
  'identifier',
  'implicit_parameter',
  'string_literal',
  'verbatim_string_literal',
  'raw_string_literal',
  'character_literal',
  'integer_literal',
  'real_literal',
  'boolean_literal',
  'null_literal',
  'predefined_type',
  'implicit_type',
  'modifier',
  'discard',
  'preproc_nullable',
  'preproc_region',
  'preproc_endregion',
  'preproc_pragma',
  'preproc_line',
  'preproc_define',
  'preproc_undef',
  'preproc_error',
  'preproc_warning',
]);
const WITHOUT_FIELDS = new Set([
  'compilation_unit',
  'declaration_list',
  'block',
  'argument_list',
  'parameter_list',
  'expression_statement',
  'return_statement',
  'local_declaration_statement',
  'initializer_expression',
  'accessor_list',
  'switch_body',
  'base_list',
  'type_argument_list',
]);
