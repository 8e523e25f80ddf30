import type { ConfigModel } from '../../ir.js';
import { readDocuments } from '../config/document-reader.js';
import { kindOf } from '../config/file-kind.js';
import type { ConfigFrontEnd } from '../config/front-end.js';
import { emptyModel } from '../config/model.js';
import { loadYaml, parseDocuments } from './documents.js';
import { maskTemplate } from './mask-template.js';
import { yamlSyntax } from './syntax.js';

export const yaml: ConfigFrontEnd = {
  language: 'yaml',
  load: loadYaml,
  parse(path, text, kinds): ConfigModel {
    const model = emptyModel(path, 'yaml', text);
    const isTemplate = kinds[0]?.isTemplate && text.includes('{{');
    const documents = parseDocuments(text, isTemplate ? maskTemplate(text) : text);
    readDocuments(model, documents, kindOf(kinds, documents));
    return model;
  },
  syntax: yamlSyntax,
};
