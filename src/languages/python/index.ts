import type { SourceModel } from '../../ir.js';
import type { FrontEnd } from '../front-end.js';
import type { Ahead } from '../packed/models-ahead.js';
import { Dictionary } from '../packed/pack.js';
import { PackedModel } from '../packed/packed-model.js';
import { parseAhead } from '../packed/parse-ahead.js';
import { pythonModuleNames, spelledImports } from './module-names.js';
import { resolvePythonModule } from './modules.js';
import { packText } from './pack-text.js';
import { loadPython } from './parser.js';
import { installedVersion, versionSet } from './requirements.js';
import { pythonWriter } from './writer.js';

function parsePython(path: string, text: string, ahead?: Ahead): SourceModel {
  const { packed, texts } = ahead ?? makeHere(text);
  return new PackedModel('python', path, text, packed, texts);
}

function makeHere(text: string): Ahead {
  return { packed: packText(text, DICTIONARY), texts: DICTIONARY.texts };
}
/** Of the texts in models that this thread makes. */
const DICTIONARY = new Dictionary();

/** `a/__init__.py` for `a/b.py`. */
function loadedBefore(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/__init__.py`).filter((one) => one !== path);
}

export const python: FrontEnd = {
  language: 'python',
  load: loadPython,
  parse: parsePython,
  parseAhead: (files) => parseAhead(files, makeHere),
  writer: pythonWriter,
  resolveModule: resolvePythonModule,
  moduleNames: pythonModuleNames,
  spelledImports,
  loadedBefore,
  installedVersion,
  versionSet,
  submodule: (specifier, name) => (specifier.endsWith('.') ? specifier + name : `${specifier}.${name}`),
};
