import type { SourceModel } from '../../ir.js';
import type { FrontEnd } from '../front-end.js';
import { convertFile } from './convert.js';
import { goModuleNames, resolveGoModule, sameModule, spelledImports } from './modules.js';
import { loadGo, parseTree } from './parser.js';
import { tooNewForModule } from './too-new.js';
import { unusedName } from './unused.js';
import { goWriter } from './writer.js';

function parseGo(path: string, text: string): SourceModel {
  return convertFile(parseTree(text), path, text);
}

/** The sign that the language's own tools look for. */
const GENERATED = /^\/\/ Code generated .* DO NOT EDIT\.\r?$/m;

export const go: FrontEnd = {
  language: 'go',
  load: loadGo,
  parse: parseGo,
  writer: goWriter,
  resolveModule: resolveGoModule,
  // https://go.dev/ref/mod#module-path: the first element of any other path has a dot.
  isBuiltIn: (name) => !/^[^/]*\./.test(name),
  moduleNames: goModuleNames,
  spelledImports,
  sameModule,
  isGenerated: (text) => GENERATED.test(text),
  complaint: (text) => unusedName(parseGo('', text)),
  tooNew: tooNewForModule,
};
