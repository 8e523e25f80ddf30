import { SyntaxFailure } from '../front-end.js';
import type { Magics } from '../notebook/magics.js';
import { maskMagics } from '../notebook/mask-magics.js';
import { magicsInComments } from '../notebook/percent.js';
import { type Dictionary, type Packed, pack } from '../packed/pack.js';
import type { FlatTree } from '../tree-sitter/flat-tree.js';
import type { SyntaxNode } from '../tree-sitter/tree.js';
import { convertModule } from './convert.js';
import { parseTree } from './tree.js';

export function packText(path: string, text: string, dictionary: Dictionary, flat?: FlatTree): Packed {
  const { tree, magics } = treeOf(text, flat);
  const { settings, reads, shell, installs } = magics;
  const model = convertModule(tree, path, text);
  return pack(Object.assign(model, { settings, reads, commands: shell, installs }), dictionary);
}

/** A notebook that is stored as a Python file may hold its magics as they are. */
function treeOf(text: string, flat?: FlatTree): { tree: SyntaxNode; magics: Magics } {
  try {
    return { tree: parseTree(text, flat), magics: magicsInComments(text) };
  } catch (error) {
    if (!(error instanceof SyntaxFailure) || !/^[ \t]*[%!]/m.test(text)) throw error;
    const { masked, magics } = maskMagics(text, [{ start: 0, end: text.length }]);
    return { tree: parseTree(masked), magics };
  }
}
