import type { OxcError, ParserOptions } from 'oxc-parser';
import { parseSync } from 'oxc-parser/src-js/bindings.js';
import type { AstNode } from './scope.js';

/**
 * The tree of a text, or what is wrong with it. The package's own `parseSync` gives the same by a getter, which V8 keeps, with the tree
 * that it holds, until it collects old garbage: a third of the time went into trees of files that had been read. Of literals, what is no JSON has
 * no value (`1n`, `/a/`). That file may move with a release: package.json asks for this very one.
 */
export function parseWithOxc(path: string, text: string, options: ParserOptions): { program: AstNode } | OxcError {
  const { errors, program } = parseSync(path, text, options);
  const [error] = errors;
  return error ?? { program: JSON.parse(program).node };
}
