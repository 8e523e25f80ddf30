/** The fewest lines, then the fewest characters, of a text with which something still is so. Ends when the time is over. */
export async function reduced(
  bytes: Buffer,
  isSo: (bytes: Buffer) => Promise<boolean>,
  until: number,
): Promise<Buffer> {
  let parts = bytes.toString('latin1').split(/(?<=\n)/);
  const join = (some: readonly string[]) => Buffer.from(some.join(''), 'latin1');
  for (const unit of ['lines', 'signs'] as const) {
    if (unit === 'signs') parts = parts.join('').split('');
    for (let size = Math.ceil(parts.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
      for (let at = 0; at < parts.length && Date.now() < until; ) {
        const fewer = [...parts.slice(0, at), ...parts.slice(at + size)];
        if (await isSo(join(fewer))) parts = fewer;
        else at += size;
      }
  }
  return join(parts);
}
