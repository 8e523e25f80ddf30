import { createRequire } from 'node:module';
import type { AstNode } from './scope.js';

const require = createRequire(import.meta.url);

/** As many syntaxes as Babel reads at once; `estree` gives the node types that oxc gives. */
const PLUGINS = [
  'estree',
  'jsx',
  ['flow', { all: true, enums: true }],
  'flowComments',
  ['decorators', { decoratorsBeforeExport: true }],
  'doExpressions',
  'exportDefaultFrom',
  'functionBind',
  ['pipelineOperator', { proposal: 'minimal' }],
  'throwExpressions',
];

/**
 * jscodeshift's Babel parser, read as a raw tree (offsets are then right with tabs, CRLF and a BOM; those of
 * `j(source)` are not). Undefined when Babel refuses the text too.
 */
export function parseWithBabel(text: string): AstNode | undefined {
  const babylon = require('jscodeshift/parser/babylon');
  const hasBom = text.startsWith('\uFEFF');
  try {
    const file = babylon({
      sourceType: 'unambiguous',
      allowReturnOutsideFunction: true,
      allowImportExportEverywhere: true,
      allowSuperOutsideMethod: true,
      tokens: false,
      plugins: PLUGINS,
    }).parse(hasBom ? ` ${text.slice(1)}` : text);
    return file.program;
  } catch {
    return undefined;
  }
}
