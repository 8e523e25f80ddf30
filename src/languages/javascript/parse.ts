import { parseSync } from 'oxc-parser';
import type { SourceModel } from '../../ir.js';
import { SyntaxFailure } from '../front-end.js';
import { convertProgram } from './convert.js';
import { parseWithBabel } from './parse-with-babel.js';
import type { AstNode } from './scope.js';

const TYPESCRIPT = /\.[cm]?ts$/;
const TSX = /\.tsx$/;
const DECLARATIONS = /\.d\.[cm]?ts$/;

/** JavaScript, JSX, TypeScript and TSX through oxc; Flow and proposal syntax, which it refuses, through Babel. */
export function parseJavaScript(path: string, text: string): SourceModel {
  const deep = tooDeep(text);
  if (deep !== undefined) throw new SyntaxFailure('nested too deeply', deep);
  const isTypeScript = TYPESCRIPT.test(path) || TSX.test(path);
  const lang = DECLARATIONS.test(path) ? 'dts' : TSX.test(path) ? 'tsx' : isTypeScript ? 'ts' : 'jsx';
  const parsed = parseSync(path, text, {
    lang,
    sourceType: isTypeScript ? 'module' : 'unambiguous',
    preserveParens: false,
  });
  const [error] = parsed.errors;
  let program: AstNode = parsed.program;
  if (error) {
    const again = isTypeScript ? undefined : parseWithBabel(text);
    if (!again) throw new SyntaxFailure(error.message, error.labels[0]?.start);
    program = again;
  }
  return convertProgram(program, path, text, isTypeScript);
}

const MAX_DEPTH = 1_000;

/**
 * The UTF-16 offset at which brackets are nested deeper than code is. The parser is native and recursive: what is
 * deeper than its stack ends the process, and no handler can help. Brackets in texts count too, which does no harm.
 */
function tooDeep(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x28 || code === 0x5b || code === 0x7b) {
      if (++depth > MAX_DEPTH) return at;
    } else if ((code === 0x29 || code === 0x5d || code === 0x7d) && depth > 0) depth--;
  }
  return undefined;
}
