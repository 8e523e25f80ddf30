import { readFileSync } from 'node:fs';

/** The same place in the sources and in what is built. */
const TEMPLATES = new URL('../generate/templates/', import.meta.url);

/** A file of `templates`: a module that runs as it is. */
export function template(name: string): string {
  return readFileSync(new URL(name, TEMPLATES), 'utf8');
}

/** The template with other values for some of its constants, each as source. @throws Error where it has no such constant */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((filling, [name, source]) => {
    const declared = new RegExp(`^((?:const )?${name}(?:: [^=\\n]+)? = ).*?(;?)$`, 'm');
    if (!declared.test(filling)) throw new Error(`the template has no constant ${name}`);
    return filling.replace(declared, (_, before: string, end: string) => before + source + end);
  }, text);
}
