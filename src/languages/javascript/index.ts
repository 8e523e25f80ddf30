import type { FrontEnd } from '../front-end.js';
import { resolveJavaScriptModule } from './modules.js';
import { parseJavaScript } from './parse.js';

export const javascript: FrontEnd = {
  language: 'javascript',
  parse: parseJavaScript,
  resolveModule: resolveJavaScriptModule,
};
