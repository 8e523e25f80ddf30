import type { SourceModel } from '../../ir.js';
import type { FrontEnd } from '../front-end.js';
import { convertFile } from './convert.js';
import { installedVersion, versionSet } from './gems.js';
import { resolveRubyModule, rubyModuleNames, spelledImports } from './modules.js';
import { loadRuby, parseTree } from './parser.js';
import { programOf } from './programs.js';
import { isStandardLibrary } from './standard-library.js';
import { rubyWriter } from './writer.js';

function parseRuby(path: string, text: string): SourceModel {
  return convertFile(parseTree(text), path, text);
}

export const ruby: FrontEnd = {
  language: 'ruby',
  load: loadRuby,
  parse: parseRuby,
  writer: rubyWriter,
  resolveModule: resolveRubyModule,
  isBuiltIn: isStandardLibrary,
  moduleNames: rubyModuleNames,
  spelledImports,
  programOf,
  installedVersion,
  versionSet,
};
