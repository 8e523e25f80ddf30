import { git, records } from './git.js';

/** The signs that a program wrote a file and will write it again, as people and linters know them. */
const MARK =
  /(?<![\w.])@generated\b(?!-)|\b(?:auto-?)?generated\b[\s\S]{0,200}\bdo not (?:edit|modify|change)\b|\bdo not (?:edit|modify|change)\b[\s\S]{0,200}\b(?:auto-?)?generated\b/i;
const REMARK = /^\s*(?:#|\/\/|\/?\*|;|--|<!--|"""|$)/;
const HEAD = 1000;

/** Whether the remarks that a text begins with say that it is generated and not to be edited. */
export function saysGenerated(text: string): boolean {
  const lines = text
    .slice(0, HEAD)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  const end = lines.findIndex((line) => !REMARK.test(line));
  return MARK.test(lines.slice(0, end === -1 ? lines.length : end).join('\n'));
}

/** The attribute of files that programs write. */
export const GENERATED = 'linguist-generated';

/** The files that `.gitattributes` calls generated, as hosts of code read it. */
export function generatedByAttribute(root: string, paths: readonly string[]): Set<string> {
  const input = paths.map((path) => `${path}\0`).join('');
  const output = git(root, ['check-attr', '-z', '--stdin', GENERATED], { input });
  const fields = output === undefined ? [] : records(output).map(({ text }) => text);
  // The path, the attribute, its value.
  const isGenerated = (index: number) => index % 3 === 0 && /^(?:set|true)$/.test(fields[index + 2] ?? '');
  return new Set(fields.filter((_, index) => isGenerated(index)));
}
