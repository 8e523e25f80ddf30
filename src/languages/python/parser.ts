import { type FlatTree, parseFlat } from '../tree-sitter/flat-tree.js';
import { type Grammar, loadGrammar } from '../tree-sitter/grammar.js';

let loaded: Grammar | undefined;

let loading: Promise<void> | undefined;

/** Reads the grammar once, whichever of the front ends asks first. */
export function loadPython(): Promise<void> {
  loading ??= loadGrammar('tree-sitter-python', {
    leaves: LEAVES,
    perhapsLeaf: { type: 'string', isLeafAt: isPlain },
    withoutFields: WITHOUT_FIELDS,
  }).then((grammar) => {
    loaded = grammar;
  });
  return loading;
}

export function pythonGrammar(): Grammar {
  if (!loaded) throw new Error('loadPython() comes first');
  return loaded;
}

/** As `parseFlat`. */
export function pythonTree(text: string): FlatTree {
  return parseFlat(pythonGrammar(), text);
}

/** Whether a literal interpolates nothing, by its prefix: its parts would be an eighth of all nodes. */
function isPlain(text: string, start: number): boolean {
  for (let at = start; ; at++) {
    const character = text[at];
    if (character === '"' || character === "'") return true;
    if (character === undefined || /[ft]/i.test(character)) return false;
  }
}

const LEAVES = new Set(['identifier', 'integer', 'float', 'true', 'false', 'none', 'string_start', 'string_end']);
const WITHOUT_FIELDS = new Set([
  'module',
  'block',
  'argument_list',
  'parameters',
  'dictionary',
  'list',
  'tuple',
  'set',
  'string',
  'concatenated_string',
  'expression_statement',
  'return_statement',
  'dotted_name',
  'parenthesized_expression',
  'pattern_list',
  'expression_list',
]);
