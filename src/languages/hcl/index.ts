import type { ConfigModel } from '../../ir.js';
import { readDocuments } from '../config/document-reader.js';
import { kindOf } from '../config/file-kind.js';
import type { ConfigFrontEnd } from '../config/front-end.js';
import { emptyModel } from '../config/model.js';
import { alignAssignments } from './align-assignments.js';
import { parseHcl } from './parse.js';

/** Terraform, its variables, and others that are written in HCL. */
export const hcl: ConfigFrontEnd = {
  language: 'hcl',
  layOut: alignAssignments,
  parse(path, text, kinds): ConfigModel {
    const model = emptyModel(path, 'hcl', text);
    const documents = [{ root: parseHcl(text) }];
    readDocuments(model, documents, kindOf(kinds, documents));
    return model;
  },
  syntax: {
    value(_, { quote }, value) {
      // `%{` would begin a directive.
      if (/[^\P{Cc}\n\r\t]|%\{/u.test(value)) return undefined;
      return quote === '' ? JSON.stringify(value) : JSON.stringify(value).slice(1, -1);
    },
  },
};
