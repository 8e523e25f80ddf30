/** The native part of oxc-parser, which the package exports without types. */
declare module 'oxc-parser/src-js/bindings.js' {
  import type { ParseResult, ParserOptions } from 'oxc-parser';

  /** As the package's own, but that `program` is JSON: `{ node, fixes }`. */
  export function parseSync(
    path: string,
    text: string,
    options: ParserOptions,
  ): Omit<ParseResult, 'program'> & { program: string };
}
