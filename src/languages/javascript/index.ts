import type { FrontEnd } from '../front-end.js';
import { importedNames, moduleNames, resolveJavaScriptModule } from './modules.js';
import { parseJavaScript } from './parse.js';
import { javascriptWriter } from './writer.js';

export const javascript: FrontEnd = {
  language: 'javascript',
  parse: parseJavaScript,
  writer: javascriptWriter,
  resolveModule: resolveJavaScriptModule,
  moduleNames,
  importedNames,
};
