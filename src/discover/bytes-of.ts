import { fill, withFile } from './open-file.js';

/** The bytes of a file of the file system; none of a special file, a link, and what is larger than `maxSize` bytes. */
export function bytesOf(path: string, maxSize: number): Buffer {
  const bytes = withFile(path, (descriptor, size) => {
    const buffer = Buffer.allocUnsafe(size > maxSize ? 0 : size);
    return buffer.subarray(0, fill(descriptor, buffer, buffer.length));
  });
  return Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0);
}
