import type { ConfigFrontEnd } from '../config/front-end.js';
import { emptyModel, sortModel } from '../config/model.js';
import { readShell } from './read-shell.js';
import { shellSyntax } from './syntax.js';

export const shell: ConfigFrontEnd = {
  language: 'shell',
  parse(path, text) {
    const model = emptyModel(path, 'shell', text);
    readShell(model, { start: text.startsWith('\uFEFF') ? 1 : 0, end: text.length });
    sortModel(model);
    return model;
  },
  syntax: shellSyntax,
};
