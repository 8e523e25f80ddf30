import type { FrontEnd } from '../front-end.js';
import { moduleNames, resolveJavaScriptModule, spelledImports } from './modules.js';
import { parseJavaScript } from './parse.js';
import { javascriptWriter } from './writer.js';

export const javascript: FrontEnd = {
  language: 'javascript',
  parse: parseJavaScript,
  writer: javascriptWriter,
  resolveModule: resolveJavaScriptModule,
  moduleNames,
  spelledImports,
};
