import type { SourceModel } from '../../ir.js';
import type { FrontEnd } from '../front-end.js';
import { convertFile } from './convert.js';
import { mistyped } from './mistyped.js';
import { javaModuleNames, resolveJavaModule, sameModule, spelledImports } from './modules.js';
import { loadJava, parseTree } from './parser.js';
import { javaWriter } from './writer.js';

function parseJava(path: string, text: string): SourceModel {
  return convertFile(parseTree(text), path, text);
}

/** What generators put into what they write: https://docs.oracle.com/en/java/javase/17/docs/api/java.compiler/javax/annotation/processing/Generated.html. */
const GENERATED = /^@(?:javax\.annotation\.(?:processing\.)?|jakarta\.annotation\.)?Generated\b/m;

export const java: FrontEnd = {
  language: 'java',
  load: loadJava,
  parse: parseJava,
  writer: javaWriter,
  resolveModule: resolveJavaModule,
  isBuiltIn: (name) => /^(?:java|javax|jdk)(?:\.|$)/.test(name),
  moduleNames: javaModuleNames,
  spelledImports,
  sameModule,
  isGenerated: (text) => GENERATED.test(text),
  complaint: (text) => mistyped(parseTree(text), text),
};
