import { closeSync, fchmodSync, fstatSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { codeOf, Failure } from '../errors.js';

/**
 * Writes a file that the user named on the command line, with its directories. Nobody else may read it, whatever its mode was.
 * @throws Failure for what the system says.
 */
export function writeOutput(file: string, text: string): void {
  try {
    mkdirSync(dirname(resolve(file)), { recursive: true });
    const descriptor = openSync(file, 'w', 0o600);
    try {
      // A device, such as a terminal, is no file of ours.
      if (fstatSync(descriptor).isFile()) fchmodSync(descriptor, 0o600);
      writeFileSync(descriptor, text);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw new Failure('cannot-write', `${file} could not be written (${code}).`);
  }
}
