import { InvalidArgumentError } from 'commander';
import type { FormatName } from '../reporters/format-names.js';

/** A view that was asked for; without a file it goes to stdout. */
export interface Format<Name extends string = FormatName> {
  name: Name;
  file?: string;
}

/** Reads `sarif=report.sarif`, or `json` alone, one after another. */
export function formatParser<Name extends string>(names: readonly Name[]) {
  return (text: string, known: readonly Format<Name>[]): Format<Name>[] => {
    const [, name = '', , file] = /^([^=]*)(=(.*))?$/s.exec(text) ?? [];
    const format = names.find((one) => one === name);
    if (format === undefined)
      throw new InvalidArgumentError(`It must be one of ${names.join(', ')}, or one with =FILE.`);
    if (file === '') throw new InvalidArgumentError('A file must follow the equals sign.');
    const added = file === undefined ? { name: format } : { name: format, file };
    if (added.file === undefined && known.some((one) => one.file === undefined))
      throw new InvalidArgumentError(
        `Only one format can go to stdout: give the others a file, as in ${names.at(-1)}=FILE.`,
      );
    return [...known, added];
  };
}
