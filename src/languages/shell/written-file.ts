import type { ConfigEntry } from '../../ir.js';
import type { ShellCommand } from './split-commands.js';

/** Files that a command writes variables to: a `.env`, or the one that GitHub Actions reads after each step. */
const VARIABLE_FILE = /(?:^|\/|\b)\.env(?:\.[\w-]+)?$|^\$\{?(?:GITHUB_ENV|BASH_ENV)\}?$/;
const LINE = /^([ \t]*(?:export[ \t]+)?)([A-Za-z_]\w*)=([^\r\n]*)/gm;

/** `echo "NAME=value" >> .env`, or lines for it in a here-document. */
export function readWrittenFile(text: string, { words, documents }: ShellCommand): ConfigEntry[] {
  if (!words.some(({ value }) => VARIABLE_FILE.test(value))) return [];
  const isPrinted = /^(?:echo|printf|tee|cat)$/.test(words[0]?.value ?? '');
  const printed = words.slice(1).filter((word) => isPrinted && /^[A-Za-z_]\w*=/.test(word.value) && !word.isComputed);
  return [
    ...printed.map((word) => ({ ...word.valueSpan, quote: word.quote })),
    ...documents.map((one) => ({ ...one, quote: '' })),
  ].flatMap(({ start, end, quote }) =>
    [...text.slice(start, end).matchAll(LINE)].map(([head, prefix = '', name = '', value = ''], index, all) => {
      const at = start + (all[index] as unknown as RegExpMatchArray & { index: number }).index;
      const nameStart = at + prefix.length;
      const valueStart = nameStart + name.length + 1;
      return {
        name,
        nameSpan: { start: nameStart, end: nameStart + name.length },
        value,
        valueSpan: { start: valueStart, end: valueStart + value.length },
        quote,
        isCommented: false,
        kind: 'variable',
        path: [name],
        references: [],
        // Another line inside the text would have to be escaped.
        separator: quote === '' ? '' : ' ',
        start: at + (prefix.length - prefix.trimStart().length),
        end: at + head.length,
      } satisfies ConfigEntry;
    }),
  );
}
