import { isBuiltin } from 'node:module';
import type { FrontEnd } from '../front-end.js';
import { parsePacked } from '../packed/parse-packed.js';
import { installedVersion } from './installed-version.js';
import { moduleNames, resolveJavaScriptModule, spelledImports } from './modules.js';
import { packText } from './pack-text.js';
import { javascriptWriter } from './writer.js';

export const javascript: FrontEnd = {
  language: 'javascript',
  ...parsePacked('javascript', packText),
  writer: javascriptWriter,
  resolveModule: resolveJavaScriptModule,
  isBuiltIn: isBuiltin,
  installedVersion,
  moduleNames,
  spelledImports,
};
