import type { SourceModel } from '../../ir.js';
import type { FrontEnd } from '../front-end.js';
import { inconstantDefault } from './constants.js';
import { convertFile } from './convert.js';
import { csharpModuleNames, resolveCSharpModule, sameModule, spelledImports } from './modules.js';
import { loadCSharp, parseTree } from './parser.js';
import { isPartOf } from './projects.js';
import { csharpWriter } from './writer.js';

function parseCSharp(path: string, text: string): SourceModel {
  return convertFile(parseTree(text), path, text);
}

/** The sign that the compiler and its analyzers look for. */
const GENERATED = /^[ \t]*\/\/[ \t]*<auto-?generated/im;

export const csharp: FrontEnd = {
  language: 'csharp',
  load: loadCSharp,
  parse: parseCSharp,
  writer: csharpWriter,
  resolveModule: resolveCSharpModule,
  isBuiltIn: (name) =>
    /^(?:System|Microsoft\.Extensions\.(?:Configuration|DependencyInjection|Hosting|Logging|Options))(?:\.|$)/.test(
      name,
    ),
  moduleNames: csharpModuleNames,
  spelledImports,
  sameModule,
  isPartOf,
  complaint: (text) => inconstantDefault(parseCSharp('', text)),
  isGenerated: (text) => GENERATED.test(text.slice(0, 2_000)),
};
