import type { SourceModel } from '../../ir.js';
import type { FrontEnd } from '../front-end.js';
import { composerSet, composerVersion } from './composer.js';
import { convertFile } from './convert.js';
import { phpModuleNames, resolvePhpModule, spelledImports } from './modules.js';
import { OWN_PACKAGE } from './names.js';
import { loadPhp, parseTree } from './parser.js';
import { phpWriter } from './writer.js';

function parsePhp(path: string, text: string): SourceModel {
  return convertFile(parseTree(text), path, text);
}

/** Classes of the language and of what is always installed with it. */
const BUILT_IN =
  /^(?:\w*(?:Exception|Error)|Throwable|stdClass|Closure|Generator|DateTime\w*|DateInterval|PDO\w*|mysqli\w*|Array\w+|Spl\w+|Reflection\w+|Iterator\w*|Countable|CURL\w+|DOM\w+|SimpleXML\w+|SQLite3\w*|WP_\w+|wpdb)$/;

export const php: FrontEnd = {
  language: 'php',
  load: loadPhp,
  parse: parsePhp,
  writer: phpWriter,
  resolveModule: resolvePhpModule,
  isBuiltIn: (name) => name === OWN_PACKAGE || BUILT_IN.test(name),
  versionSet: composerSet,
  installedVersion: composerVersion,
  moduleNames: phpModuleNames,
  spelledImports,
};
