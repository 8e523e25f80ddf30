import type { ConfigFrontEnd } from '../config/front-end.js';
import { emptyModel, sortModel } from '../config/model.js';
import { readShell } from '../shell/read-shell.js';
import { shellSyntax } from '../shell/syntax.js';

/** `name: command`, a line each. */
export const procfile: ConfigFrontEnd = {
  language: 'procfile',
  parse(path, text) {
    const model = emptyModel(path, 'procfile', text);
    for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
      const head = /^\uFEFF?[\w-]+:[ \t]*/.exec(line)?.[0];
      if (head !== undefined)
        readShell(model, { start: index + head.length, end: index + line.length }, { hasNoLines: true });
    }
    sortModel(model);
    return model;
  },
  syntax: shellSyntax,
};
