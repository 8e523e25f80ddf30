import type { Layout, SourceModel } from './ir.js';

/** A model in which nothing stands yet, to be filled by who reads the text. */
export function emptyModel(
  path: string,
  language: string,
  text: string,
  layout: Layout = { imports: [], firstStatement: 0 },
): SourceModel {
  return {
    path,
    language,
    text,
    layout,
    expressions: [],
    bindings: [],
    assignments: [],
    exports: [],
    types: [],
    switches: [],
    raising: [],
    branches: [],
    caught: [],
    contexts: [],
    typeMembers: [],
  };
}
