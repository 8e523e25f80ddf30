import { posix } from 'node:path';
import { isProgram, isTestPath } from '../discover/file-kinds.js';

/**
 * Names with OpenAI's in them that programs of the repository declare themselves, by the language of a file: none of these is the SDK's,
 * wherever it is used.
 */
export function declaredNames(
  files: readonly string[],
  read: (path: string) => string | undefined,
): (path: string) => ReadonlySet<string> {
  const known = new Map<string, Set<string>>();
  for (const path of files) {
    const text = isProgram(path) && !isTestPath(path) ? read(path) : undefined;
    if (!text || !/openai/i.test(text)) continue;
    const names = known.get(posix.extname(path)) ?? new Set<string>();
    known.set(posix.extname(path), names);
    for (const line of text.split(/[\r\n]+/))
      if (/openai/i.test(line)) for (const name of declaredIn(line)) names.add(name);
  }
  return (path) => known.get(posix.extname(path)) ?? new Set();
}

const WORD =
  /\b(?:class|struct|interface|enum|protocol|trait|object|actor|record|module|defmodule|type|typealias|func|fun|fn|def|function)\s{1,4}([A-Za-z]{1,80})/g;

function declaredIn(line: string): string[] {
  const found = [...line.slice(0, 500).matchAll(WORD)].map(([, name = '']) => name);
  // `public static IChatClient AddOpenAIChat(this …)`: a method without a word for it. What is made there stands behind a `=`.
  const [head = ''] = /^\s*(?:public|private|protected|internal|static)\b[^=;(){}]*/.exec(line.slice(0, 500)) ?? [];
  const last = line[head.length] === '(' ? /([A-Za-z]{1,80})\s*$/.exec(head)?.[1] : undefined;
  // `package com.shop.openai.chat`: what is imported from there is the repository's.
  const [, space] = /^\s*(?:package|namespace)\s{1,4}([\w.\\]{1,200})/.exec(line) ?? [];
  return [...[...found, last ?? ''].filter((name) => name.includes('OpenAI')), ...(space ? [spaceOf(space)] : [])];
}

/** Whether a line imports something of a package that is declared, or of one inside it. */
export function importsDeclared(line: string, declared: ReadonlySet<string>): boolean {
  const [, name = ''] = /^\s*(?:import|using|use)\s{1,4}(?:static\s{1,4})?([\w.\\]{1,200})/.exec(line) ?? [];
  const parts = name.split(/[.\\]/);
  return parts.some((_, index) => declared.has(spaceOf(name.slice(0, parts.slice(0, index + 1).join('.').length))));
}

/** A package, which is told apart from a class of its name. */
function spaceOf(name: string): string {
  return `${name}.`;
}
