import type { FrontEnd } from '../front-end.js';
import { parsePacked } from '../packed/parse-packed.js';
import { layOut } from './layout/lay-out.js';
import { lineLength } from './layout/line-length.js';
import { pythonModuleNames, spelledImports } from './module-names.js';
import { isModuleName, resolvePythonModule } from './modules.js';
import { packText } from './pack-text.js';
import { loadPython } from './parser.js';
import { installedVersion, versionSet } from './requirements.js';
import { isStandardLibrary } from './standard-library.js';
import { pythonWriter } from './writer.js';

/** `a/__init__.py` for `a/b.py`. */
function loadedBefore(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/__init__.py`).filter((one) => one !== path);
}

export const python: FrontEnd = {
  language: 'python',
  load: loadPython,
  ...parsePacked('python', packText),
  writer: pythonWriter,
  resolveModule: resolvePythonModule,
  isBuiltIn: isStandardLibrary,
  moduleNames: pythonModuleNames,
  spelledImports,
  loadedBefore,
  installedVersion,
  versionSet,
  submodule: (specifier, name) => (specifier.endsWith('.') ? specifier + name : `${specifier}.${name}`),
  isModuleName,
  layOut: (path, text, edits, files) => {
    const limit = lineLength(path, files);
    return limit === undefined ? [] : layOut(text, edits, limit);
  },
};
