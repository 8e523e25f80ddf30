import { parseFlat } from '../tree-sitter/flat-tree.js';
import { type Grammar, loadGrammar } from '../tree-sitter/grammar.js';
import { nodesOf, type SyntaxNode } from '../tree-sitter/tree.js';

let loaded: Grammar | undefined;

let loading: Promise<void> | undefined;

/** Reads the grammar once. */
export function loadPhp(): Promise<void> {
  loading ??= loadGrammar('tree-sitter-php', { leaves: LEAVES, withoutFields: WITHOUT_FIELDS }).then((grammar) => {
    loaded = grammar;
  });
  return loading;
}

/** @throws SyntaxFailure when the text does not parse. */
export function parseTree(text: string): SyntaxNode {
  if (!loaded) throw new Error('loadPhp() comes first');
  return nodesOf(
    parseFlat(
      loaded,
      text.replace(NAMED_BY_KEYWORD, (word) => 'x'.repeat(word.length)),
    ),
    loaded,
  );
}

/** An argument may have a keyword for its name, `query(include: ['documents'])`, which the grammar does not know. */
const NAMED_BY_KEYWORD =
  /\b(?:include|include_once|require|require_once|print|list|array|function|fn|static|class|default|echo|isset|empty|exit|for|foreach|if|else|switch|case|match|use|return|new|clone|throw|yield|as|try|catch|while|do|global|unset|abstract|final|public|private|protected|const|namespace|interface|trait|extends|implements)(?=[ \t]{0,20}:(?!:))(?<=[(,]\s{0,200}\w{1,20})/gi;

const LEAVES = new Set([
  'name',
  'variable_name',
  'string',
  'integer',
  'float',
  'boolean',
  'null',
  'qualified_name',
  'relative_name',
  'namespace_name',
  'primitive_type',
  'text',
]);
const WITHOUT_FIELDS = new Set([
  'program',
  'compound_statement',
  'declaration_list',
  'arguments',
  'array_creation_expression',
  'array_element_initializer',
  'expression_statement',
  'formal_parameters',
  'subscript_expression',
  'parenthesized_expression',
]);
