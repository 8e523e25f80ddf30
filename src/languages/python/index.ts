import type { SourceModel } from '../../ir.js';
import { type FrontEnd, SyntaxFailure } from '../front-end.js';
import type { Magics } from '../notebook/magics.js';
import { maskMagics } from '../notebook/mask-magics.js';
import { magicsInComments } from '../notebook/percent.js';
import { convertModule } from './convert.js';
import type { FlatTree } from './flat-tree.js';
import { importedNames, pythonModuleNames } from './module-names.js';
import { resolvePythonModule } from './modules.js';
import { parseAhead } from './parse-ahead.js';
import { loadPython } from './parser.js';
import { installedVersion, versionSet } from './requirements.js';
import { parseTree, type SyntaxNode } from './tree.js';
import { pythonWriter } from './writer.js';

function parsePython(path: string, text: string, ahead?: FlatTree): SourceModel {
  const { tree, magics } = treeOf(text, ahead);
  const { settings, reads, shell, installs } = magics;
  return Object.assign(convertModule(tree, path, text), { settings, reads, commands: shell, installs });
}

/** A notebook that is stored as a Python file may hold its magics as they are. */
function treeOf(text: string, ahead?: FlatTree): { tree: SyntaxNode; magics: Magics } {
  try {
    return { tree: parseTree(text, ahead), magics: magicsInComments(text) };
  } catch (error) {
    if (!(error instanceof SyntaxFailure) || !/^[ \t]*[%!]/m.test(text)) throw error;
    const { masked, magics } = maskMagics(text, [{ start: 0, end: text.length }]);
    return { tree: parseTree(masked), magics };
  }
}

/** `a/__init__.py` for `a/b.py`. */
function loadedBefore(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/__init__.py`).filter((one) => one !== path);
}

export const python: FrontEnd = {
  language: 'python',
  load: loadPython,
  parse: parsePython,
  parseAhead,
  writer: pythonWriter,
  resolveModule: resolvePythonModule,
  moduleNames: pythonModuleNames,
  importedNames,
  loadedBefore,
  installedVersion,
  versionSet,
  submodule: (specifier, name) => (specifier.endsWith('.') ? specifier + name : `${specifier}.${name}`),
};
