/** What a package calls the type of a value. */
export interface NamedType {
  package: string;
  name: string;
}

/**
 * Asks a compiler for the type of an expression, for what the graph cannot follow: a client that a container injects,
 * or that comes out of a map. Undefined where the type is not one of a package. Offsets are UTF-16.
 */
export type TypeSource = (path: string, span: { start: number; end: number }) => NamedType | undefined;
