import type { SourceModel } from '../../ir.js';
import type { FrontEnd } from '../front-end.js';
import { magicsInComments } from '../notebook/percent.js';
import { convertModule } from './convert.js';
import { importedNames, pythonModuleNames, resolvePythonModule } from './modules.js';
import { loadPython, parseTree } from './tree.js';
import { pythonWriter } from './writer.js';

function parsePython(path: string, text: string): SourceModel {
  const model = convertModule(parseTree(text), path, text);
  const { settings, reads, shell, installs } = magicsInComments(text);
  return Object.assign(model, { settings, reads, commands: shell, installs });
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
  writer: pythonWriter,
  resolveModule: resolvePythonModule,
  moduleNames: pythonModuleNames,
  importedNames,
  loadedBefore,
  submodule: (specifier, name) => (specifier.endsWith('.') ? specifier + name : `${specifier}.${name}`),
};
