import { InvalidArgumentError } from 'commander';
import { FORMAT_NAMES, type FormatName } from '../reporters/formats.js';

/** A view that was asked for; without a file it goes to stdout. */
export interface Format {
  name: FormatName;
  file?: string;
}

/** `sarif=report.sarif`, or `json` alone. */
export function parseFormat(text: string, known: readonly Format[]): Format[] {
  const [, name = '', , file] = /^([^=]*)(=(.*))?$/s.exec(text) ?? [];
  if (!FORMAT_NAMES.includes(name as FormatName))
    throw new InvalidArgumentError(`It must be one of ${FORMAT_NAMES.join(', ')}, or one with =FILE.`);
  if (file === '') throw new InvalidArgumentError('A file must follow the equals sign.');
  const format = name as FormatName;
  const added = file === undefined ? { name: format } : { name: format, file };
  if (added.file === undefined && known.some((one) => one.file === undefined))
    throw new InvalidArgumentError('Only one format can go to stdout: give the others a file, as in sarif=FILE.');
  return [...known, added];
}
