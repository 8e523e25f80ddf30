import type { ConfigEntry, Span } from '../../ir.js';

/** What the lines of a notebook that are no Python say. Offsets are into the text that they were read from. */
export interface Magics {
  /** Variables of the environment that are set. */
  settings: ConfigEntry[];
  /** Variables of the environment that are read; the span is the name's own. */
  reads: { name: string; span: Span }[];
  /** Commands for a shell, without the sign of the magic; a continued command is one. */
  shell: (Span & { text: string })[];
  /** Packages that are installed, with the version as it is written: `==0.28`, or empty. */
  installs: { name: string; specifier: string }[];
  /** All else that is no Python: `%run x`, the body of a `%%writefile app.py` cell. */
  others: (Span & { magic: string; argument: string; text: string })[];
}

export function noMagics(): Magics {
  return { settings: [], reads: [], shell: [], installs: [], others: [] };
}
