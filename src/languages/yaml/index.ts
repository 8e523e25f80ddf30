import type { ConfigFileKind } from '../../catalog/config.js';
import { JINJA_ENDING } from '../../discover/copied-files.js';
import type { ConfigModel } from '../../ir.js';
import { readDocuments } from '../config/document-reader.js';
import { kindOf } from '../config/file-kind.js';
import type { ConfigFrontEnd } from '../config/front-end.js';
import { emptyModel } from '../config/model.js';
import { readReferences } from '../config/references.js';
import { SyntaxFailure } from '../front-end.js';
import { loadYaml, parseDocuments } from './documents.js';
import { maskJinja } from './mask-jinja.js';
import { maskTemplate } from './mask-template.js';
import { yamlSyntax } from './syntax.js';
import { markTested } from './tested-blocks.js';

export const yaml: ConfigFrontEnd = {
  language: 'yaml',
  mayGrow: true,
  load: loadYaml,
  parse(path, text, kinds): ConfigModel {
    const template = kinds.find(({ isTemplate }) => isTemplate);
    if (template && !JINJA_ENDING.test(path)) return parseTemplate(path, text, template);
    const model = emptyModel(path, 'yaml', text);
    const documents = JINJA_ENDING.test(path)
      ? parseDocuments(text, maskTemplate(maskJinja(text)))
      : parseDocuments(text);
    readDocuments(model, documents, kindOf(kinds, documents));
    return model;
  },
  syntax: yamlSyntax,
};

/** What expressions refer to is known even where the text around them is no YAML before they are put in. */
function parseTemplate(path: string, text: string, kind: ConfigFileKind): ConfigModel {
  const model = emptyModel(path, 'yaml', text);
  const span = { start: 0, end: text.length };
  try {
    readDocuments(model, parseDocuments(text, maskTemplate(text)), kind);
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error;
    model.unread.push({ ...span, reason: `as a template it is no YAML: ${error.message}` });
  }
  markTested(text, model.entries);
  const references = readReferences(text, span, kind.references?.filter((id) => id === 'go-template') ?? []);
  const known = new Set(model.references.map(({ nameSpan }) => nameSpan.start));
  model.references.push(...references.filter(({ nameSpan }) => !known.has(nameSpan.start)));
  model.references.sort((a, b) => a.nameSpan.start - b.nameSpan.start);
  return model;
}
