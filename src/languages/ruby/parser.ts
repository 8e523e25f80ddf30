import { parseFlat } from '../tree-sitter/flat-tree.js';
import { type Grammar, loadGrammar } from '../tree-sitter/grammar.js';
import { nodesOf, type SyntaxNode } from '../tree-sitter/tree.js';

let loaded: Grammar | undefined;

let loading: Promise<void> | undefined;

/** Reads the grammar once. */
export function loadRuby(): Promise<void> {
  loading ??= loadGrammar('tree-sitter-ruby', { leaves: LEAVES, withoutFields: WITHOUT_FIELDS }).then((grammar) => {
    loaded = grammar;
  });
  return loading;
}

/** @throws SyntaxFailure when the text does not parse. */
export function parseTree(text: string): SyntaxNode {
  if (!loaded) throw new Error('loadRuby() comes first');
  // The grammar knows no byte order mark, and takes a carriage return behind a backslash for a part of the line.
  const plain = text.replace(/^\uFEFF/, ' ').replaceAll('\r\n', ' \n');
  return nodesOf(parseFlat(loaded, plain), loaded);
}

const LEAVES = new Set([
  'identifier',
  'constant',
  'instance_variable',
  'class_variable',
  'global_variable',
  'integer',
  'float',
  'simple_symbol',
  'hash_key_symbol',
  'string_content',
  'heredoc_content',
  'heredoc_beginning',
  'heredoc_end',
  'escape_sequence',
  'character',
  'nil',
  'true',
  'false',
  'self',
  'operator',
]);

const WITHOUT_FIELDS = new Set([
  'program',
  'body_statement',
  'block_body',
  'argument_list',
  'method_parameters',
  'block_parameters',
  'lambda_parameters',
  'hash',
  'array',
  'string',
  'then',
  'do',
  'else',
  'ensure',
  'begin',
  'interpolation',
  'parenthesized_statements',
  'chained_string',
  'string_array',
  'symbol_array',
]);
