import type { SourceModel } from '../../ir.js';
import { SyntaxFailure } from '../front-end.js';
import { withinTime } from '../within-time.js';
import { convertProgram } from './convert.js';
import { deepPlace } from './deep-place.js';
import { parseWithBabel } from './parse-with-babel.js';
import { parseWithOxc } from './parse-with-oxc.js';
import type { AstNode } from './scope.js';
import { survives } from './survives.js';

const TYPESCRIPT = /\.[cm]?ts$/;
const TSX = /\.tsx$/;
const DECLARATIONS = /\.d\.[cm]?ts$/;

/** JavaScript, JSX, TypeScript and TSX through oxc; Flow and proposal syntax, which it refuses, through Babel. */
export function parseJavaScript(path: string, text: string): SourceModel {
  const isTypeScript = TYPESCRIPT.test(path) || TSX.test(path);
  const lang = DECLARATIONS.test(path) ? 'dts' : TSX.test(path) ? 'tsx' : isTypeScript ? 'ts' : 'jsx';
  const program = parseProgram(path, text, lang, isTypeScript ? 'module' : 'unambiguous');
  return convertProgram(program, path, text, isTypeScript);
}

/** @throws SyntaxFailure when neither parser reads the text. */
export function parseProgram(
  path: string,
  text: string,
  lang: 'jsx' | 'ts' | 'tsx' | 'dts',
  sourceType: 'module' | 'unambiguous',
): AstNode {
  const options = { lang, sourceType, preserveParens: false } as const;
  // The parser is native and recursive: what is deeper than its stack ends the process, and no handler can help.
  const deep = deepPlace(text);
  if (deep !== undefined && !survives(path, text, options)) throw new SyntaxFailure('nested too deeply', deep);
  const parsed = parseWithOxc(path, text, options);
  if ('program' in parsed) return parsed.program;
  const program = lang === 'jsx' ? withinTime(() => parseWithBabel(text)) : undefined;
  if (!program) throw new SyntaxFailure(parsed.message, parsed.labels[0]?.start);
  return program;
}
