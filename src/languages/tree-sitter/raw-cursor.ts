import type { Tree } from 'web-tree-sitter';

const FUNCTIONS = {
  rootNode: '_ts_tree_root_node_wasm',
  create: '_ts_tree_cursor_new_wasm',
  delete: '_ts_tree_cursor_delete_wasm',
  gotoFirstChild: '_ts_tree_cursor_goto_first_child_wasm',
  gotoNextSibling: '_ts_tree_cursor_goto_next_sibling_wasm',
  gotoParent: '_ts_tree_cursor_goto_parent_wasm',
  typeId: '_ts_tree_cursor_current_node_type_id_wasm',
  fieldId: '_ts_tree_cursor_current_field_id_wasm',
  start: '_ts_tree_cursor_start_index_wasm',
  end: '_ts_tree_cursor_end_index_wasm',
} as const;

/** Each takes the tree's address and acts on the cursor that lies in the parser's transfer buffer. */
export type RawCursor = Record<keyof typeof FUNCTIONS, (tree: number) => number>;

/**
 * The functions of WebAssembly behind web-tree-sitter's `TreeCursor`, which copies its state into the parser's memory
 * before each of these calls and back behind it: three quarters of the time of a walk. As long as there is one cursor at a
 * time its state may lie where it is. `module` is what `Parser.init` was given, and filled.
 */
export function rawCursor(module: object): RawCursor {
  const exported = module as Record<string, (tree: number) => number>;
  const found = Object.entries(FUNCTIONS).map(([name, exportedAs]) => [name, exported[exportedAs]]);
  if (found.some(([, call]) => call === undefined)) throw new Error('another version of web-tree-sitter');
  return Object.fromEntries(found);
}

/** Where the tree lies in the parser's memory. */
export function addressOf(tree: Tree): number {
  return (tree as unknown as { 0: number })[0];
}
