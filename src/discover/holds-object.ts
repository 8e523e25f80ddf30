import { createHash } from 'node:crypto';
import { fill, withFile } from './open-file.js';

/** Whether the file holds the object, as it is or with the line endings that `core.autocrlf` gave it at checkout. */
export function holdsObject(file: string, id: string): boolean {
  const content = withFile(file, (descriptor, size) => {
    const buffer = Buffer.allocUnsafe(size + 1);
    return buffer.subarray(0, fill(descriptor, buffer, size + 1));
  });
  if ('failure' in content) return false;
  if (objectId(content, id.length) === id) return true;
  const unix = Buffer.from(content.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  return objectId(unix, id.length) === id;
}

/** Git's name for a file's content; repositories use SHA-1 or, with longer ids, SHA-256. */
function objectId(content: Buffer, length: number): string {
  const hash = createHash(length === 40 ? 'sha1' : 'sha256');
  return hash.update(`blob ${content.length}\0`).update(content).digest('hex');
}
