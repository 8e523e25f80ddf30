/** What begins the specifier of a name that is looked for in the namespaces that a file sees, and is no namespace itself. */
const NAME = ':';

/** `OpenAIClient`, or `OpenAI.OpenAIClient`, as what a file takes from wherever it is declared. */
export function nameSpecifier(name: string): string {
  return NAME + name;
}

/** The name that a specifier stands for, and the namespace that is written before it; undefined for a namespace alone. */
export function nameIn(specifier: string): { qualifier: string; name: string } | undefined {
  if (!specifier.startsWith(NAME)) return undefined;
  const at = specifier.lastIndexOf('.');
  return at === -1
    ? { qualifier: '', name: specifier.slice(1) }
    : { qualifier: specifier.slice(1, at), name: specifier.slice(at + 1) };
}
